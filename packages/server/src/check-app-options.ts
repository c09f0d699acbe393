import { checkCount, checkTime } from "./check-number.ts";
import { contractNames } from "./contract.ts";
import { findOriginFault } from "./cors-origin.ts";
import type { AppOptions } from "./create-app.ts";
import { isApiKey } from "./is-api-key.ts";
import { toPublicUrl } from "./public-url.ts";
import { quote, quoteNames } from "./quote.ts";

/**
 * Refuses options that would only fail later, or never tell.
 *
 * @throws {TypeError} that names the option and what is allowed.
 */
export function checkAppOptions(options: AppOptions): void {
  // A program without types may pass nothing.
  if (Object(options) !== options) {
    throw new TypeError("`createApp` takes options: give `store` and `apiKeys`.");
  }
  checkCount("maxBodyBytes", options.maxBodyBytes);
  checkCount("rateLimit", options.rateLimit);
  checkCount("maxConcurrentQueries", options.maxConcurrentQueries);
  checkTime("bodyTimeout", options.bodyTimeout);
  checkTime("queryTimeout", options.queryTimeout);

  const { store, apiKeys, log } = options;
  // What was given in place of it is not repeated: an address or a key may hold a secret.
  if (typeof store?.list !== "function") {
    throw new TypeError("`store` is no store: give one, such as `memoryStore()`.");
  }
  if (log !== undefined && typeof log !== "function") {
    throw new TypeError("`log` is no function: give one, or leave it out.");
  }
  // The places in a list would be keys that anybody can guess.
  if (typeof apiKeys !== "object" || apiKeys === null || Array.isArray(apiKeys)) {
    throw new TypeError(
      '`apiKeys` is no object: give one, such as `{ sk_test: "my-organization" }`.',
    );
  }
  for (const [key, organization] of Object.entries(apiKeys)) {
    if (!isApiKey(key)) {
      // The key itself is not repeated: it would stand in a log.
      throw new TypeError(
        `A key of \`apiKeys\`, that of \`${organization}\`, cannot be sent in a header: use visible ASCII without spaces.`,
      );
    }
    if (typeof organization !== "string" || organization === "") {
      throw new TypeError(
        "A key of `apiKeys` opens no organization: give it a name that is not empty.",
      );
    }
    if (organization.includes("\u0000") || !organization.isWellFormed()) {
      throw new TypeError(
        `The organization \`${quote(organization)}\` of \`apiKeys\` cannot be looked up in every store: leave out U+0000 and lone surrogates.`,
      );
    }
  }
  const { contract, corsOrigin, publicUrl } = options;
  if (contract !== undefined && !contractNames.includes(contract)) {
    throw new TypeError(
      `\`contract\` is \`${contract}\`: give one of ${quoteNames(contractNames)}.`,
    );
  }
  for (const origin of [corsOrigin ?? []].flat()) {
    const fault = origin === "*" ? undefined : findOriginFault(origin);
    if (fault !== undefined) throw new TypeError(`\`corsOrigin\` ${fault}`);
  }
  if (publicUrl !== undefined && toPublicUrl(publicUrl) === undefined) {
    throw new TypeError(
      "`publicUrl` is not an address such as https://api.example.com: give http:// or https:// with a host, and a path at most.",
    );
  }
}
