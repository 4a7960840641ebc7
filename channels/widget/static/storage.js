/** What is kept in the browser, and what its other tabs are told. */

const PREFIX = "visitor-assistant:";
const SETTLE_MS = 250;
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
