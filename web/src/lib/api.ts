/** Asks the server; every refusal becomes a Refused with words for a person. */
import type * as A from "../api.d.ts";
import { formatSelection, type Selection } from "./selection.ts";

export class Refused extends Error {
  readonly advice: string;
  readonly status: number;

  constructor(status: number, problem: Partial<A.Problem>) {
    super(problem.message ?? `the server answered with ${status}`);
    this.advice = problem.do ?? "";
    this.status = status;
  }
}

async function answer<T>(request: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused(0, {
      message: "Khabar does not answer",
      do: "look whether “khabar serve” still runs in the terminal it was started in",
    });
  }
  if (response.ok) return (await response.json()) as T;
  const problem = await response.json().catch(() => ({}));
  throw new Refused(response.status, problem as A.Problem);
}

/** Read an answer. */
export function ask<T>(path: string, options: { select?: Selection; extra?: string; signal?: AbortSignal } = {}) {
  const query = [options.select ? formatSelection(options.select) : "", options.extra ?? ""].filter(Boolean).join("&");
  return answer<T>(fetch(`/api/${path}${query ? `?${query}` : ""}`, { signal: options.signal ?? null }));
}

/** Send something and read the answer. */
export function send<T>(path: string, body: unknown): Promise<T> {
  const form = body instanceof FormData;
  return answer<T>(
    fetch(`/api/${path}`, {
      method: "POST",
      body: form ? body : JSON.stringify(body),
      headers: form ? {} : { "content-type": "application/json" },
    }),
  );
}

export const idPath = (id: string) => encodeURIComponent(id);
