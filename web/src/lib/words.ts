/** Codes of the record in an analyst's words. */
import type { Counts, EventCard, Status } from "../api.d.ts";
import { counted, daysIn } from "./days.ts";

export const STATUS_WORDS: Record<Status, string> = {
  actual: "happened",
  ongoing: "going on",
  future: "announced",
  hypothetical: "conditional",
  negated: "denied",
  historical: "earlier",
};

/** "heavy-weapons" as "heavy weapons". */
export const plain = (code: string) => code.replaceAll(/[-_]/g, " ");

/** "ASSAULT" with "heavy-weapons" as "Assault, heavy weapons". */
export function typeWords(type: string, modes: readonly (string | null)[] = []): string {
  const told = modes.filter((mode) => mode !== null && mode !== "").slice(0, 2) as string[];
  return [type.charAt(0) + type.slice(1).toLowerCase(), ...told.map(plain)].join(", ");
}

/** Values of a field in words; several are parted by semicolons. */
export function valueWords(field: string, value: string): string {
  const one = (part: string): string => {
    if (field === "status") return STATUS_WORDS[part as Status] ?? part;
    return field === "type" ? typeWords(part) : daysIn(part);
  };
  return value.split("; ").map(one).join("; ");
}

const HOLDS: Record<string, string> = {
  held: "holds it",
  taken: "took it",
  lost: "lost it",
  contested: "fights for it",
  claimed: "says that it holds it",
  unknown: "may hold it",
};

/** "held" as "holds it". */
export const holdsWords = (state: string) => HOLDS[state] ?? plain(state);

const BASES: Record<string, string> = {
  argument: "day as given",
  metadata: "day from the file",
  dateline: "day from the dateline",
  unknown: "day unknown",
};

/** How the day of publication is known. */
export const basisWords = (basis: string) => BASES[basis] ?? plain(basis);

const TIME_BASES: Record<string, string> = {
  stated: "",
  resolved: "",
  context: "from the story around it",
  dateline: "no day said; by the report’s day",
  unknown: "",
};

/** How the day of an event is known, where its words do not say it. */
export const timeBasisWords = (basis: string) => TIME_BASES[basis] ?? plain(basis);

const REASONS: Record<string, string> = {
  flagged: "Flagged",
  contradiction: "Told differently",
  merge: "One event or two?",
  "low-score": "Unsure reading",
  "new-actor": "New actor",
  "no-words": "No words",
};

/** Why a card waits. */
export const reasonWords = (reason: string) => REASONS[reason] ?? plain(reason);

/** The three numbers. */
export function countWords({ mentions, reports, origins }: Counts): string {
  return `${counted(mentions, "mention")} / ${counted(reports, "report")} / ${counted(origins, "origin")}`;
}

/** One event in a line, for titles and screen readers. */
export function eventWords(event: EventCard): string {
  const names = (list: { name: string }[]) => list.slice(0, 2).map(({ name }) => name).join(", ");
  const [who, whom, at] = [names(event.actors), names(event.recipients), names(event.places)];
  const what = typeWords(event.type, event.modes);
  return [who, who ? `: ${what}` : what, whom ? ` → ${whom}` : "", at ? `, ${at}` : ""].join("");
}

/** Return the words of a count: "17", "at least 10", "10 to 12". */
export function amountWords(low: number | null, high: number | null): string {
  if (low === null && high === null) return "not given";
  if (low === null) return `up to ${high}`;
  if (high === null) return `at least ${low}`;
  return low === high ? String(low) : `${low} to ${high}`;
}
