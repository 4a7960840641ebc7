/** The log of the conversation: each turn's message, its state and its answers. */

import { button, el, icon, iconButton } from "./dom.js";
import { drawAnswer } from "./message.js";
import { languageOf } from "./settings.js";

const NEAR_END = 80;
const QUIET = 500;

export class Thread {
  #drawn = new Map();
  #day = "";

  /** `tools` has {words(), language(), press, submit, share, retry, again, edit, copy}. */
  constructor(scroller, log, newest, tools) {
    this.scroller = scroller;
    this.log = log;
    this.newest = newest;
    this.tools = tools;
    newest.addEventListener("click", () => {
      this.#show(this.log.lastElementChild);
      scroller.focus({ preventScroll: true });
    });
    scroller.addEventListener("scroll", () => { if (this.#atEnd()) newest.hidden = true; }, { passive: true });
  }

  /** Draw a turn, or what is new in it. */
  update(turn) {
    const follows = this.#atEnd();
    const drawn = this.#drawn.get(turn.id) ?? this.#begin(turn);
    drawn.state.replaceChildren(...this.#state(turn));
    drawn.state.hidden = drawn.state.childElementCount === 0;
    const fresh = turn.messages.length > 0 && drawn.answered !== turn.status;
    if (fresh) {
      drawn.answered = turn.status;
      drawn.node.append(this.#answer(turn));
    }
    if (turn.status === "queued" || (follows && (fresh || !drawn.state.hidden))) this.#show(drawn.node);
    else if (fresh) this.newest.hidden = false;
  }

  remove(id) {
    this.#drawn.get(id)?.node.remove();
    this.#drawn.delete(id);
  }

  clear() {
    this.log.replaceChildren();
    this.#drawn.clear();
    this.#day = "";
  }

  /** Draw everything again, as in another language; nothing of it is news to a screen reader. */
  redraw(turns) {
    this.log.setAttribute("aria-busy", "true");
    this.clear();
    for (const turn of turns) this.update(turn);
    setTimeout(() => this.log.removeAttribute("aria-busy"), QUIET);
  }

  /** Return the conversation as plain text. */
  transcript() {
    const { you, assistant } = this.tools.words();
    const spoken = [...this.log.querySelectorAll(".mine, .answer")];
    return spoken.map((node) => `${node.matches(".mine") ? you : assistant}: ${plain(node)}`).join("\n\n");
  }

  #begin(turn) {
    const words = this.tools.words();
    // What is said next answers the form, or leaves it.
    for (const part of this.log.querySelectorAll("form *")) part.disabled = true;
    this.#dayLine(turn.at);
    const state = el("div", { class: "state", hidden: true });
    const mine = el("div", { class: "bubble mine", lang: languageOf(turn.text, this.tools.language()) },
      el("span", { class: "unseen" }, `${words.you}: `), el("span", { class: "said" }, turn.text));
    const node = el("div", { class: "turn" }, mine, state);
    this.log.append(node);
    const drawn = { node, state, answered: null };
    this.#drawn.set(turn.id, drawn);
    return drawn;
  }

  #answer(turn) {
    const words = this.tools.words();
    const { press, submit, share, again, copy } = this.tools;
    const answer = drawAnswer(turn.messages, { words, language: this.tools.language(), press, submit, share: () => share(turn.text) });
    const moment = new Date(turn.at * 1000);
    const clock = new Intl.DateTimeFormat(this.tools.language(), { hour: "numeric", minute: "2-digit" }).format(moment);
    answer.prepend(el("span", { class: "unseen", lang: this.tools.language() }, `${words.assistant}: `));
    answer.append(el("div", { class: "foot", lang: this.tools.language() },
      el("time", { datetime: moment.toISOString() }, clock),
      iconButton("copy", words.copy, () => copy(plain(answer))),
      turn.status === "failed" && button("quiet", () => again(turn), icon("retry"), words.again)));
    return answer;
  }

  #state(turn) {
    const words = this.tools.words();
    const { retry, edit } = this.tools;
    if (turn.status === "waiting") {
      return [el("p", {}, turn.error || words.waiting), button("quiet", retry, icon("retry"), words.retry)];
    }
    if (turn.status === "refused") {
      return [el("p", {}, turn.error || words.refused), button("quiet", () => edit(turn.id), icon("edit"), words.edit)];
    }
    return [];
  }

  #dayLine(seconds) {
    const moment = new Date(seconds * 1000);
    const day = moment.toDateString();
    if (day === this.#day) return;
    const first = this.#day === "";
    this.#day = day;
    if (first && day === new Date().toDateString()) return;
    const spoken = new Intl.DateTimeFormat(this.tools.language(), { dateStyle: "full" }).format(moment);
    this.log.append(el("p", { class: "day" }, spoken));
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  /** Scroll to the end, but never past the beginning of a turn that is longer than the window. */
  #show(node) {
    if (!node) return;
    this.newest.hidden = true;
    const { scrollHeight, clientHeight } = this.scroller;
    const start = node.offsetTop - this.scroller.offsetTop - 12;
    this.scroller.scrollTo({ top: Math.min(start, scrollHeight - clientHeight) });
  }
}

/** Return an answer's words without its buttons. */
function plain(node) {
  const parts = node.querySelectorAll(".said, .bubble:not(.mine) p, .bubble li, .card h3, .card .facts, .card .price, .card .summary, .card .time, .way, .contact > *");
  return [...parts].map((part) => part.textContent.trim()).filter(Boolean).join("\n");
}
