/** Adding reports from the page. */
import type { AddStarted, PasteRequest } from "../api.d.ts";
import { send } from "./api.ts";
import { open } from "./case.svelte.ts";
import { counted } from "./days.ts";

/** Send files to be read; progress comes by the stream. */
export async function addFiles(files: FileList | readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  await start(() => send<AddStarted>("add", form), counted(files.length, "file"));
}

/** Keep a pasted report. */
export async function addText(paste: PasteRequest): Promise<void> {
  await start(() => send<AddStarted>("add", paste), "the report");
}

async function start(make: () => Promise<AddStarted>, what: string): Promise<void> {
  try {
    await make();
    open.tell(`Reading ${what} …`);
  } catch (error) {
    open.tell((error as Error).message, { bad: true });
  }
}
