/** Walking through a list by keys: j, k, Enter. */
import { tick } from "svelte";
import type { Command } from "./commands.svelte.ts";

/**
 * Walk through a list.
 *
 * @param kind What the list's elements carry as data-KIND.
 * @param list The list now.
 * @param enter What Enter does with the chosen item.
 */
export function walker<T>(kind: string, list: () => T[], enter?: (item: T) => void) {
  let at = $state(-1);

  async function step(by: number): Promise<void> {
    const length = list().length;
    if (length === 0) return;
    at = Math.max(0, Math.min(length - 1, at + by));
    await tick();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const shown = document.querySelectorAll(`[data-${kind}]`)[at];
    shown?.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  }

  const commands: Command[] = [
    { id: `next-${kind}`, label: `Next ${kind}`, keys: "j", group: "List", run: () => void step(1) },
    { id: `previous-${kind}`, label: `Previous ${kind}`, keys: "k", group: "List", run: () => void step(-1) },
  ];
  if (enter) {
    const run = () => {
      const item = list()[at];
      if (item !== undefined) enter(item);
    };
    commands.push({ id: `open-${kind}`, label: `Open the ${kind}`, keys: "Enter", group: "List", run });
  }
  return {
    commands,
    step,
    get at() {
      return at;
    },
    set at(value: number) {
      at = value;
    },
    get chosen(): T | undefined {
      return list()[at];
    },
  };
}
