/** The open case, kept fresh by the server's stream, and what the page says aloud. */
import type * as A from "../api.d.ts";
import { ask, send } from "./api.ts";
import { counted } from "./days.ts";
import { reports } from "./reports.svelte.ts";

class OpenCase {
  now = $state<A.Case | null>(null);
  /** Rises with every change; screens read it and load anew. */
  version = $state(0);
  said = $state("");
  /** What the case is called; the demo has a title of its own. */
  name = $derived(this.now?.demo ? "Siege of the Ushkara Valley" : (this.now?.name ?? "Khabar"));
  notice = $state<{ text: string; bad: boolean; undo: boolean } | null>(null);
  progress = $state<{ done: number; total: number; what: string } | null>(null);
  connected = $state(true);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;

  async open(): Promise<void> {
    const [made] = await Promise.all([ask<A.Case>("case"), reports.learn().catch(() => undefined)]);
    this.now = made;
    const stream = new EventSource("/api/stream");
    stream.onmessage = (message) => this.#hear(JSON.parse(message.data) as A.Live);
    stream.onopen = () => (this.connected = true);
    stream.onerror = () => (this.connected = false);
  }

  #hear(live: A.Live): void {
    if (live.kind === "changed") this.#renew(live.case);
    if (live.kind === "progress") this.progress = live;
    if (live.kind === "failed") this.tell(live.message, { bad: true });
    if (live.kind === "finished") {
      const failed = live.failed.map(({ input, message }) => `${input}: ${message}`);
      const parts = [`${counted(live.added, "report")} added`];
      if (live.again) parts.push(`${live.again} already there`);
      this.tell([...parts, ...failed].join("; "), { bad: failed.length > 0 });
    }
    if (live.kind === "finished" || live.kind === "failed") this.progress = null;
  }

  /** Many changes in a row are shown together, at most twice a second. */
  #renew(made: A.Case): void {
    const moved = JSON.stringify(made) !== JSON.stringify(this.now);
    this.now = made;
    if (!moved || this.#renewal) return;
    this.#renewal = setTimeout(() => {
      this.#renewal = undefined;
      void reports.learn().catch(() => undefined);
      this.version += 1;
    }, 500);
  }

  /** Show a line for a while and read it out. */
  tell(text: string, { bad = false, undo = false } = {}): void {
    this.notice = { text, bad, undo };
    this.said = text;
    clearTimeout(this.#timer);
    if (!bad) this.#timer = setTimeout(() => (this.notice = null), 8000);
  }

  async decide(request: A.DecisionRequest): Promise<boolean> {
    return this.#write(() => send<A.DecisionMade>("decisions", request), true);
  }

  async undo(id?: string): Promise<boolean> {
    return this.#write(() => send<A.DecisionMade>("undo", id ? { id } : {}), false);
  }

  async #write(make: () => Promise<A.DecisionMade>, undo: boolean): Promise<boolean> {
    try {
      const made = await make();
      this.now = made.case;
      this.version += 1;
      this.tell(made.decision.what, { undo });
      return true;
    } catch (error) {
      this.tell((error as Error).message, { bad: true });
      return false;
    }
  }
}

export const open = new OpenCase();
