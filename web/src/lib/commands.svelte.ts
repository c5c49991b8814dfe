/** What can be done now, and by which key. Screens add their own commands while shown. */

import { untrack } from "svelte";

export interface Command {
  id: string;
  label: string;
  /** "j", "Ctrl+K", "g s"; empty for the palette only. */
  keys: string;
  group: string;
  run: () => void;
}

const STORE = "khabar.keys";
const PAUSE_MS = 1200;

interface Kept {
  off: boolean;
  own: Record<string, string>;
}

function kept(): Kept {
  try {
    return { off: false, own: {}, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") };
  } catch {
    return { off: false, own: {} };
  }
}

class Commands {
  #sets = $state.raw<Command[][]>([]);
  settings = $state<Kept>(kept());
  all = $derived(this.#sets.flat());
  #begun = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Add commands; returns how to take them away again. */
  add(set: Command[]): () => void {
    untrack(() => (this.#sets = [...this.#sets, set]));
    return () => untrack(() => (this.#sets = this.#sets.filter((other) => other !== set)));
  }

  keysOf(command: Command): string {
    return this.settings.own[command.id] ?? command.keys;
  }

  change(settings: Partial<Kept>): void {
    this.settings = { ...this.settings, ...settings };
    localStorage.setItem(STORE, JSON.stringify(this.settings));
  }

  /** Run what a key press asks for; true when something ran. */
  press(event: KeyboardEvent): boolean {
    const pressed = nameOf(event);
    if (!pressed || !this.#hears(event, pressed)) return false;
    const line = this.#begun ? `${this.#begun} ${pressed}` : pressed;
    const found = this.all.findLast((command) => this.keysOf(command) === line);
    this.#begun = "";
    clearTimeout(this.#timer);
    if (found) {
      event.preventDefault();
      found.run();
      return true;
    }
    if (this.all.some((command) => this.keysOf(command).startsWith(`${line} `))) {
      this.#begun = line;
      this.#timer = setTimeout(() => (this.#begun = ""), PAUSE_MS);
    }
    return false;
  }

  #hears(event: KeyboardEvent, pressed: string): boolean {
    if (pressed.startsWith("Ctrl+")) return true;
    const at = event.target as HTMLElement;
    const writes = at.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (writes || at.closest?.("dialog")) return false;
    if (pressed === "Enter" && at.matches?.("a, button, summary")) return false;
    if (pressed === "Escape" || pressed === "Enter") return true;
    return !this.settings.off;
  }
}

function nameOf(event: KeyboardEvent): string {
  if (event.altKey || ["Shift", "Control", "Meta", "Alt"].includes(event.key)) return "";
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.key.toUpperCase()}`;
  return event.key;
}

export { nameOf };
export const commands = new Commands();
