/** Days as a newspaper writes them, with what is not known said. */
import { isDay } from "./selection.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Write a day: "10 Sep 2018". */
export function dayWords(day: string | null | undefined): string {
  if (!day || !isDay(day)) return "day unknown";
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month! - 1]} ${year}`;
}

/** Write a day without its year: "10 Sep"; empty when unknown. */
export function shortDay(day: string | null): string {
  return day && isDay(day) ? dayWords(day).replace(/ \d+$/, "") : "";
}

/** Write every ISO day in a text as a newspaper does. */
export const daysIn = (text: string) => text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => (isDay(day) ? dayWords(day) : day));

/**
 * Write an interval with its precision: whole months and years are named as such.
 *
 * @param first Earliest day, null when open.
 * @param last Latest day, null when open.
 */
export function whenWords(first: string | null, last: string | null): string {
  if (!first && !last) return "day unknown";
  if (!first) return `by ${dayWords(last)}`;
  if (!last) return `since ${dayWords(first)}`;
  if (first === last) return dayWords(first);
  const [y1, m1, d1] = first.split("-").map(Number) as [number, number, number];
  const [y2, m2, d2] = last.split("-").map(Number) as [number, number, number];
  const ends = d1 === 1 && d2 === new Date(Date.UTC(y2, m2, 0)).getUTCDate();
  if (ends && m1 === 1 && m2 === 12) return y1 === y2 ? `in ${y1}` : `${y1}–${y2}`;
  if (ends && y1 === y2 && m1 === m2) return `in ${MONTHS[m1 - 1]} ${y1}`;
  if (y1 === y2 && m1 === m2) return `${d1}–${d2} ${MONTHS[m1 - 1]} ${y1}`;
  return y1 === y2
    ? `${d1} ${MONTHS[m1 - 1]} – ${d2} ${MONTHS[m2 - 1]} ${y1}`
    : `${dayWords(first)} – ${dayWords(last)}`;
}

/**
 * Write since when something has been so: "since 2014", "since Nov 2020", or a day.
 *
 * @param first The day on which it began, or the earliest such day; null when unknown.
 * @param firstBy The latest such day; null when it began on the first.
 * @param last Its last day; null when it goes on.
 */
export function sinceWords(first: string | null, firstBy: string | null, last: string | null): string {
  if (!first || !firstBy) return whenWords(first, last);
  const span = whenWords(first, firstBy);
  const begun = span.startsWith("in ") ? span.slice(3) : `some day from ${dayWords(first)} to ${dayWords(firstBy)}`;
  return `since ${begun}${last ? `, until ${dayWords(last)}` : ""}`;
}

/** Write a count with its noun: "1 report", "3 reports", "2 entries". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Say how old a day is against another: "3 days old". */
export function ageWords(day: string | null, newest: string | null): string {
  if (!day || !newest) return "age unknown";
  const days = Math.round((Date.parse(newest) - Date.parse(day)) / 86_400_000);
  return days <= 0 ? "day of the newest report" : `${counted(days, "day")} before the newest report`;
}
