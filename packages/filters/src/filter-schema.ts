import type { Conjunction } from "./filter.ts";
import { FilterError } from "./filter-error.ts";
import { pointerKeys } from "./json-pointer-keys.ts";
import { type ParseOptions, parseFilter } from "./parse-filter.ts";
import type { Resource } from "./resource.ts";

/** A schema by the Standard Schema specification (version 1), without depending on a package for its types. */
export interface FilterSchema<S> {
  /** What the specification asks of every schema. */
  readonly "~standard": {
    /** That of the specification. */
    readonly version: 1;
    /** Who made the schema. */
    readonly vendor: "@respan/filters";
    /** Gives the filter, or what is wrong; throws only what `onNotice` throws. */
    readonly validate: (value: unknown) => FilterResult<S>;
    /** For the compiler alone; never there. */
    readonly types?: {
      /** Anything may be tried. */
      readonly input: unknown;
      /** What comes of it. */
      readonly output: Conjunction<S>;
    };
  };
}

/** A filter, or what is wrong with the input and where. */
export type FilterResult<S> =
  | {
      /** The filter that was read. */
      readonly value: Conjunction<S>;
      /** There are none. */
      readonly issues?: undefined;
    }
  | {
      /** What is wrong: one thing, the first that was found. */
      readonly issues: readonly FilterIssue[];
    };

/** One thing that is wrong with an input. */
export interface FilterIssue {
  /** As the `FilterError` says it. */
  readonly message: string;
  /** The keys that lead to the place, from the outermost. */
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
