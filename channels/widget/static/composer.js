/** Where the visitor writes or speaks. */

import { canListen, listen } from "./browser.js";
import { el, icon, iconButton, name } from "./dom.js";
import { fill } from "./settings.js";
import { draft, keepDraft } from "./storage.js";

const MOST = 1000;
const WARN = 850;
const NAME = "composer";

export class Composer {
  #stop = null;

  /** `tools` has {words(), language(), say(text), near(), announce(text), asking()}; `near` may be null. */
  constructor(form, tools) {
    this.form = form;
    this.tools = tools;
    this.input = el("textarea", { id: "question", rows: "1", dir: "auto", enterkeyhint: "send", autocomplete: "off", "aria-describedby": "count" });
    this.label = el("label", { for: "question", class: "unseen" });
    this.near = tools.near && iconButton("pin", "", tools.near);
    this.mic = canListen() && iconButton("mic", "", () => this.#speak(), { "aria-pressed": "false" });
    this.send = el("button", { type: "submit", class: "send" }, icon("send"));
    this.count = el("p", { id: "count", hidden: true });
    form.append(...[this.label, this.near, this.input, this.mic, this.send, this.count].filter(Boolean));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.input.addEventListener("input", () => this.#changed());
    this.input.addEventListener("keydown", (event) => {
      // While an input method composes a word, Enter takes the word and sends nothing.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    this.rename();
    this.#set(draft(NAME).text);
  }

  /** Name everything in the language of the page. */
  rename() {
    const words = this.tools.words();
    this.label.textContent = words.input;
    this.form.setAttribute("aria-label", words.input);
    this.ask();
    name(this.send, words.send);
    if (this.near) name(this.near, words.nearLabel);
    if (this.mic) name(this.mic, words.speak);
    this.#measure();
  }

  /** Say what is to be written: a question, or what the assistant has asked for. */
  ask() {
    const words = this.tools.words();
    this.input.placeholder = this.tools.asking() ? words.answer : words.placeholder;
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  /** Put text back for the visitor to change, before what was written meanwhile. */
  edit(text) {
    const meanwhile = this.input.value;
    this.#set(meanwhile.trim() ? `${text}\n${meanwhile}` : text);
    this.focus();
  }

  clear() {
    this.#set("");
  }

  #submit() {
    const text = this.input.value.trim();
    if (!text) return;
    if (this.#measure() > MOST) {
      this.tools.announce(this.count.textContent);
      return;
    }
    this.#stop?.();
    this.#set("");
    this.tools.say(text);
  }

  #set(text) {
    this.input.value = text;
    this.#changed();
  }

  #changed() {
    keepDraft(NAME, this.input.value);
    this.#measure();
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  /** Show how much is written where it is nearly too much; returns the number of characters. */
  #measure() {
    const written = [...this.input.value.trim()].length;
    const over = written > MOST;
    const words = this.tools.words();
    this.count.hidden = written < WARN;
    this.count.textContent = fill(over ? words.tooLong : words.count, { count: written, most: MOST });
    this.form.classList.toggle("over", over);
    this.input.setAttribute("aria-invalid", String(over));
    return written;
  }

  #speak() {
    if (this.#stop) {
      this.#stop();
      return;
    }
    const { words, language, announce } = this.tools;
    const before = this.input.value.trimEnd();
    const gap = before && !/^(zh|ja)/.test(language()) ? " " : "";
    const show = (listening) => {
      this.mic.setAttribute("aria-pressed", String(listening));
      name(this.mic, listening ? words().speakStop : words().speak);
      if (listening) this.input.placeholder = words().listening;
      else this.ask();
    };
    show(true);
    this.#stop = listen(language(), (text) => this.#set(before + gap + text), (error) => {
      this.#stop = null;
      show(false);
      this.focus();
      if (error) announce(words().speakFailed);
    });
  }
}
