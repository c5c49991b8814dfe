/** Passages cut out of a report, trimmed to whole words. */
import type { QueueCard } from "../api.d.ts";
import { codePointsBefore } from "./offsets.ts";

type Passage = QueueCard["passages"][number];

/** Trim a passage to whole words, with marks of the cuts told apart from its words. */
export function trimmed({ text, start }: Passage): { text: string; start: number; before: boolean; after: boolean } {
  const before = start > 0 && !/^\s/u.test(text);
  const after = !/[.!?"'”’»)\]]\s*$/u.test(text);
  const from = before ? text.search(/\s/u) + 1 : 0;
  const to = after ? text.search(/\s\S*$/u) : text.length;
  if (to <= from) return { text, start, before, after };
  return { text: text.slice(from, to), start: start + codePointsBefore(text, from), before, after };
}
