interface Environment {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

/** Reads an environment variable; `undefined` where there are none, or none may be read (Deno). */
export function environmentVariable(name: string): string | undefined {
  try {
    return (globalThis as Environment).process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}
