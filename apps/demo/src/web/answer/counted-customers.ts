/**
 * How many customers, as people say it.
 *
 * @example
 * countedCustomers(1); // => "1 customer"
 * countedCustomers(4497); // => "4,497 customers"
 */
export function countedCustomers(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "customer" : "customers"}`;
}
