import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** On which sides of a box more of its content lies: `"before after"`. */
export function useScrollEdges(box: RefObject<HTMLElement | null>): string {
  const [edges, setEdges] = useState("");
  useEffect(() => {
    const element = box.current;
    if (element === null) return () => {};
    const look = (): void => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      const before = scrollLeft > 1 ? ["before"] : [];
      const after = scrollWidth - clientWidth - scrollLeft > 1 ? ["after"] : [];
      setEdges([...before, ...after].join(" "));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box]);
  return edges;
}
