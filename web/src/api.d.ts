/**
 * What the server answers, route by route. All spans are [start, end) in code points of the
 * report's text. Days are ISO 8601. An unknown value is null, never a guess.
 *
 * Opening /?token=T sets a cookie (HttpOnly, SameSite=Strict) and leads to /; every route under
 * /api needs it. Any path that is neither a file nor under /api answers with index.html.
 *
 * Selection, the same names for every route that lists: from, to (days), box (w,s,e,n), actor,
 * place, type, status, report, review (each may be repeated; review also flagged, sealed,
 * sensitive), origins (at least), single=1 (exactly one origin), disputed=1,
 * q (search line). Lists also take limit (default 200, at most 1000) and offset.
 *
 * GET  /api/case                      Case
 * GET  /api/situation?SELECTION       Situation
 * GET  /api/claims?SELECTION          Page<ClaimRow>
 * GET  /api/reports?SELECTION         Page<ReportRow>
 * GET  /api/reports/{id}              ReportView
 * GET  /api/events/{id}               EventView   (a merged id answers with the event it led to)
 * GET  /api/contradictions?SELECTION  Page<EventCard>  (only events with contradictions)
 * GET  /api/compare/{event}           Compare
 * GET  /api/actors/{key}              ActorView
 * GET  /api/control?SELECTION         ControlEntry[]
 * GET  /api/access?SELECTION          AccessBoard
 * GET  /api/talks?SELECTION           TalksTrack[]
 * GET  /api/queue?SELECTION           Page<QueueCard>
 * GET  /api/sources                   SourcesView
 * GET  /api/sitrep?SELECTION          Sitrep
 * GET  /api/search?q=                 Found
 * GET  /api/decisions                 DecisionLine[]  (newest first)
 *      Files leave out what is marked as sensitive; sensitive=1 puts it in (not in the sitrep).
 * GET  /api/export?format=csv|jsonl|geojson|sitrep.html|sitrep.docx&SELECTION   a file
 * GET  /feed.atom?SELECTION           Atom, one entry an event
 * GET  /SCREEN.json?SELECTION         what /api tells that screen: /claims.json, /events/ID.json ...
 * GET  /api/stream                    text/event-stream: Live
 * POST /api/paste      PasteRequest   ReportView (not kept)
 * POST /api/add        multipart, field "file" repeated -> AddStarted; progress comes by stream
 * POST /api/add        application/json PasteRequest    -> AddStarted
 * POST /api/decisions  DecisionRequest -> DecisionMade
 * POST /api/undo       {}  takes back the last decision not yet taken back -> DecisionMade
 * POST /api/undo       {"id": decision} -> DecisionMade
 *
 * Errors: status 4xx or 5xx with Problem.
 */

export type Day = string;
export type Span = [number, number];
export type Status = "actual" | "ongoing" | "future" | "hypothetical" | "negated" | "historical";
export type ReviewState = "unseen" | "accepted" | "rejected" | "edited" | "redacted";

export interface Problem {
  error: string;
  message: string;
  do?: string;
}

export interface Page<T> {
  items: T[];
  total: number;
  offset: number;
}

export interface Cite {
  report: string;
  span: Span;
}

/** A name with the key that /api/actors takes; key is "" when there is nothing to open. */
export interface Named {
  name: string;
  key: string;
}

/** Link of a source chain, from the outlet inwards. */
export interface SourceLink {
  name: string;
  kind: "outlet" | "relay" | "speaker" | "document" | "unnamed";
  span: Span | null;
}

export interface When {
  first: Day | null;
  last: Day | null;
  /** stated, resolved, dateline, context ... */
  basis: string;
  /** Words it was read from, "" when none. */
  words: string;
}

/** The three numbers. */
export interface Counts {
  mentions: number;
  reports: number;
  origins: number;
}

export interface PlaceRef {
  name: string;
  lat: number | null;
  lon: number | null;
  /** Radius in which the place lies, metres; null when unknown. */
  precision_m: number | null;
}

export interface Case {
  name: string;
  reports: number;
  claims: number;
  events: number;
  contradictions: number;
  queue: number;
  /** Days of the oldest and newest event. */
  first: Day | null;
  last: Day | null;
  /** Day of the newest report. */
  newest: Day | null;
  /** False when the case is opened for reading only. */
  writable: boolean;
  /** True on the demo case. */
  demo: boolean;
  version: string;
  /** Who decisions are signed with. */
  person: string;
  /** Opens /feed.atom?SELECTION&key=KEY and SCREEN.json?SELECTION&key=KEY for programs; "" when off. */
  key: string;
  last_decision: DecisionLine | null;
}

/** What a person wrote beside the record; id is what an undo names. */
export interface Remark {
  id: string;
  kind: "flag" | "note" | "sensitive" | "seal";
  text: string;
  by: string;
  at: string;
}

/** An event is closed: no verdict on its claims is taken until the seal is undone. */
export interface Seal {
  id: string;
  by: string;
  at: string;
  why: string;
  /** Told otherwise since: new mentions, other days, tolls, places, type or status. */
  changed: boolean;
}

