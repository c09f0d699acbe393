import { and, type CustomerFields, type Filter, not, or, where } from "@respan/filters";

/** What people ask of their customers, in words and as filters. */
export const realisticFilters: readonly (readonly [string, Filter<CustomerFields>])[] = [
  ["top spenders", where("total_cost").gt(500)],
  ["over a spend at one company", where("total_cost").gte(10).and("email").endsWith("@acme.dev")],
  ["a cost band", where("total_cost").between(10, 20)],
  [
    "a cost band at one company",
    where("total_cost").between(5, 50).and("email").endsWith("@acme.dev"),
  ],
  ["everyone but the testers", not(where("email").endsWith("@example.com"))],
  ["a name in any case", where("name").iexact("john doe")],
  [
    "two companies",
    or(where("email").endsWith("@acme.dev"), where("email").endsWith("@globex.io")),
  ],
  ["big spenders or a name", or(where("total_cost").gt(500), where("name").startsWith("Jo"))],
  [
    "big spenders or a name, of the active",
    or(where("total_cost").gt(500), where("name").startsWith("Jo")).and("active_days").gte(30),
  ],
  ["one of five customers", where("customer_identifier").in(["user_1001", "user_1002", "user_9"])],
  [
    "one of three, one by one",
    or(
      where("customer_identifier").eq("user_1001"),
      where("customer_identifier").eq("user_1002"),
      where("customer_identifier").eq("user_123"),
    ),
  ],
  ["no email", where("email").isEmpty()],
  ["no name, and spending", where("name").isNull().and("total_cost").gt(20)],
  ["slow and costly", where("average_latency").gt(2).and("total_cost").gt(50)],
  [
    "heavy in tokens or requests",
    or(where("total_tokens").gt(5e6), where("number_of_requests").gt(1e5)),
  ],
  [
    "heavy in both, but not at one company",
    and(where("total_tokens").gt(1e6), where("number_of_requests").gt(2e4)).and(
      not(where("email").endsWith("@acme.dev")),
    ),
  ],
  ["nobody", where("total_cost").lt(1).and("total_cost").gt(2)],
  ["over one spend or another", or(where("total_cost").gt(100), where("total_cost").gt(500))],
  [
    "either of two bands",
    or(where("total_cost").between(100, 200), where("total_cost").between(400, 500)),
  ],
  [
    "a company's spenders or another's names",
    or(
      where("email").endsWith("@acme.dev").and("total_cost").gt(50),
      where("email").endsWith("@globex.io").and("name").startsWith("A"),
    ),
  ],
];
