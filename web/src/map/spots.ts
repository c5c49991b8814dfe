/** Points of the map, gathered by place. */
import type { Situation, Status } from "../api.d.ts";

export type Point = Situation["points"][number];

export interface Spot {
  place: string;
  lat: number;
  lon: number;
  precision_m: number;
  count: number;
  /** Something happened or goes on here, not only announced, denied or conditional. */
  solid: boolean;
}

const SOLID: ReadonlySet<Status> = new Set<Status>(["actual", "ongoing", "historical"]);

/** Gather points that lie at the same place. */
export function spots(points: readonly Point[]): Spot[] {
  const made = new Map<string, Spot>();
  for (const { lat, lon, precision_m, status, place, count = 1 } of points) {
    const key = `${lat.toFixed(4)},${lon.toFixed(4)}`;
    const solid = SOLID.has(status);
    const known = made.get(key);
    if (known) {
      known.count += count;
      known.solid ||= solid;
      known.precision_m = Math.max(known.precision_m, precision_m);
    } else made.set(key, { place, lat, lon, precision_m, count, solid });
  }
  return [...made.values()].sort((a, b) => b.count - a.count);
}

/** Edges of all spots with a margin; the world when there are none. */
export function bounds(list: readonly Spot[]): [number, number, number, number] {
  if (list.length === 0) return [-170, -55, 180, 75];
  const lons = list.map(({ lon }) => lon);
  const lats = list.map(({ lat }) => lat);
  const [west, east] = [least(lons), -least(lons.map((x) => -x))];
  const [south, north] = [least(lats), -least(lats.map((x) => -x))];
  const margin = Math.max(0.4, (east - west) * 0.15, (north - south) * 0.15);
  return [west - margin, Math.max(-85, south - margin), east + margin, Math.min(85, north + margin)];
}

function least(values: number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Infinity);
}

/** One sentence that says what the map shows. */
export function mapWords(list: readonly Spot[], unplaced: number): string {
  const events = list.reduce((sum, { count }) => sum + count, 0);
  const top = list.slice(0, 3).map(({ place, count }) => `${place} ${count}`);
  return `Map of ${events} events at ${list.length} places${top.length ? `: ${top.join(", ")}` : ""}. ${unplaced} events have no known coordinates.`;
}

/** A value of the page's design as it is now. */
export function ink(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Call back whenever light and dark change; returns how to stop. */
export function onLooks(run: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const watch = new MutationObserver(run);
  query.addEventListener("change", run);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    query.removeEventListener("change", run);
    watch.disconnect();
  };
}
