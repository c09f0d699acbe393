/** Writes the fragment of the page's address. */
export interface AddressWriter {
  /** A step to go back to. */
  push(fragment: string): void;
  /** In the place of what is there, soon. */
  replace(fragment: string): void;
  /** Forgets what is still to be written: the page has gone to another address. */
  drop(): void;
  /** Writes at once what is still to be written. */
  flush(): void;
}

/** Safari refuses more than 100 addresses in 30 seconds, and a key that is held down types them in four. */
const pause = 400;

/** Replaces the address at most once in a while; the last one given is always written in the end. */
export function createAddressWriter(): AddressWriter {
  let waiting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (how: "pushState" | "replaceState", fragment: string): void => {
    if (fragment === location.hash) return;
    try {
      history[how](null, "", location.pathname + fragment);
    } catch {
      // The browser has had enough for now. The page goes on, and its address follows later.
      waiting = fragment;
      timer ??= setTimeout(next, pause);
    }
  };
  const next = (): void => {
    timer = undefined;
    const fragment = waiting;
    waiting = undefined;
    if (fragment === undefined) return;
    timer = setTimeout(next, pause);
    write("replaceState", fragment);
  };
  const writer: AddressWriter = {
    push(fragment) {
      writer.flush();
      write("pushState", fragment);
    },
    replace(fragment) {
      waiting = fragment;
      if (timer === undefined) next();
    },
    drop() {
      waiting = undefined;
    },
    flush() {
      const fragment = waiting;
      waiting = undefined;
      if (fragment !== undefined) write("replaceState", fragment);
    },
  };
  return writer;
}
