/** Outlet and day of each report, so that a link to words says where they were printed. */
import type { Page, ReportRow } from "../api.d.ts";
import { ask } from "./api.ts";
import { shortDay } from "./days.ts";

const MOST = 1000;

class Reports {
  #known = $state.raw<ReadonlyMap<string, ReportRow>>(new Map());

  /** Learn the newest reports; what is not learnt is called by its id. */
  async learn(): Promise<void> {
    const page = await ask<Page<ReportRow>>("reports", { extra: `limit=${MOST}` });
    this.#known = new Map(page.items.map((row) => [row.id, row]));
  }

  outlet(id: string): string {
    return this.#known.get(id)?.outlet || id;
  }

  /** "11 Sep", or empty. */
  day(id: string): string {
    return shortDay(this.#known.get(id)?.published ?? null);
  }
}

export const reports = new Reports();
