import type { Client, Customer } from "@respan/client";
import { useEffect, useState } from "preact/hooks";

/** Every customer of an environment, as far as they are known. */
export type Everyone =
  | { readonly status: "loading" | "failed"; readonly customers?: undefined }
  | { readonly status: "ready"; readonly customers: readonly Customer[] };

/** Reads every customer of an environment, for the plot. */
export function useEveryone(
  client: Client,
  environment: "prod" | "test",
  isReady: boolean,
): Everyone {
  const [everyone, setEveryone] = useState<Everyone>({ status: "loading" });
  // `isReady` puts the first table before the plot.
  useEffect(() => {
    if (!isReady) return () => {};
    const abort = new AbortController();
    setEveryone({ status: "loading" });
    client.customers
      .iterate({ environment }, { signal: abort.signal })
      .toArray({ maxItems: 20_000 })
      .then(
        (customers) => setEveryone({ status: "ready", customers }),
        () => {
          if (!abort.signal.aborted) setEveryone({ status: "failed" });
        },
      );
    return () => abort.abort();
  }, [client, environment, isReady]);
  return everyone;
}
