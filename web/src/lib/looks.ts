/** How a person wants the page: light or dark, size of letters. Kept on this machine. */

const STORE = "khabar.looks";

export interface Looks {
  theme: "auto" | "light" | "dark";
  /** Percent. */
  size: number;
}

export const SIZES = [90, 100, 112, 125, 150];

/** Read the looks that were kept. */
export function looks(): Looks {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? "{}") as Partial<Looks>;
    const theme = kept.theme === "light" || kept.theme === "dark" ? kept.theme : "auto";
    return { theme, size: SIZES.includes(kept.size ?? 0) ? kept.size! : 100 };
  } catch {
    return { theme: "auto", size: 100 };
  }
}

/** Put looks on, and keep them. */
export function wear(change: Partial<Looks> = {}): Looks {
  const made = { ...looks(), ...change };
  const root = document.documentElement;
  if (made.theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = made.theme;
  root.style.setProperty("--scale", String(made.size / 100));
  if (Object.keys(change).length) localStorage.setItem(STORE, JSON.stringify(made));
  return made;
}
