/** Cuts a text at every boundary of its spans; each piece knows all spans that cover it. */
import { codePointIndex } from "./offsets.ts";

export interface Mark {
  id: string;
  span: readonly [number, number];
}

export interface Segment {
  text: string;
  /** First code point. */
  start: number;
  ids: string[];
}

/**
 * Cut a text into segments.
 *
 * @param text The text.
 * @param marks Spans in code points, half-open; they may overlap. Empty ones and those that
 *   end after the text are left out.
 * @returns Segments in order; joined they are the text.
 */
export function segments(text: string, marks: readonly Mark[]): Segment[] {
  const length = [...text].length;
  const kept = marks.filter(({ span: [a, b] }) => 0 <= a && a < b && b <= length);
  const cuts = new Set([0, length]);
  for (const { span } of kept) cuts.add(span[0]).add(span[1]);
  const edges = [...cuts].sort((a, b) => a - b);
  const opening = groupBy(kept, (mark) => mark.span[0]);
  const closing = groupBy(kept, (mark) => mark.span[1]);
  const index = codePointIndex(text);
  const open = new Map<Mark, true>();
  const made: Segment[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i]!, edges[i + 1]!];
    for (const mark of closing.get(start) ?? []) open.delete(mark);
    for (const mark of opening.get(start) ?? []) open.set(mark, true);
    const ids = [...open.keys()].map((mark) => mark.id);
    made.push({ text: text.slice(index(start), index(end)), start, ids });
  }
  return made;
}

function groupBy(marks: readonly Mark[], key: (mark: Mark) => number): Map<number, Mark[]> {
  const groups = new Map<number, Mark[]>();
  for (const mark of marks) {
    const group = groups.get(key(mark));
    if (group) group.push(mark);
    else groups.set(key(mark), [mark]);
  }
  return groups;
}
