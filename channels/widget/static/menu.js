/** The menu: language, appearance, and what can be done with the conversation. */

import { button, el, icon, name, tel } from "./dom.js";
import { LANGUAGES } from "./settings.js";

export class Menu {
  /**
   * `tools` has {words(), language(), setLanguage, theme(), setTheme, copyAll, save, print, clear,
   * leave, office, privacy}; `office` has {name, phone}, `privacy` is an address, each perhaps null.
   */
  constructor(button, panel, tools) {
    this.button = button;
    this.panel = panel;
    this.tools = tools;
    button.addEventListener("click", () => this.toggle(panel.hidden));
    document.addEventListener("click", ({ target }) => {
      if (!panel.contains(target) && !button.contains(target)) this.toggle(false);
    });
    panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !panel.contains(relatedTarget) && relatedTarget !== button) this.toggle(false);
    });
    this.rename();
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  toggle(open) {
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** Close and give the focus back. */
  dismiss() {
    this.toggle(false);
    this.button.focus();
  }

  rename() {
    const { words, language, setLanguage, theme, setTheme, copyAll, save, print, clear, leave, office, privacy } = this.tools;
    const said = words();
    const does = (action) => () => {
      this.dismiss();
      action();
    };
    name(this.button, said.menu);
    this.panel.replaceChildren(...[
      choice(said.language, LANGUAGES, language(), setLanguage, true),
      choice(said.theme, said.themes, theme(), setTheme),
      office && el("a", { class: "item", href: tel(office.phone) }, icon("phone"), `${said.callOffice}: ${office.phone}`),
      item("note", said.leave, does(leave)),
      item("copy", said.copyAll, does(copyAll)),
      item("save", said.save, does(save)),
      item("print", said.print, does(print)),
      privacy && el("a", { class: "item", href: privacy, target: "_blank", rel: "noopener noreferrer" }, icon("shield"), said.privacy),
      item("trash", said.clear, does(clear)),
    ].filter(Boolean));
  }
}

function item(drawing, words, onclick) {
  return button("item", onclick, icon(drawing), words);
}

function choice(label, options, chosen, choose, own = false) {
  const entries = Object.entries(options).map(([value, words]) =>
    el("option", { value, lang: own ? value : null, selected: value === chosen }, words));
  return el("label", { class: "item" }, el("span", {}, label),
    el("select", { onchange: ({ target }) => choose(target.value) }, entries));
}
