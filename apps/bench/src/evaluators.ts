import { toPredicate, where } from "@respan/filters";
import { guard } from "@ucast/mongo2js";
import jsonLogic, { type RulesLogic } from "json-logic-js";
import { Query } from "mingo";
import sift from "sift";
import type { CustomerRecord } from "./customer-records.ts";

export type Predicate = (record: CustomerRecord) => boolean;

/** Three conditions with values of their own: cost over, email holding, active for at least. */
export interface ThreeConditions {
  readonly cost: number;
  readonly email: string;
  readonly days: number;
}

/** A library that makes predicates: of the measured filter, and of others that use other operators. */
export interface Evaluator {
  readonly name: string;
  readonly compile: (conditions: ThreeConditions) => Predicate;
  /** One of many other filters, of different shapes. */
  readonly other: (index: number) => Predicate;
}

/** What a person writes by hand. */
export const byHand: Evaluator = {
  name: "by hand",
  compile:
    ({ cost, email, days }) =>
    (record) =>
      record.total_cost > cost &&
      record.email !== null &&
      record.email.includes(email) &&
      record.active_days >= days,
  other: (index) => (record) => record.total_tokens % 100 === index,
};

const pattern = (text: string): RegExp => new RegExp(text.replaceAll(".", "\\."));

// The same Mongo query for the three libraries that read it.
const mongo = ({ cost, email, days }: ThreeConditions) => ({
  total_cost: { $gt: cost },
  email: { $regex: pattern(email) },
  active_days: { $gte: days },
});
const otherMongo = (index: number): Record<string, unknown> => {
  const shapes = [
    { name: { $regex: pattern(`Customer ${index}`) } },
    { total_cost: { $lt: index, $gte: 1 } },
    { number_of_requests: { $in: [index, index + 1] } },
    { email: { $ne: `user${index}@acme.dev` }, total_tokens: { $lte: index * 1000 } },
    { $or: [{ active_days: index % 30 }, { total_cost: { $gt: index } }] },
  ];
  return shapes[index % shapes.length] ?? {};
};

export const evaluators: readonly Evaluator[] = [
  {
    name: "@respan/filters",
    compile: ({ cost, email, days }) =>
      toPredicate(
        where("total_cost").gt(cost).and("email").contains(email).and("active_days").gte(days),
      ),
    other: (index) => {
      const shapes = [
        () => where("name").contains(`Customer ${index}`),
        () => where("total_cost").lt(index).and("total_cost").gte(1),
        () => where("number_of_requests").in([index, index + 1]),
        () =>
          where("email")
            .ne(`user${index}@acme.dev`)
            .and("total_tokens")
            .lte(index * 1000),
        () =>
          where("active_days")
            .eq(index % 30)
            .or("total_cost")
            .gt(index),
      ];
      return toPredicate((shapes[index % shapes.length] as (typeof shapes)[number])());
    },
  },
  {
    name: "ucast (mongo2js)",
    compile: (conditions) => guard<CustomerRecord>(mongo(conditions)),
    other: (index) => guard<CustomerRecord>(otherMongo(index)),
  },
  {
    name: "sift",
    compile: (conditions) => sift(mongo(conditions)),
    other: (index) => sift(otherMongo(index)),
  },
  {
    name: "mingo",
    compile: (conditions) => testOf(mongo(conditions)),
    other: (index) => testOf(otherMongo(index)),
  },
  {
    name: "json-logic-js",
    compile: ({ cost, email, days }) =>
      ruleOf({
        and: [
          { ">": [{ var: "total_cost" }, cost] },
          { in: [email, { var: "email" }] },
          { ">=": [{ var: "active_days" }, days] },
        ],
      }),
    other: (index) => {
      const shapes: RulesLogic[] = [
        { in: [`Customer ${index}`, { var: "name" }] },
        { and: [{ "<": [{ var: "total_cost" }, index] }, { ">=": [{ var: "total_cost" }, 1] }] },
        { in: [{ var: "number_of_requests" }, [index, index + 1]] },
        { "!=": [{ var: "email" }, `user${index}@acme.dev`] },
        {
          or: [
            { "==": [{ var: "active_days" }, index % 30] },
            { ">": [{ var: "total_cost" }, index] },
          ],
        },
      ];
      return ruleOf(shapes[index % shapes.length] as RulesLogic);
    },
  },
];

function testOf(query: Record<string, unknown>): Predicate {
  const compiled = new Query(query);
  return (record) => compiled.test(record as object as Record<string, unknown>);
}

function ruleOf(rule: RulesLogic): Predicate {
  return (record) => jsonLogic.apply(rule, record) === true;
}
