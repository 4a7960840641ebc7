/** One step of a message to the office's staff: the field for what it asks. */

import { el, icon } from "./dom.js";
import { fill } from "./settings.js";

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
 * of three kinds, each with its own keyboard. `tools` has {words, submit(text)}.
 */
export function drawForm({ field, input, step, of }, { words, submit }) {
  const progress = step && of && el("p", { class: "step" }, fill(words.step, { step, of }));
  if (input === "choice") return progress;
  const named = (text, control) => el("label", {}, el("span", {}, text), control);
  const send = el("button", { class: "primary", type: "submit" }, icon("send"), words.send);
  const kinds = field === "reach" && input === "text" ? ["email", "tel", "wechat"] : [input in INPUTS ? input : "text"];
  let kind = kinds[0];
  const draw = () => field === "text" || input === "textarea"
    ? named(words.fields.text, el("textarea", { rows: "4", required: true, maxlength: "1000" }))
    : named(words.fields[kind] ?? words.fields[field] ?? words.answer, el("input", { required: true, ...INPUTS[kind] }));
  let asked = draw();
  const choose = ({ target }) => {
    kind = target.value;
    asked.replaceWith(asked = draw());
  };
  const form = el("form", { class: "panel" }, progress,
    kinds.length > 1 && named(words.fields.reach, el("select", { onchange: choose },
      kinds.map((each) => el("option", { value: each }, words.fields[each])))),
    asked, send);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = asked.lastChild.value.trim();
    // A name in Latin letters says neither where it is one nor in which language to answer.
    if (text) submit(kind === "wechat" ? `${words.fields.wechat} ${text}` : text);
  });
  return form;
}
