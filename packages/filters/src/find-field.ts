import type { Field } from "./field.ts";
import { FilterError } from "./filter-error.ts";
import { pointer } from "./json-pointer.ts";
import { checkLimit } from "./limits.ts";
import type { FieldSet } from "./resource.ts";

/** The field of that name, an open-ended one included, or a `FilterError` with what `suggest` finds. */
export function findField(set: FieldSet, name: string, suggest?: Suggest): Field {
  return set.fields[name] ?? findOpenField(set, name, suggest);
}

type Suggest = (name: string, fields: FieldSet["fields"]) => string | undefined;

function findOpenField(
  { name: resource, fields, open, limits }: FieldSet,
  name: string,
  suggest?: Suggest,
): Field {
  // A pointer to a name of many megabytes would be as long.
  const path = name.length < 10_000 ? pointer(name) : "";
  checkLimit(name.length, limits.nameLength, "name_too_long", path);
  const field = open?.(name);
  if (field) return field;
  throw new FilterError(
    "unknown_field",
    `\`${name}\` is not a field of ${resource}.`,
    path,
    suggest?.(name, fields),
  );
}
