import { useEffect, useState } from "preact/hooks";
import type { ScatterColours } from "./scatter.ts";

/** The page's colours as a canvas takes them, again when the screen turns light or dark. */
export function usePlotColours(): ScatterColours {
  const [colours, setColours] = useState(read);
  useEffect(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const update = () => setColours(read());
    scheme.addEventListener("change", update);
    return () => scheme.removeEventListener("change", update);
  }, []);
  return colours;
}

/** A canvas does not know `light-dark()`: the browser computes the colours first. */
function read(): ScatterColours {
  const probe = document.body.appendChild(document.createElement("span"));
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
