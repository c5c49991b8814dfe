/** Layers of marks in the reader, and the kinds of marks in each. */
import type { MarkKind } from "../api.d.ts";

export const LAYERS: Record<string, readonly MarkKind[]> = {
  events: ["trigger", "instrument", "theme"],
  actors: ["actor", "recipient"],
  places: ["place"],
  times: ["time", "quantity"],
  conditions: ["condition"],
  sources: ["source"],
};

/** Kinds of marks that are shown when some layers are hidden. */
export function shownKinds(hidden: string): ReadonlySet<MarkKind> {
  const off = new Set(hidden.split(","));
  return new Set(Object.entries(LAYERS).flatMap(([name, kinds]) => (off.has(name) ? [] : kinds)));
}
