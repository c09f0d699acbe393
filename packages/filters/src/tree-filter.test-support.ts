import { type FilterTree, foldTree, resource, type WireFilter } from "@respan/filter-cases";
import { and, not, or } from "./algebra.ts";
import { defineResource } from "./define-resource.ts";
import type { Conjunction, Filter } from "./filter.ts";
import type { Kind } from "./kind.ts";
import { type Operator, operators } from "./operator.ts";
import type { Resource } from "./resource.ts";

/** The corpus' resource, as this package knows it. */
export const corpus: Resource<Readonly<Record<string, Kind>>> = defineResource({
  name: resource.name,
  fields: resource.fields,
  dynamic: resource.dynamic,
});

/** A resource whose fields are known at run time only. */
interface Buildable {
  where(field: string): object;
}

/** Builds what a tree of the corpus says, by the builder's own methods. */
export function toFilter(tree: FilterTree, of: Buildable = corpus): Filter {
  return foldTree<Filter>(tree, {
    where: (wire) => toConjunction(wire, of),
    and: (parts) => and(...parts),
    or: (parts) => or(...parts),
    not: (part) => not(part),
  });
}

/** Builds a conjunction from a strict filter object, one builder call for each condition. */
export function toConjunction(wire: WireFilter, of: Buildable = corpus): Conjunction {
  const conditions = Object.entries(wire).flatMap(([field, given]) =>
    ("operator" in given ? [given] : given).map(({ operator, value }) => {
      const [method, shape] = operators[operator as Operator];
      if (shape === "flag") return build(of, field, value[0] === true ? "isNull" : "isNotNull");
      if (shape === "blank") return build(of, field, method);
      return shape === "list"
        ? build(of, field, method, value)
        : build(of, field, method, ...value);
    }),
  );
  return and(...conditions);
}

/** Calls a method of the builder whose name is known at run time only. */
function build(
  of: Buildable,
  field: string,
  method: string,
  ...values: readonly unknown[]
): Conjunction {
  const builder: object = of.where(field);
  return (Reflect.get(builder, method) as Method).call(builder, ...values);
}

type Method = (...values: readonly unknown[]) => Conjunction;
