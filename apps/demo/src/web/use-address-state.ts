import { useCallback, useEffect, useState } from "preact/hooks";
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

  useEffect(() => {
    const restore = () => setRead(fromAddress(location));
    addEventListener("popstate", restore);
    return () => removeEventListener("popstate", restore);
  }, []);

  const changeState = useCallback<ChangeState>((change, how = "push") => {
    setRead(({ state }) => {
      const next = { ...state, ...change };
      const fragment = toAddress(next);
      if (fragment !== location.hash) {
        const address = location.pathname + fragment;
        if (how === "push") history.pushState(null, "", address);
        else history.replaceState(null, "", address);
      }
      return { state: next };
    });
  }, []);

  return { state: read.state, problem: "problem" in read ? read.problem : undefined, changeState };
}
