import type { Customer } from "./customer.ts";
import { seededRandom } from "./seeded-random.ts";

/** The organization of the demo's customers: the one of the API's own example. */
export const demoOrganization = "8264a3f4-40c7-476a-97d1-96908127ea21";

/** The one customer of the API's example answer, with every value as it stands there. */
const johnDoe: Customer = {
  id: "user_123prod8264a3f4-40c7-476a-97d1-96908127ea21",
  unique_organization_id: demoOrganization,
  customer_identifier: "user_123",
  environment: "prod",
  name: "John Doe",
  email: "john@example.com",
  first_seen: "2025-10-15T08:00:00Z",
  last_active_timeframe: "2025-12-29T10:30:00Z",
  active_days: 75,
  number_of_requests: 15420,
  total_tokens: 170000,
  total_prompt_tokens: 120000,
  total_completion_tokens: 50000,
  total_cost: 523.45,
  average_latency: 1.23,
  average_ttft: 0.45,
  average_monthly_cost: null,
  period_budget: null,
  total_budget: null,
  budget_duration: null,
};

const companies = [
  "acme.dev",
  "example.com",
  "globex.io",
  "initech.com",
  "umbrella.health",
  "hooli.ai",
  "stark.industries",
  "wayne.tech",
  "wonka.shop",
  "tyrell.systems",
  "soylent.food",
  "cyberdyne.dev",
] as const;

const givenNames =
  "Ada Amara Anaïs Björn Chidi Chloé Daniel Elena Fatima Grace Hiroshi Ines İpek Ivan José Kofi Léa Linus Mei Mohammed Nadia Noah Olga Priya Quinn Rosa Søren Tomás Uma Yuki Zoë Łukasz".split(
    " ",
  );
const familyNames =
  "Adeyemi Bauer Chen Dubois Eriksson Ferrari García Haddad Ito Jensen Kowalski Lindqvist Müller Nakamura O'Brien Okafor Patel Quispe Rossi Schmidt Silva Tanaka Ueda Vargas Weiß Yılmaz Zhang".split(
    " ",
  );

const day = 86_400_000;
const year = 365 * day;
/** The demo's customers do not move with the clock: this is their today. */
const today = Date.parse("2026-01-01T00:00:00Z");

/**
 * The first `count` customers of a made-up company: the same ones every time. A few spend most of
 * the money, one in five has gone quiet, one in twelve has a budget, some have no name or email,
 * one in ten lives in the environment `test`, and John Doe of the API's example is among them.
 *
 * @example
 * demoCustomers(1)[0]?.name; // => "John Doe"
 */
export function demoCustomers(
  count: number,
  options: {
    /** The organization that they belong to. @default `demoOrganization` */
    readonly organization?: string;
  } = {},
): Customer[] {
  const organization = options.organization ?? demoOrganization;
  const random = seededRandom(20_260_101);
  return Array.from({ length: count }, (_, index) =>
    index === 0
      ? { ...johnDoe, id: `user_123prod${organization}`, unique_organization_id: organization }
      : makeCustomer(index, organization, random),
  );
}

function makeCustomer(index: number, organization: string, random: () => number): Customer {
  const identifier = `user_${1000 + index}`;
  const environment = random() < 0.1 ? "test" : "prod";
  const given = pick(givenNames, random());
  const family = pick(familyNames, random());
  // The first companies have the most people.
  const company = pick(companies, random() ** 1.7);
  const local = toLocalPart(`${given}.${family}`);
  const hasName = random() > 0.03;
  const hasEmail = random() > 0.05;

  const firstSeen = today - Math.floor((0.02 + random() * 1.98) * year);
  const isQuiet = random() < 0.2;
  const silence = isQuiet ? (0.3 + 0.7 * random()) * (today - firstSeen) : random() * 7 * day;
  const lastActive = Math.max(firstSeen, today - Math.floor(silence));
  const lifetime = Math.floor((lastActive - firstSeen) / day) + 1;
  const activeShare = 0.05 + 0.9 * random();

  // A Pareto tail: half of the customers spend less than two dollars, a handful spend thousands.
  const totalCost = Math.min(25_000, 0.4 * (1 - random()) ** -1.25 * (0.3 + random()));
  const requests = Math.max(1, Math.round(totalCost * (20 + 60 * random())));
  // A day is active by a request.
  const activeDays = Math.max(1, Math.round(Math.min(lifetime, requests) * activeShare));
  const tokens = Math.round(totalCost * (250 + 900 * random())) + requests * 40;
  const promptTokens = Math.round(tokens * (0.55 + 0.35 * random()));
  const latency = 0.3 + 2.7 * random() ** 2;
  const hasLatency = random() > 0.02;
  const ttft = latency * (0.2 + 0.4 * random());
  const months = Math.max(1, (lastActive - firstSeen) / (30 * day));
  const hasBudget = random() < 1 / 12;
  const duration = pick(["daily", "weekly", "monthly"] as const, random());
  const periodBudget = niceAmount((totalCost / months) * (0.6 + 1.6 * random()));

  return {
    id: `${identifier}${environment}${organization}`,
    unique_organization_id: organization,
    environment,
    customer_identifier: identifier,
    name: hasName ? `${given} ${family}` : null,
    email: hasEmail ? `${local}${index}@${company}` : null,
    first_seen: toSecond(firstSeen),
    last_active_timeframe: toSecond(lastActive),
    active_days: activeDays,
    number_of_requests: requests,
    total_tokens: tokens,
    total_prompt_tokens: promptTokens,
    total_completion_tokens: tokens - promptTokens,
    total_cost: round(totalCost, 2),
    average_latency: hasLatency ? round(latency, 2) : null,
    average_ttft: hasLatency ? round(ttft, 2) : null,
    average_monthly_cost: round(totalCost / months, 2),
    period_budget: hasBudget ? periodBudget : null,
    total_budget: hasBudget ? periodBudget * 12 : null,
    budget_duration: hasBudget ? duration : null,
  };
}

/** Letters that no accent can be taken from. */
const plainLetters: Readonly<Record<string, string>> = { ø: "o", ł: "l", ı: "i", ß: "ss" };

/** A name as people write it into an address: `Søren.O'Brien` is `soren.obrien`. */
function toLocalPart(name: string): string {
  return name
    .toLowerCase()
    .replace(/[øłıß]/g, (letter) => plainLetters[letter] ?? "")
    .normalize("NFKD")
    .replace(/[^a-z.]/g, "");
}

function pick<T>(list: readonly T[], at: number): T {
  return list[Math.min(list.length - 1, Math.floor(at * list.length))] as T;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** 5, 10, 20, 50, …: budgets are set by people. */
function niceAmount(value: number): number {
  const amounts = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
  return amounts.find((amount) => amount >= value) ?? 20_000;
}

function toSecond(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, "Z");
}
