/** The log of the conversation: each turn's message, its state and its answers. */

import { button, el, icon, iconButton } from "./dom.js";
import { canRead, readAloud } from "./browser.js";
import { drawAnswer } from "./message.js";
import { fill, languageOf, localeOf } from "./settings.js";

const NEAR_END = 80;
const GAP = 12;
const MOST_KEPT = 50;

export class Thread {
  #drawn = new Map();
  #day = "";

  /**
   * `tools` has {words(), language(), press, submit, share, retry, again, edit, copy, send, rate,
   * focus}; `send` and `rate` may be null.
   */
  constructor(scroller, log, newest, tools) {
    this.scroller = scroller;
    this.log = log;
    this.newest = newest;
    this.tools = tools;
    newest.addEventListener("click", () => {
      const last = this.log.lastElementChild;
      if (last && last.offsetTop - GAP > scroller.scrollTop + 1) this.#show(last);
      else scroller.scrollTo({ top: scroller.scrollHeight });
      scroller.focus({ preventScroll: true });
    });
    scroller.addEventListener("scroll", () => this.#mark(), { passive: true });
    const sizes = new ResizeObserver(() => this.#mark());
    sizes.observe(scroller);
    sizes.observe(log);
  }

  /** Draw a turn, or what is new in it. */
  update(turn) {
    const follows = this.#atEnd();
    const drawn = this.#drawn.get(turn.id) ?? this.#begin(turn);
    this.#showState(drawn, turn);
    const fresh = turn.messages.length > 0 && drawn.answered !== turn.status;
    if (fresh) {
      drawn.answered = turn.status;
      this.#retire(turn);
      drawn.node.append(this.#answer(turn));
    }
    if (turn.restored) return;
    if (turn.status === "queued" || (follows && (fresh || !drawn.state.hidden))) this.#show(drawn.node);
    this.#mark();
  }

  remove(id) {
    this.#drawn.get(id)?.node.remove();
    this.#drawn.delete(id);
  }

  clear() {
    for (const { clock } of this.#drawn.values()) clearInterval(clock);
    this.log.replaceChildren();
    this.#drawn.clear();
    this.#day = "";
  }

  /** Come to rest at the newest turn, after the history was drawn. */
  settle(count) {
    if (count >= MOST_KEPT) this.log.prepend(el("p", { class: "day" }, this.tools.words().kept));
    this.#show(this.log.lastElementChild);
    this.#mark();
  }

  /** Draw everything again, as in another language; the turn in view stays there. */
  redraw(turns) {
    const { scrollTop } = this.scroller;
    const [id, seen] = [...this.#drawn].find(([, { node }]) => node.offsetTop + node.offsetHeight > scrollTop) ?? [];
    const offset = seen && seen.node.offsetTop - scrollTop;
    this.clear();
    for (const turn of turns) this.update({ ...turn, restored: true });
    const node = this.#drawn.get(id)?.node;
    if (node) this.scroller.scrollTop = node.offsetTop - offset;
    this.#mark();
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
      el("span", { class: "unseen", lang: this.tools.language() }, `${words.you}: `), el("span", { class: "said", dir: "auto" }, turn.text));
    const node = el("div", { class: "turn" }, mine, state);
    this.log.append(node);
    const drawn = { node, state, kind: "", answered: null, clock: 0 };
    this.#drawn.set(turn.id, drawn);
    return drawn;
  }

  /** Grey the choices that went on with a list, once there is another that they would go on with. */
  #retire(turn) {
    if (!turn.messages.some(({ buttons, custom }) => buttons?.length || custom?.cards?.length)) return;
    for (const old of this.log.querySelectorAll(".choice[data-continues]")) old.setAttribute("aria-disabled", "true");
  }

  #answer(turn) {
    const words = this.tools.words();
    const language = this.tools.language();
    const { press, submit, share, again, copy, send, rate } = this.tools;
    const answer = drawAnswer(turn.messages, { words, language, press, submit, id: turn.id, share: () => share(turn.text) });
    const moment = new Date(turn.at * 1000);
    const clock = new Intl.DateTimeFormat(localeOf(language), { hour: "numeric", minute: "2-digit" }).format(moment);
    const rated = rate && turn.status === "done" && turn.messages.some(({ custom }) => custom?.act);
    const thumb = (helpful) => iconButton(helpful ? "good" : "bad", helpful ? words.helpful : words.notHelpful,
      ({ currentTarget }) => rate(turn.id, helpful, currentTarget), { "aria-pressed": String(turn.helpful === helpful) });
    answer.prepend(el("span", { class: "unseen", lang: language }, `${words.assistant}: `));
    answer.append(el("div", { class: "foot", lang: language },
      el("time", { datetime: moment.toISOString() }, clock),
      iconButton("copy", words.copyAnswer, () => copy(plain(answer))),
      send && iconButton("share", words.share, () => send(plain(answer))),
      canRead() && iconButton("sound", words.readAloud, ({ currentTarget }) => readAloud(plain(answer), answer.lang, currentTarget)),
      rated && thumb(true), rated && thumb(false),
      turn.status === "failed" && button("quiet", () => again(turn), icon("retry"), words.again)));
    return answer;
  }

  /** Say what becomes of a message; the words of a state are changed, not told again. */
  #showState(drawn, turn) {
    const lost = turn.status === "failed" && turn.messages.length === 0;
    const kind = lost ? "lost" : turn.behind ? "behind" : ["waiting", "refused"].includes(turn.status) ? turn.status : "";
    // While it is tried once more nothing new is to be said of it.
    if (turn.status === "sending" && drawn.kind === "waiting") return;
    const words = this.tools.words();
    const said = () => {
      const seconds = Math.ceil((turn.until - Date.now()) / 1000);
      if (turn.until && seconds > 0) return fill(words.waitSeconds, { seconds });
      return { lost: words.lost, behind: words.behind }[kind] ?? (turn.error || words[kind]) ?? "";
    };
    clearInterval(drawn.clock);
    if (kind !== drawn.kind) {
      const { retry, edit, again } = this.tools;
      const held = drawn.state.contains(document.activeElement);
      const acts = {
        waiting: () => button("quiet", retry, icon("retry"), words.retry),
        refused: () => button("quiet", () => edit(turn.id), icon("edit"), words.edit),
        lost: () => button("quiet", () => again(turn), icon("retry"), words.again),
      };
      drawn.kind = kind;
      drawn.state.replaceChildren(...(kind ? [el("p"), acts[kind]?.()].filter(Boolean) : []));
      drawn.state.hidden = !kind;
      if (held) this.tools.focus();
    }
    if (!kind) return;
    const line = drawn.state.firstChild;
    const tell = () => { line.textContent = said(); };
    if (line.textContent !== said()) tell();
    if (turn.until) drawn.clock = setInterval(tell, 1000);
  }

  #dayLine(seconds) {
    const moment = new Date(seconds * 1000);
    const day = moment.toDateString();
    if (day === this.#day) return;
    const first = this.#day === "";
    this.#day = day;
    if (first && day === new Date().toDateString()) return;
    const spoken = new Intl.DateTimeFormat(localeOf(this.tools.language()), { dateStyle: "full" }).format(moment);
    this.log.append(el("p", { class: "day" }, spoken));
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  /** Offer the way to the end wherever it is out of view. */
  #mark() {
    const hides = this.#atEnd() || !this.log.lastElementChild;
    if (hides && this.newest === document.activeElement) this.scroller.focus({ preventScroll: true });
    this.newest.hidden = hides;
  }

  /** Scroll to the end, but never past the beginning of a turn that is longer than the window. */
  #show(node) {
    if (!node) return;
    const { scrollHeight, clientHeight } = this.scroller;
    this.scroller.scrollTo({ top: Math.min(node.offsetTop - GAP, scrollHeight - clientHeight) });
  }
}

const SAID = ".said, .bubble:not(.mine) p, .bubble li, .prices tr, .prices caption, .card h2, .card .local, .card .facts, .card .address, .card .price, .card .summary, .card .time, .card a.action, .card .source, .way, .contact > *";

/** Return an answer's words without its buttons: names, addresses, numbers and links whole. */
function plain(node) {
  const written = (part) => {
    if (part.matches("a.action")) return part.dataset.copied ?? "";
    const cells = part.matches("tr, .facts") ? [...part.childNodes].map((each) => each.textContent.trim()) : [part.textContent.trim()];
    return cells.filter(Boolean).join(" · ");
  };
  return [...node.querySelectorAll(SAID)].map(written).filter(Boolean).join("\n");
}
