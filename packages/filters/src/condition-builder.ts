import type { Values } from "./check-values.ts";
import { checkValues, writeOne } from "./check-values.ts";
import type { Field } from "./field.ts";
import { FilterError, type FilterErrorCode } from "./filter-error.ts";
import { FilterNode, type Join } from "./filter-node.ts";
import { pointer } from "./json-pointer.ts";
import { fitsKind, type Operator, operators } from "./operator.ts";
import type { FieldSet } from "./resource.ts";

/** What `where(field)` gives. Its methods' types are written by hand in field-builder.ts. */
export interface ConditionBuilder {
  isNotNull(): FilterNode;
}

type ConditionBuilderClass = new (
  resource: FieldSet,
  field: Field,
  join: Join,
  before?: FilterNode,
) => ConditionBuilder;

/** Has a method for each operator, `isNotNull` and `between`. In a function, so that bundlers can leave it out. */
export const ConditionBuilder: ConditionBuilderClass = /* @__PURE__ */ (() =>
  class FieldConditions implements ConditionBuilder {
    readonly #resource: FieldSet;
    readonly #field: Field;
    readonly #join: Join;
    readonly #before: FilterNode | undefined;
    declare readonly gte: (value: unknown) => FilterNode;
    declare readonly lte: (value: unknown) => FilterNode;

    constructor(resource: FieldSet, field: Field, join: Join, before?: FilterNode) {
      this.#resource = resource;
      this.#field = field;
      this.#join = join;
      this.#before = before;
    }

    static {
      for (const operator of Object.keys(operators) as Operator[]) {
        const [method, shape] = operators[operator];
        Object.assign(FieldConditions.prototype, {
          [method](this: FieldConditions, ...values: readonly unknown[]): FilterNode {
            const { name, kind } = this.#field;
            if (!fitsKind(shape, kind))
              throw this.#error(
                `\`${method}\` is not for \`${name}\`, a ${kind} field`,
                "operator_not_supported",
                "/operator",
              );
            if (shape === "list") return this.#check(operator, values[0]);
            if (shape === "flag" || shape === "blank") {
              // Django's `isnull=False`, say, would turn into its opposite.
              if (values.length > 0) throw this.#error(`\`${method}\` takes no value`);
              return this.#add(operator, shape === "flag" || "");
            }
            // One good value, as nearly always, needs no array.
            const value =
              values.length === 1 ? writeOne(kind, values[0], this.#resource.limits) : undefined;
            return value === undefined ? this.#check(operator, values) : this.#add(operator, value);
          },
        });
      }
    }

    isNotNull(): FilterNode {
      return this.#add("isnull", false);
    }

    between(low: unknown, high: unknown): unknown {
      const from = new FieldConditions(this.#resource, this.#field, "and").gte(low);
      const band = new FieldConditions(this.#resource, this.#field, "and", from).lte(high);
      return this.#before ? this.#before[this.#join](band) : band;
    }

    /** What stands here says nothing yet, and would be sent as a filter that matches everything. */
    toJSON(): never {
      throw this.#error(
        "A field alone is no filter: end it with a condition, such as `isNotNull()`",
      );
    }

    toString(): string {
      return this.toJSON();
    }

    #error(message: string, code: FilterErrorCode = "invalid_input", part = ""): FilterError {
      return new FilterError(code, `${message}.`, pointer(this.#field.name) + part);
    }

    #check(operator: Operator, values: unknown): FilterNode {
      const { name, kind } = this.#field;
      return this.#add(
        operator,
        checkValues(kind, operator, values, this.#resource.limits, {
          path: `${pointer(name)}/value`,
          called: (asked) => operators[asked][0],
        }),
      );
    }

    /** The condition, joined to what stands before it. */
    #add(operator: Operator, values: Values): FilterNode {
      const before = this.#before;
      const join = before && this.#join;
      return new FilterNode(this.#resource, join, before, undefined, this.#field, operator, values);
    }
  })();
