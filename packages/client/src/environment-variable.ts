interface Environment {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

/**
 * Reads an environment variable, without the line end that files of secrets have; `undefined` where it
 * is blank, there are none, or none may be read (Deno).
 */
export function environmentVariable(name: string): string | undefined {
  try {
    return (globalThis as Environment).process?.env?.[name]?.trim() || undefined;
  } catch {
    return undefined;
  }
}
