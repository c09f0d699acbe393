import { useEffect, useState } from "preact/hooks";
import type { ScatterColours } from "./scatter.ts";

/** What changes the page's colours. */
const schemes = ["(prefers-color-scheme: dark)", "(forced-colors: active)"] as const;

/** The page's colours as a canvas takes them, again when the screen turns light, dark or forced. */
export function usePlotColours(): ScatterColours {
  const [colours, setColours] = useState(read);
  useEffect(() => {
    const update = () => setColours(read());
    const queries = schemes.map((scheme) => matchMedia(scheme));
    for (const query of queries) query.addEventListener("change", update);
    return () => {
      for (const query of queries) query.removeEventListener("change", update);
    };
  }, []);
  return colours;
}

/** A canvas does not know `light-dark()`: the browser computes the colours first. */
function read(): ScatterColours {
  const probe = document.body.appendChild(document.createElement("span"));
  // Else forced colours would all be the one of text.
  probe.style.forcedColorAdjust = "none";
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    faint: colour("--plot-faint"),
    match: colour("--plot-match"),
    text: colour("--muted"),
    grid: colour("--line-soft"),
  };
  probe.remove();
  return colours;
}
