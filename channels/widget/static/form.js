/** One step of a message to the office's staff: the field for what it asks. */

import { el, icon } from "./dom.js";
import { fill } from "./settings.js";
import { draft, keepDraft } from "./storage.js";

const INPUTS = {
  email: { type: "email", autocomplete: "email" },
  tel: { type: "tel", autocomplete: "tel", placeholder: "+" },
  wechat: { type: "text", autocapitalize: "none", spellcheck: "false" },
  text: { type: "text" },
};

/**
 * Draw the field of a step, {field, input, step, of}.
 *
 * A step that is answered with buttons alone shows its number only. How somebody can be reached is one
 * of three kinds, each with its own keyboard. What is half written is kept under the turn's `id`.
 * `tools` has {words, submit(text), id}.
 */
export function drawForm({ field, input, step, of }, { words, submit, id }) {
  const progress = step && of && el("p", { class: "step" }, fill(words.step, { step, of }));
  if (input === "choice") return progress;
  const key = `form:${id}`;
  const kept = draft(key);
  const named = (text, control) => el("label", {}, el("span", {}, text), control);
  const send = el("button", { class: "primary", type: "submit" }, icon("send"), words.send);
  const wrong = el("p", { class: "wrong", role: "alert", id: `wrong-${id}` });
  const kinds = field === "reach" && input === "text" ? ["email", "tel", "wechat"] : [input in INPUTS ? input : "text"];
  let kind = kinds.includes(kept.kind) ? kept.kind : kinds[0];
  const rules = { required: true, dir: "auto", "aria-describedby": wrong.id };
  const draw = (value = "") => {
    const isLong = field === "text" || input === "textarea";
    const control = isLong ? el("textarea", { rows: "4", maxlength: "1000", ...rules }) : el("input", { ...rules, ...INPUTS[kind] });
    control.value = value;
    control.addEventListener("input", () => keepDraft(key, control.value, kind));
    const label = isLong ? words.fields.text : words.fields[kind] ?? words.fields[field] ?? words.answer;
    return named(label, control);
  };
  let asked = draw(kept.text);
  const choose = ({ target }) => {
    kind = target.value;
    wrong.textContent = "";
    asked.replaceWith(asked = draw());
  };
  const form = el("form", { class: "panel", novalidate: true }, progress,
    kinds.length > 1 && named(words.fields.reach, el("select", { onchange: choose },
      kinds.map((each) => el("option", { value: each, selected: each === kind }, words.fields[each])))),
    asked, wrong, send);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const control = asked.lastChild;
    const text = control.value.trim();
    wrong.textContent = !text ? words.wrong.empty : control.validity.typeMismatch ? words.wrong.email : "";
    control.setAttribute("aria-invalid", String(wrong.textContent !== ""));
    if (wrong.textContent) {
      control.focus();
      return;
    }
    keepDraft(key, "");
    // A name in Latin letters says neither where it is one nor in which language to answer.
    submit(kind === "wechat" ? `${words.fields.wechat} ${text}` : text);
  });
  return form;
}
