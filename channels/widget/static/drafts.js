/** What is half written, kept for a day: over a reload, the next page, another language. */

import { read, write } from "./storage.js";

const KEPT_SECONDS = 24 * 3600;
const MOST = 20;

const now = () => Math.round(Date.now() / 1000);

/** Return what was kept under a name, {text, kind}; an empty text for nothing. */
export function draft(name) {
  const kept = (read("drafts") ?? {})[name];
  return kept && kept.at > now() - KEPT_SECONDS ? kept : { text: "" };
}

/** Keep what is half written; an empty text forgets it. */
export function keepDraft(name, text, kind) {
  const { [name]: _, ...others } = read("drafts") ?? {};
  const fresh = Object.entries(others).filter(([, { at }]) => at > now() - KEPT_SECONDS).slice(-MOST);
  if (text) fresh.push([name, { text, kind, at: now() }]);
  write("drafts", fresh.length > 0 ? Object.fromEntries(fresh) : null);
}

/** Forget all of it. */
export const dropDrafts = () => write("drafts", null);
