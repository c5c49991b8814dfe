/** Where the reader of the page is: a path, the selection, and what the screen itself adds. */
import { formatSelection, parseSelection, type Selection } from "./selection.ts";

const SHARED = new Set(
  ["from", "to", "box", "actor", "place", "type", "status", "report", "review", "origins", "single", "disputed", "q"],
);

function extrasOf(query: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(query)].filter(([name]) => !SHARED.has(name)));
}

class Where {
  path = $state(location.pathname);
  query = $state(location.search.slice(1));
  selection = $derived(parseSelection(this.query));
  extras = $derived(extrasOf(this.query));
  /** First part of the path, and what follows. */
  screen = $derived(this.path.split("/")[1] || "situation");
  id = $derived(decoded(this.path.split("/")[2] ?? ""));

  constructor() {
    addEventListener("popstate", () => this.#read());
  }

  #read(): void {
    this.path = location.pathname;
    this.query = location.search.slice(1);
  }

  /** Open an address of this page. */
  go(address: string, { replace = false } = {}): void {
    if (address === location.pathname + location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", address);
    const moved = location.pathname !== this.path;
    this.#read();
    if (moved) {
      scrollTo(0, 0);
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  }

  /** Change the selection and stay on the screen. */
  select(change: Partial<Selection>, { replace = false } = {}): void {
    this.go(address(this.path, { ...this.selection, ...change }, this.extras), { replace });
  }

  /** Change what the screen adds; empty values are taken out. */
  note(change: Record<string, string>, { replace = true } = {}): void {
    this.go(address(this.path, this.selection, { ...this.extras, ...change }), { replace });
  }

  /** Address of a screen with the same selection. */
  to(path: string, extras: Record<string, string> = {}): string {
    return address(path, this.selection, extras);
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function address(path: string, selection: Selection, extras: Record<string, string>): string {
  const own = new URLSearchParams(Object.entries(extras).filter(([, value]) => value !== "")).toString();
  const query = [formatSelection(selection), own].filter(Boolean).join("&");
  return query ? `${path}?${query}` : path;
}

export const where = new Where();

/** Follow links inside the page without loading it anew. */
export function followLinks(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  if (link.pathname.startsWith("/api/") || link.getAttribute("href")!.startsWith("#")) return;
  event.preventDefault();
  where.go(link.pathname + link.search);
}
