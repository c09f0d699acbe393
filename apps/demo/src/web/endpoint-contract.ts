import {
  type Contract,
  customersNewestContract,
  customersPageContract,
  type FieldRules,
} from "@respan/filters/plan";

/**
 * What the endpoint behind the page takes: all that is published, the operators of the reference page
 * that the newest text leaves out included, so nothing that it takes is checked twice.
 */
export const endpointContract: Contract = {
  name: "all that is published",
  fields: Object.fromEntries(
    Object.entries(customersNewestContract.fields).map(([field, rules]) => [
      field,
      withOperators(rules, customersPageContract.fields[field]?.operators ?? []),
    ]),
  ),
};

function withOperators(rules: FieldRules, more: FieldRules["operators"]): FieldRules {
  return { ...rules, operators: [...new Set([...rules.operators, ...more])] };
}
