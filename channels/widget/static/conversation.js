/**
 * The conversation: its turns, and the queue of what is not sent yet.
 *
 * A turn is {id, text, at, status, messages, said}; `said` is the message as the visitor said it, where
 * this page knows. The status goes from "queued" over "sending" to "done", "failed" (an apology),
 * "pending" (the answer comes later), "waiting" (sent again by itself, at the moment `until` where
 * the server has named one) or "refused" (not taken as it is); `error` has the server's sentence. One
 * that is `behind` another waits for that. A turn keeps its id, so that it is answered once however often
 * it is sent.
 */

import * as api from "./api.js";
import { hear, read, tell, write } from "./storage.js";

const SEND_AGAIN = [1, 2, 4, 8, 15, 30];
const ASK_AGAIN = [1, 1, 2, 3, 5, 8, 10];
const LONGEST_WAIT = 600;

const identifier = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const pause = (delays, attempt) => delays[Math.min(attempt, delays.length - 1)];

export class Conversation extends EventTarget {
  #queue = [];
  #running = false;
  #wake = null;
  #polled = new Set();

  /** `place` is the id of what the office's page is about, perhaps none. */
  constructor(language, place) {
    super();
    this.language = language;
    this.place = /^[a-z0-9-]{1,100}$/.test(place ?? "") ? place : undefined;
    this.turns = new Map();
    hear((news) => this.#heard(news));
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => document.hidden || this.retry());
  }

  /** Show what was said, send what was left. */
  async restore() {
    for (const { turn } of read("outbox") ?? []) this.turns.set(turn.id, turn);
    if (api.hasSession()) await this.refresh();
    for (const { turn, message } of read("outbox") ?? []) this.#enqueue(turn, message);
    this.dispatchEvent(new Event("restored"));
  }

  /** Read the history from the server. */
  async refresh() {
    try {
      const unsent = [...this.turns.values()].filter((turn) => turn.status !== "done");
      const kept = await api.history(this.language);
      for (const turn of kept) this.#put({ ...turn, restored: true });
      for (const turn of unsent) this.#put(this.turns.get(turn.id) ?? turn);
      for (const turn of kept) if (turn.status === "pending") this.#poll(turn.id);
    } catch (error) {
      this.dispatchEvent(new CustomEvent("trouble", { detail: error }));
      if (error instanceof api.Unreachable) setTimeout(() => this.refresh(), 5000);
    }
  }

  /** Say {text} or {button, title}, perhaps with a {position}. */
  say(message) {
    const turn = {
      id: identifier(), text: message.text ?? message.title, at: Math.round(Date.now() / 1000),
      status: "queued", messages: [], said: message,
    };
    const full = { ...message, id: turn.id, language: this.language, place: this.place };
    write("outbox", [...(read("outbox") ?? []), { turn, message: full }]);
    this.#enqueue(turn, full);
    return turn;
  }

  /** Say anew what got no answer, with its choice or its position. */
  again({ text, said }) {
    this.say(said ?? { text });
  }

  /** Say whether an answer helped. */
  async rate(id, helpful) {
    await api.rate(this.language, id, helpful);
    Object.assign(this.turns.get(id) ?? {}, { helpful });
  }

  /** Try at once what waits for its next attempt. */
  retry() {
    this.#wake?.();
  }

  /** Take a refused message back; returns its text. */
  takeBack(id) {
    const { text } = this.turns.get(id);
    this.turns.delete(id);
    this.dispatchEvent(new CustomEvent("removed", { detail: id }));
    return text;
  }

  /** Forget everything, everywhere. */
  async clear() {
    const receipt = await api.clear(this.language);
    this.#empty();
    tell({ cleared: true });
    return receipt;
  }

  #enqueue(turn, message) {
    if (this.#queue.some((entry) => entry.turn.id === turn.id)) return;
    const known = this.turns.get(turn.id);
    if (known && ["done", "failed", "pending"].includes(known.status)) {
      this.#leaveOutbox(turn.id);
      return;
    }
    this.#queue.push({ turn, message });
    this.#change(turn, { status: "queued" });
    this.#run();
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    let attempt = 0;
    while (this.#queue.length > 0) {
      const { turn, message } = this.#queue[0];
      this.#change(turn, { status: "sending", error: "", behind: false, until: 0 });
      try {
        const answer = await api.send(this.language, message);
        if (this.#queue[0]?.turn !== turn) continue;
        this.#queue.shift();
        this.#leaveOutbox(turn.id);
        this.#change(turn, { status: answer.status, messages: answer.messages ?? [] });
        if (answer.status === "pending") this.#poll(turn.id);
        attempt = 0;
      } catch (error) {
        if (this.#queue[0]?.turn !== turn) continue;
        if (error instanceof api.Refused && !error.passes) {
          this.#queue.shift();
          this.#leaveOutbox(turn.id);
          this.#change(turn, { status: "refused", error: error.text });
          continue;
        }
        const until = error.retryAfter ? Date.now() + error.retryAfter * 1000 : 0;
        this.#change(turn, { status: "waiting", error: error.text ?? "", until });
        for (const { turn: next } of this.#queue.slice(1)) if (!next.behind) this.#change(next, { behind: true });
        await this.#sleep(error.retryAfter || pause(SEND_AGAIN, attempt++));
      }
    }
    this.#running = false;
  }

  async #poll(id) {
    if (this.#polled.has(id)) return;
    this.#polled.add(id);
    const until = Date.now() + LONGEST_WAIT * 1000;
    for (let attempt = 0; Date.now() < until; attempt++) {
      await new Promise((done) => setTimeout(done, pause(ASK_AGAIN, attempt) * 1000));
      const turn = this.turns.get(id);
      if (!turn) break;
      try {
        const answer = await api.fetchAnswer(this.language, id);
        if (answer.status === "pending") continue;
        this.#change(turn, { status: answer.status, messages: answer.messages ?? [] });
        break;
      } catch (error) {
        if (error instanceof api.Unreachable || error.passes) continue;
        this.#change(turn, { status: "refused", error: error.text });
        break;
      }
    }
    this.#polled.delete(id);
  }

  #sleep(seconds) {
    return new Promise((done) => {
      const clock = setTimeout(done, seconds * 1000);
      this.#wake = () => {
        clearTimeout(clock);
        done();
      };
    }).finally(() => {
      this.#wake = null;
    });
  }

  #change(turn, changes) {
    Object.assign(turn, { restored: false }, changes);
    this.#put(turn);
    tell({ turn: { ...turn } });
  }

  #put(turn) {
    this.turns.set(turn.id, turn);
    this.dispatchEvent(new CustomEvent("turn", { detail: turn }));
  }

  #heard(news) {
    if (news.cleared) this.#empty();
    // What this tab sends itself it knows better.
    if (news.turn && !this.#queue.some((entry) => entry.turn.id === news.turn.id)) this.#put(news.turn);
  }

  #leaveOutbox(id) {
    const left = (read("outbox") ?? []).filter((entry) => entry.turn.id !== id);
    write("outbox", left.length > 0 ? left : null);
  }

  #empty() {
    this.#queue = [];
    this.turns.clear();
    write("outbox", null);
    this.#wake?.();
    this.dispatchEvent(new Event("cleared"));
  }
}
