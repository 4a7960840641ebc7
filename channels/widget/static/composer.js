/** Where the visitor writes or speaks. */

import { el, icon, iconButton, name } from "./dom.js";
import { canListen, listen } from "./browser.js";

const TALLEST = 140;

export class Composer {
  #stop = null;

  /** `tools` has {words(), language(), say(text), near(), announce(text)}; `near` may be null. */
  constructor(form, tools) {
    this.form = form;
    this.tools = tools;
    this.input = el("textarea", { id: "question", rows: "1", enterkeyhint: "send", autocomplete: "off" });
    this.label = el("label", { for: "question", class: "unseen" });
    this.near = tools.near && iconButton("pin", "", tools.near);
    this.mic = canListen() && iconButton("mic", "", () => this.#speak(), { "aria-pressed": "false" });
    this.send = el("button", { type: "submit", class: "send" }, icon("send"));
    form.append(...[this.label, this.near, this.input, this.mic, this.send].filter(Boolean));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.input.addEventListener("input", () => this.#fit());
    this.input.addEventListener("keydown", (event) => {
      // While an input method composes a word, Enter takes the word and sends nothing.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    this.rename();
  }

  /** Name everything in the language of the page. */
  rename() {
    const words = this.tools.words();
    this.label.textContent = words.input;
    this.input.placeholder = words.placeholder;
    name(this.send, words.send);
    if (this.near) name(this.near, words.nearLabel);
    if (this.mic) name(this.mic, words.speak);
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  /** Put text back for the visitor to change. */
  edit(text) {
    this.input.value = text;
    this.#fit();
    this.focus();
  }

  #submit() {
    const text = this.input.value.trim();
    if (!text) return;
    this.#stop?.();
    this.input.value = "";
    this.#fit();
    this.tools.say(text);
  }

  #fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  #speak() {
    if (this.#stop) {
      this.#stop();
      return;
    }
    const { words, language, announce } = this.tools;
    const show = (listening) => {
      this.mic.setAttribute("aria-pressed", String(listening));
      name(this.mic, listening ? words().speakStop : words().speak);
      this.input.placeholder = listening ? words().listening : words().placeholder;
    };
    show(true);
    this.#stop = listen(language(), (text) => this.edit(text), (error) => {
      this.#stop = null;
      show(false);
      if (error) announce(words().speakFailed);
    });
  }
}
