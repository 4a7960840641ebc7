/** What covers the window until it is closed: a picture, and a card for the taxi driver. */

import { button, el, icon } from "./dom.js";
import { languageOf } from "./settings.js";

const PLEASE = {
  zh: "请送我到这里，谢谢：",
  ja: "こちらまでお願いします：",
  ko: "이곳으로 가 주세요:",
};

/** Show a place's picture as large as the window. */
export function enlarge(address, { name, image_alt, image_credit }, words) {
  show("large", name, words,
    el("img", { src: address, alt: image_alt ?? name }),
    image_credit && el("p", { class: "source" }, image_credit));
}

/** Show where to go, as large as the screen, in the language spoken there. */
export function showDriver({ name, local_name, local_address, address, phone }, words) {
  const place = local_name ?? name;
  const where = local_address ?? address;
  const language = languageOf(`${place} ${where ?? ""}`, "en");
  show("driver", `${words.driver}: ${name}`, words,
    el("div", { lang: language },
      el("p", {}, PLEASE[language] ?? "Please take me here:"),
      el("p", { class: "place" }, place),
      where && el("p", {}, where),
      phone && el("p", {}, phone)),
    name !== place && el("p", { class: "own" }, name));
}

function show(look, label, words, ...parts) {
  const dialog = el("dialog", { class: look, "aria-label": label }, parts,
    button("primary", () => dialog.close(), icon("close"), words.done));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
