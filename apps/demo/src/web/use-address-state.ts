import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { createAddressWriter } from "./address-writer.ts";
import { fromAddress, type PageState, toAddress } from "./page-state.ts";

/** Changes the state; with `replace` the step is not one to go back to, as for each letter typed. */
export type ChangeState = (change: Partial<PageState>, how?: "push" | "replace") => void;

/** The page's state, kept in its address. */
export function useAddressState(): {
  readonly state: PageState;
  readonly problem: string | undefined;
  readonly changeState: ChangeState;
} {
  const [read, setRead] = useState(() => fromAddress(location));

  const writer = useMemo(createAddressWriter, []);

  useEffect(() => {
    const restore = () => {
      writer.drop();
      setRead(fromAddress(location));
    };
    addEventListener("popstate", restore);
    addEventListener("pagehide", writer.flush);
    return () => {
      removeEventListener("popstate", restore);
      removeEventListener("pagehide", writer.flush);
    };
  }, [writer]);

  const changeState = useCallback<ChangeState>(
    (change, how = "push") => {
      setRead(({ state }) => {
        const next = { ...state, ...change };
        writer[how](toAddress(next));
        return { state: next };
      });
    },
    [writer],
  );

  return { state: read.state, problem: "problem" in read ? read.problem : undefined, changeState };
}
