/** Code points (everywhere outside the page) to UTF-16 units (strings of the page). */

/**
 * Return a function that turns code-point offsets of one text into string indices.
 *
 * Texts without astral characters need no table: there the two counts are the same.
 *
 * @param text The text that the offsets count in.
 * @returns Function from an offset of 0 to the text's length in code points; offsets outside
 *   are cut to the ends.
 */
export function codePointIndex(text: string): (offset: number) => number {
  const astral: number[] = [];
  let points = 0;
  for (const letter of text) {
    if (letter.length === 2) astral.push(points);
    points += 1;
  }
  const total = points;
  return (offset) => {
    const bounded = Math.max(0, Math.min(offset, total));
    return bounded + countBelow(astral, bounded);
  };
}

/** Count the entries of a sorted list that are below a value. */
function countBelow(sorted: number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Return the words that a span covers.
 *
 * @param text The report's text.
 * @param span Code points, half-open.
 */
export function quote(text: string, span: readonly [number, number]): string {
  const index = codePointIndex(text);
  return text.slice(index(span[0]), index(span[1]));
}

/**
 * Count the code points before a string index.
 *
 * @param text The text.
 * @param index Index in UTF-16 units.
 */
export function codePointsBefore(text: string, index: number): number {
  let points = 0;
  for (let at = 0; at < Math.min(index, text.length); points++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return points;
}
