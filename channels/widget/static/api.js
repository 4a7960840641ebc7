/** The chat API: sessions, messages, history. */

import { alone, read, write } from "./storage.js";

const BASE = new URL("chat/", document.baseURI);
const PATIENCE = 20_000;
const SPARE_SECONDS = 60;

/** The server answered that it will not do this; `text` is in the visitor's language. */
export class Refused extends Error {
  constructor(status, body, retryAfter) {
    super(body.error ?? `status ${status}`);
    this.status = status;
    this.text = body.text ?? "";
    this.retryAfter = retryAfter;
  }

  /** Whether the same message may be taken later. */
  get passes() {
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** No answer came: the network or the server is away. */
export class Unreachable extends Error {}

async function request(language, method, path, { body, token } = {}) {
  const headers = { Accept: "application/json", "Accept-Language": language };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(new URL(path, BASE), {
      method, headers, signal: stop.signal, cache: "no-store", credentials: "omit",
      body: body && JSON.stringify(body),
    });
    const read = response.status === 204 ? {} : await response.json().catch(() => null);
    if (response.ok && read !== null) return { status: response.status, body: read };
    throw new Refused(response.status, read ?? {}, Number(response.headers.get("Retry-After")) || 0);
  } catch (error) {
    throw error instanceof Refused ? error : new Unreachable(String(error));
  } finally {
    clearTimeout(clock);
  }
}

const now = () => Date.now() / 1000;

async function begin(language, token) {
  const { body } = await request(language, "POST", "sessions", { body: { language }, token });
  const session = { token: body.session, expires: body.expires, half: (now() + body.expires) / 2 };
  write("session", session);
  return session.token;
}

/** Return a valid token; a session that begins to age is renewed, a refused one replaced. */
function token(language, refused) {
  return alone("session", async () => {
    const kept = read("session");
    const usable = kept && kept.token !== refused && kept.expires > now() + SPARE_SECONDS;
    if (!usable) return begin(language);
    if (kept.half > now()) return kept.token;
    return begin(language, kept.token).catch((error) => {
      if (error.status === 401) return begin(language);
      return kept.token;
    });
  });
}

async function call(language, method, path, body) {
  const first = await token(language);
  try {
    return await request(language, method, path, { body, token: first });
  } catch (error) {
    if (error.status !== 401) throw error;
    return request(language, method, path, { body, token: await token(language, first) });
  }
}

/** Whether this browser has spoken with the assistant before. */
export const hasSession = () => read("session") !== null;

export const history = async (language) => (await call(language, "GET", "history")).body.turns;

/** Send a message; the status is "done", "failed" or, when the answer is not ready, "pending". */
export const send = async (language, message) => (await call(language, "POST", "messages", message)).body;

/** Fetch the answer to a message that was sent before. */
export const fetchAnswer = async (language, id) => (await call(language, "GET", `messages/${encodeURIComponent(id)}`)).body;

/** Forget the conversation; the next message begins another. Returns the receipt of the deletion. */
export const clear = async (language) => (await call(language, "DELETE", "history")).body.receipt;

/** Say whether an answer helped. */
export const rate = (language, id, helpful) => call(language, "POST", `messages/${encodeURIComponent(id)}/rating`, { helpful });
