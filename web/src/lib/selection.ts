/** The one selection that all screens share; it lives in the address. */

export interface Selection {
  from: string;
  to: string;
  /** west,south,east,north in degrees; empty when the whole world. */
  box: string;
  actor: string[];
  place: string[];
  type: string[];
  status: string[];
  report: string[];
  /** At least so many independent origins; 0 for any. */
  origins: number;
  /** Only what exactly one independent origin tells. */
  single: boolean;
  /** Only what sources tell differently. */
  disputed: boolean;
  review: string[];
  q: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LISTS = ["actor", "place", "type", "status", "report", "review"] as const;

export const WHOLE: Readonly<Selection> = Object.freeze({
  from: "",
  to: "",
  box: "",
  actor: [],
  place: [],
  type: [],
  status: [],
  report: [],
  origins: 0,
  single: false,
  disputed: false,
  review: [],
  q: "",
});

/**
 * Read a selection from an address; what makes no sense is left out.
 *
 * @param query The part after "?".
 */
export function parseSelection(query: string): Selection {
  const read = new URLSearchParams(query);
  const day = (name: string) => (isDay(read.get(name)) ? read.get(name)! : "");
  const list = (name: string) => [...new Set(read.getAll(name).filter((value) => value !== ""))].sort();
  const origins = Number(read.get("origins") ?? 0);
  const made: Selection = {
    ...WHOLE,
    from: day("from"),
    to: day("to"),
    box: boxOf(read.get("box")) ? read.get("box")! : "",
    origins: Number.isInteger(origins) && origins > 0 ? Math.min(origins, 99) : 0,
    single: read.get("single") === "1",
    disputed: read.get("disputed") === "1",
    q: (read.get("q") ?? "").slice(0, 500),
  };
  for (const name of LISTS) made[name] = list(name);
  if (made.from && made.to && made.to < made.from) [made.from, made.to] = [made.to, made.from];
  return made;
}

/**
 * Write a selection as the part of an address after "?", always in the same order.
 *
 * @param selection What to write; fields that select everything are left out.
 */
export function formatSelection(selection: Selection): string {
  const made = new URLSearchParams();
  for (const name of ["from", "to", "box"] as const) if (selection[name]) made.set(name, selection[name]);
  for (const name of LISTS) for (const value of [...selection[name]].sort()) made.append(name, value);
  if (selection.origins) made.set("origins", String(selection.origins));
  if (selection.single) made.set("single", "1");
  if (selection.disputed) made.set("disputed", "1");
  if (selection.q) made.set("q", selection.q);
  return made.toString().replaceAll("%2C", ",");
}

/** Return the edges of a box, or null for anything that is none. */
export function boxOf(value: string | null): [number, number, number, number] | null {
  const edges = (value ?? "").split(",").map((edge) => (edge.trim() === "" ? NaN : Number(edge)));
  const [west, south, east, north] = edges;
  if (edges.length !== 4 || edges.some((edge) => !Number.isFinite(edge))) return null;
  if (south! > north! || Math.abs(south!) > 90 || Math.abs(north!) > 90) return null;
  return [west!, south!, east!, north!];
}

/** Return whether a text is a day that the calendar has. */
export function isDay(value: string | null): boolean {
  if (value === null || !DAY.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value;
}

/** Return the day so many days later; unknown days stay unknown. */
export function shifted(day: string, days: number): string {
  if (!isDay(day)) return day;
  const made = new Date(`${day}T00:00:00Z`);
  made.setUTCDate(made.getUTCDate() + days);
  return made.toISOString().slice(0, 10);
}

/** Move a time window by its own length (by) or widen it by a tenth at each end (grow). */
export function movedWindow(
  selection: Selection,
  { by = 0, grow = 0 }: { by?: number; grow?: number },
): Selection {
  if (!selection.from || !selection.to) return selection;
  const days = Math.max(1, daysBetween(selection.from, selection.to) + 1);
  const edge = grow * Math.max(1, Math.round(days / 4));
  const from = shifted(selection.from, by * days - edge);
  const to = shifted(selection.to, by * days + edge);
  return from > to ? selection : { ...selection, from, to };
}

/** Count the days from one day to another. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000);
}

/** Say in words what is selected; empty when everything is. */
export function describeSelection(selection: Selection): string[] {
  const made: string[] = [];
  if (selection.from || selection.to) made.push(`${selection.from || "…"} to ${selection.to || "…"}`);
  for (const name of LISTS) made.push(...selection[name].map((value) => `${name} ${value}`));
  if (selection.box) made.push("map area");
  if (selection.origins) made.push(`at least ${selection.origins} origins`);
  if (selection.single) made.push("one origin only");
  if (selection.disputed) made.push("told differently");
  if (selection.q) made.push(`“${selection.q}”`);
  return made;
}
