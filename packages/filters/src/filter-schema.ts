import type { Conjunction } from "./filter.ts";
import { FilterError } from "./filter-error.ts";
import { pointerKeys } from "./json-pointer-keys.ts";
import { type ParseOptions, parseFilter } from "./parse-filter.ts";
import type { Resource } from "./resource.ts";

/** A schema by the Standard Schema specification (version 1), without depending on a package for its types. */
export interface FilterSchema<S> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "@respan/filters";
    readonly validate: (value: unknown) => FilterResult<S>;
    readonly types?: { readonly input: unknown; readonly output: Conjunction<S> };
  };
}

/** A filter, or what is wrong with the input and where. */
export type FilterResult<S> =
  | { readonly value: Conjunction<S>; readonly issues?: undefined }
  | { readonly issues: readonly FilterIssue[] };

export interface FilterIssue {
  readonly message: string;
  readonly path: readonly string[];
}

/**
 * `parseFilter` as a Standard Schema, for whatever takes one: ky, Hono, tRPC, form libraries.
 *
 * @example
 * ```ts
 * const schema = filterSchema(customers);
 * schema["~standard"].validate({ total_cots: { operator: "gt", value: [10] } });
 * // => { issues: [{ message: "`total_cots` is not a field of customers. Did you mean `total_cost`?", path: ["total_cots"] }] }
 * ```
 */
export function filterSchema<S>(resource: Resource<S>, options?: ParseOptions): FilterSchema<S> {
  return {
    "~standard": {
      version: 1,
      vendor: "@respan/filters",
      validate(value) {
        try {
          return { value: parseFilter(value, resource, options) };
        } catch (error) {
          // What `onNotice` throws is for the caller.
          if (!(error instanceof FilterError)) throw error;
          const { message, path } = error;
          return { issues: [{ message, path: pointerKeys(path) }] };
        }
      },
    },
  };
}
