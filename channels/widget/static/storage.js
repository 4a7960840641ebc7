/** What is kept in the browser, half-written words among it, and what its other tabs are told. */

const PREFIX = "visitor-assistant:";
const SETTLE_MS = 250;
const DRAFT_SECONDS = 24 * 3600;
const MOST_DRAFTS = 20;
const memory = new Map();
let hasWritten = false;

/** Return the kept value of a key, null where there is none. */
export function read(key) {
  try {
    const written = localStorage.getItem(PREFIX + key);
    return written === null ? (memory.get(key) ?? null) : JSON.parse(written);
  } catch {
    // A browser may forbid storage in frames; the page then forgets at reload.
    return memory.get(key) ?? null;
  }
}

/** Keep a value; null removes it. */
export function write(key, value) {
  hasWritten = true;
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
    memory.delete(key);
  } catch {
    memory.set(key, value);
  }
}

/** Run a task that no other tab runs at the same time, and that sees what theirs wrote. */
export function alone(name, task) {
  return new Promise((resolve, reject) => {
    let started = false;
    const run = async () => {
      started = true;
      hasWritten = false;
      await task().then(resolve, reject);
      // Each tab has a copy of the storage, which what is written here reaches a moment later.
      if (hasWritten) await new Promise((go) => setTimeout(go, SETTLE_MS));
    };
    // Where storage is refused, so are locks, and there is nothing to share with another tab.
    const refused = () => started || task().then(resolve, reject);
    try {
      navigator.locks.request(PREFIX + name, run).catch(refused);
    } catch {
      refused();
    }
  });
}

const channel = openChannel();

function openChannel() {
  try {
    return new BroadcastChannel(PREFIX);
  } catch {
    return null;
  }
}

/** Tell the other tabs. */
export function tell(news) {
  channel?.postMessage(news);
}

/** Hear what other tabs tell. */
export function hear(listener) {
  channel?.addEventListener("message", (event) => listener(event.data));
}

const now = () => Math.round(Date.now() / 1000);

/** Return what was kept under a name, {text, kind}; an empty text for nothing. */
export function draft(name) {
  const kept = (read("drafts") ?? {})[name];
  return kept && kept.at > now() - DRAFT_SECONDS ? kept : { text: "" };
}

/** Keep what is half written; an empty text forgets it. */
export function keepDraft(name, text, kind) {
  const { [name]: _, ...others } = read("drafts") ?? {};
  const fresh = Object.entries(others).filter(([, { at }]) => at > now() - DRAFT_SECONDS).slice(-MOST_DRAFTS);
  if (text) fresh.push([name, { text, kind, at: now() }]);
  write("drafts", fresh.length > 0 ? Object.fromEntries(fresh) : null);
}

/** Forget all of it. */
export const dropDrafts = () => write("drafts", null);