export interface EventCard {
  id: string;
  type: string;
  modes: string[];
  status: Status;
  first: Day | null;
  last: Day | null;
  actors: Named[];
  recipients: Named[];
  places: PlaceRef[];
  counts: Counts;
  /** Best supported mention: its chain and words. */
  chain: SourceLink[];
  words: string;
  cite: Cite;
  contradictions: Rivals[];
  review: ReviewState;
  /** A flag holds on one of its claims; the next verdict on that claim settles it. */
  flagged: boolean;
  /** Its words stay covered until asked for; it is left out of sitrep, feed and exports. */
  sensitive: boolean;
  seal: Seal | null;
  /** Of its claims, oldest first. */
  remarks: Remark[];
}

export interface Facet {
  value: string;
  label: string;
  count: number;
}

export interface DayCount {
  day: Day;
  /** Events known to that day. */
  exact: number;
  /** Events whose interval of several days includes it. */
  vague: number;
  reports: number;
}

export interface Situation {
  counts: { events: number; claims: number; reports: number; origins: number };
  /** One sentence or two: what the situation is, who says so. */
  summary: { text: string; cites: Cite[] }[];
  events: EventCard[];
  total: number;
  facets: { type: Facet[]; status: Facet[]; actor: Facet[]; place: Facet[]; origins: Facet[]; review: Facet[] };
  days: DayCount[];
  /**
   * Every event that has coordinates, also those beyond the page of events. Beyond 5,000 points
   * those of one place and status are one with their count; id is the first of them.
   */
  points: { id: string; lat: number; lon: number; precision_m: number; status: Status; place: string; count: number }[];
  unplaced: number;
}

export interface ClaimRow {
  id: string;
  report: string;
  outlet: string;
  published: Day | null;
  event: string | null;
  type: string;
  mode: string | null;
  status: Status;
  actors: Named[];
  recipients: Named[];
  places: PlaceRef[];
  when: When;
  chain: SourceLink[];
  quoted: boolean;
  conditions: string[];
  quantities: { kind: string; low: number | null; high: number | null; words: string }[];
  words: string;
  /** Sentence the trigger stands in. */
  sentence: Span;
  trigger: Span;
  origins: number;
  p: number;
  review: ReviewState;
  flagged: boolean;
  sensitive: boolean;
  sealed: boolean;
  remarks: Remark[];
}

export interface ReportRow {
  id: string;
  title: string;
  outlet: string;
  published: Day | null;
  language: string;
  claims: number;
  copy_of: string | null;
}

export type MarkKind =
  | "trigger" | "actor" | "recipient" | "place" | "time" | "condition" | "source" | "quantity" | "instrument" | "theme";

export interface ReportMark {
  /** Unique in this answer. */
  id: string;
  kind: MarkKind;
  span: Span;
  /** Claims that this stretch belongs to. */
  claims: string[];
  status: Status | null;
}

export interface FieldValue {
  /** who, to, what, where, when, if, count, said by, via, with, about. */
  field: string;
  value: string;
  span: Span | null;
  /** Said where there are no words: from context, the report's date ... */
  basis: string;
  p: number | null;
  /** Name of the field for an edit or link; "" when it can be neither. */
  editable: string;
  key: string;
}

export interface ReportClaim extends ClaimRow {
  fields: FieldValue[];
  rejected_why: string;
}

export interface ReportView {
  id: string;
  title: string;
  text: string;
  outlet: string;
  published: Day | null;
  published_basis: string;
  language: string;
  url: string | null;
  copy_of: { report: string; outlet: string; p: number } | null;
  copies: { report: string; outlet: string }[];
  credits: string[];
  sentences: Span[];
  marks: ReportMark[];
  claims: ReportClaim[];
  dropped: { what: string; span: Span | null; reason: string }[];
  /** Text is covered until asked for. */
  sensitive: boolean;
  /** About the report as a whole. */
  remarks: Remark[];
  redacted: Span[];
}

export interface Variant {
  value: string;
  low: number | null;
  high: number | null;
  according_to: string[];
  cites: Cite[];
  newest: Day | null;
}

export interface Rivals {
  field: string;
  reconcilable: boolean;
  values: Variant[];
}

export interface Mention {
  claim: string;
  cite: Cite;
  outlet: string;
  published: Day | null;
  type: string;
  status: Status;
  chain: SourceLink[];
  words: string;
  review: ReviewState;
}

export interface Part {
  feature: string;
  left: string;
  right: string;
  weight: number;
}

export interface EventView extends EventCard {
  mentions: Mention[];
  origins: { name: string; kind: string; reports: string[] }[];
  fields: { field: string; values: Variant[] }[];
  tolls: { kind: string; low: number | null; high: number | null; best: number | null; rule: string; variants: Variant[] }[];
  joins: { left: Cite; right: Cite; p: number; parts: Part[] }[];
  changes: { at: string; kind: string; what: string[]; into: string | null }[];
  decisions: DecisionLine[];
  /** Events that may be the same: offered for merging. */
  near: { event: EventCard; p: number }[];
}

export interface Compare {
  event: EventCard;
  /** Reprints stand in the column of what they reprint. */
  columns: { outlet: string; reports: string[]; copies: string[] }[];
  rows: { field: string; differs: boolean; cells: { value: string; cites: Cite[] }[] }[];
}

export interface ActorView {
  key: string;
  name: string;
  names: { name: string; script: string; count: number }[];
  kind: string;
  country: string | null;
  sector: string | null;
  roles: { role: string; first: Day | null; last: Day | null }[];
  parents: Named[];
  children: Named[];
  known: boolean;
  first: Day | null;
  last: Day | null;
  by_status: { status: Status; as_actor: number; as_recipient: number }[];
  events: EventCard[];
  said: ClaimRow[];
  near: { name: string; key: string; p: number }[];
}

export interface ControlEntry {
  place: string;
  holder: string;
  holder_key: string;
  /** holds, taken, lost, contested, denied ... */
  state: string;
  first: Day | null;
  /** latest day on which it can have begun, when first is only the earliest */
  first_by: Day | null;
  last: Day | null;
  claimants: string[];
  disputed_by: string[];
  newest: Day | null;
  cites: Cite[];
}

export interface AccessCell {
  state: "open" | "restricted" | "closed" | "unknown";
  first: Day | null;
  /** latest day on which it can have begun, when first is only the earliest */
  first_by: Day | null;
  last: Day | null;
  restricted_by: string[];
  claimants: string[];
  newest: Day | null;
  cites: Cite[];
}

export interface AccessBoard {
  goods: string[];
  /** cells[i] are the entries for goods[i], newest first; an empty list is unknown. */
  rows: { place: string; cells: AccessCell[][] }[];
}

export interface Stated {
  by: string;
  what: string;
  day: Day | null;
  cites: Cite[];
}

export interface TalksTrack {
  parties: string[];
  venue: string;
  mediators: string[];
  demands: Stated[];
  conditions: Stated[];
  offers: Stated[];
  rejections: Stated[];
  deadlines: Stated[]; // the day is the one that was set
  outcome: string;
  steps: { day: Day | null; status: string; cite: Cite }[];
  next: string;
  claimants: string[];
  newest: Day | null;
  cites: Cite[];
}

export interface QueueCard {
  id: string;
  /** flagged, low-score, contradiction, new-actor, merge, no-words */
  reason: string;
  /** In words, with the figures. */
  why: string;
  /** accept/reject/edit for claims; merge/split for events. */
  kind: "claim" | "merge" | "contradiction" | "actor";
  claims: ReportClaim[];
  /** For each claim the words around it. */
  passages: { report: string; outlet: string; published: Day | null; text: string; start: number; marks: ReportMark[] }[];
  event: string | null;
  parts: Part[];
  p: number | null;
}

export interface SourcesView {
  outlets: {
    outlet: string;
    known: boolean;
    kind: string;
    owner: string;
    country: string | null;
    reports: number;
    claims: number;
    copies: number;
    first: Day | null;
    last: Day | null;
  }[];
  groups: { owner: string; outlets: string[] }[];
  reports: (ReportRow & { copy_p: number | null; credits: string[]; quotes: string[] })[];
  failures: { input: string; reason: string; message: string; seen: string; times: number }[];
  health: { path: string; size_bytes: number; version: string; reader: string; derivations: { id: string; reports: number }[]; last_run: string | null };
}

export interface Sitrep {
  title: string;
  period: string;
  area: string;
  sections: { heading: string; lead: string; sentences: { text: string; cites: Cite[]; status: Status | null }[] }[];
  sources: { n: number; report: string; outlet: string; published: Day | null; title: string; words: string; span: Span }[];
  left_out: { what: string; why: string; count: number }[];
}

export interface Found {
  reports: { id: string; title: string; outlet: string; published: Day | null; words: string; span: Span; sensitive: boolean }[];
  events: EventCard[];
  actors: Named[];
}

export interface DecisionLine {
  id: string;
  kind: string;
  /** In words: what was decided about what. */
  what: string;
  by: string;
  at: string;
  why: string;
  undone: boolean;
}

export interface DecisionRequest {
  kind:
    | "accept" | "reject" | "edit" | "merge" | "split" | "link" | "redact"
    | "flag" | "note" | "sensitive" | "seal";
  /** Claim ids, or cites for redact. A note needs why; a seal takes events. */
  claims?: string[];
  /** For flag, note and sensitive: whole reports. */
  reports?: string[];
  cites?: Cite[];
  /** For merge: all claims of these events are one. */
  events?: string[];
  field?: string;
  value?: string;
  why?: string;
}

export interface DecisionMade {
  decision: DecisionLine;
  /** Case after it. */
  case: Case;
}

export interface PasteRequest {
  text: string;
  outlet?: string;
  published?: Day;
  title?: string;
}

export interface AddStarted {
  started: boolean;
  inputs: number;
}

/** Each message is one JSON object as data; the event name is "message". */
export type Live =
  | { kind: "changed"; case: Case }
  | { kind: "progress"; done: number; total: number; what: string }
  | { kind: "finished"; added: number; again: number; failed: { input: string; message: string }[] }
  | { kind: "failed"; message: string };
