/** The assistant's messages, drawn. */

import { drawCards, drawStops } from "./cards.js";
import { button, el, icon, tel } from "./dom.js";
import { drawForm } from "./form.js";
import { languageOf } from "./settings.js";

const LINK = /https?:\/\/[^\s<>"'，。、）」』】]+[^\s<>"'，。、）」』】.,;:!?)]|\+\d[\d -]{7,}\d|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const SHORT_NUMBER = /\b\d{3,5}\b/g;
const SOURCE = /^(?:Sources?|来源|出典|출처)\s*[:：]/;
const BULLET = /^\s*[-•]\s+/;
const NUMBER = /^\s*\d+\.\s+/;

/**
 * Draw one answer: its words, its structured twin, its choices.
 *
 * `tools` has {words, language, press(button), submit(text), share()}.
 */
export function drawAnswer(messages, tools) {
  const custom = messages.map((message) => message.custom).filter(Boolean);
  const cards = custom.flatMap((payload) => payload.cards ?? []);
  const buttons = messages.flatMap((message) => message.buttons ?? []);
  const text = messages.map((message) => message.text).filter(Boolean).join("\n");
  const urgent = custom.some((payload) => payload.type === "emergency");
  const plan = custom.find((payload) => payload.type === "plan");
  const stops = plan?.stops ?? [];
  const places = [...cards, ...stops.map((stop) => stop.card).filter(Boolean)];
  const contact = custom.find((payload) => payload.type === "contact");
  const { lines, rest, notes } = split(text.split("\n"), cards, stops, buttons, { ...contact, title: plan?.title });
  const language = custom.find((payload) => payload.language)?.language ?? languageOf(text, tools.language);
  const titles = custom.flatMap((payload) => payload.articles ?? []).map((article) => article.title);
  const bubble = (some) => some.some((line) => line.trim()) && el("div", { class: "bubble" }, drawText(some, urgent, titles));
  const spare = buttons.filter((button) => !places.some((place) => place.name === button.title));
  return el("div", { class: urgent ? "answer urgent" : "answer", lang: language },
    bubble(lines),
    cards.length > 0 && drawCards(cards, { ...tools, notes, buttons, said: [...lines, ...rest].join("\n") }),
    stops.length > 0 && drawStops(stops, { ...tools, notes, buttons, said: text }),
    contact && drawContact(contact, tools),
    bubble(rest),
    custom.filter((payload) => payload.type === "form").map((payload) => drawForm(payload, tools)),
    custom.some((payload) => payload.type === "ask_position") && drawShare(tools),
    spare.length > 0 && drawChoices(spare, tools),
  );
}

/**
 * Leave out what is drawn below: the lines of stops, of listed cards, of the contact card, of numbered
 * choices, and the map's address. Returns the `lines` before the first of them, the `rest` behind it, and by a card's id the
 * `notes` that its line has. A stop without a place keeps its line.
 */
function split(all, cards, stops, buttons, { title, name, phone, hours }) {
  const notes = new Map();
  const listed = cards.length > 1 ? cards : [];
  const each = listed.length > 0 && listed.every(({ source }) => source);
  const drawn = (line) => {
    const card = NUMBER.test(line) && listed.find(({ name, id }) => line.includes(name) && !notes.has(id));
    if (card) notes.set(card.id, line.split(/\s[–—]\s/).slice(1).join(" – "));
    const stop = !title?.includes(line) && stops.find(({ arrive, leave, way }) => (line.includes(arrive) && line.includes(leave)) || (way && line.trim() === way));
    if (stop && line.trim() !== stop.way) stop.line = line.trim();
    const choice = NUMBER.test(line) && buttons.some((button) => button.title === line.replace(NUMBER, ""));
    return card || stop || choice || [name, phone, hours].includes(line);
  };
  const lines = [];
  let rest = lines;
  for (const line of all) {
    if (drawn(line)) rest = rest === lines ? [] : rest;
    else if (!cards.some(({ map }) => map && line.includes(map)) && !(each && SOURCE.test(line))) rest.push(line);
  }
  return { lines, rest: rest === lines ? [] : rest, notes };
}

function drawText(lines, urgent, titles) {
  const parts = [];
  let list = null;
  for (const line of lines) {
    const kind = BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : null;
    if (kind === null) {
      list = null;
      const look = SOURCE.test(line) ? "source" : titles.includes(line) ? "title" : null;
      parts.push(el("p", { class: look }, link(line, urgent)));
      continue;
    }
    if (list?.localName !== kind) {
      list = el(kind);
      if (kind === "ol") list.start = parseInt(line, 10);
      parts.push(list);
    }
    list.append(el("li", {}, link(line.replace(kind === "ul" ? BULLET : NUMBER, ""), urgent)));
  }
  return parts;
}

/** Return a line as text and links; short numbers are dialled only where help is needed at once. */
function link(line, urgent) {
  const parts = [];
  let at = 0;
  const found = [...line.matchAll(LINK)];
  const spots = found.length || !urgent ? found : [...line.matchAll(SHORT_NUMBER)].slice(0, 1);
  for (const { 0: words, index } of spots) {
    parts.push(line.slice(at, index), drawLink(words));
    at = index + words.length;
  }
  parts.push(line.slice(at));
  return parts;
}

function drawLink(words) {
  if (/^https?:/.test(words)) {
    const shown = words.replace(/^https?:\/\/(www\.)?/, "");
    const short = shown.length > 36 ? `${shown.slice(0, 33)}…` : shown;
    return el("a", { href: words, target: "_blank", rel: "noopener noreferrer" }, short);
  }
  return el("a", { href: words.includes("@") ? `mailto:${words}` : tel(words) }, words);
}

function drawChoices(buttons, { words, press }) {
  return el("div", { class: "choices", role: "group", "aria-label": words.suggestions },
    buttons.map((each) => button("choice", (event) => press(each, event.currentTarget), each.title)));
}

/** Draw whom to call instead. */
function drawContact({ name, phone, hours }, { words }) {
  return el("div", { class: "panel contact" },
    el("h3", {}, name),
    hours && el("p", { class: "facts" }, hours),
    el("a", { class: "primary", href: tel(phone), "aria-label": `${words.call}: ${name}, ${phone}` }, icon("phone"), phone));
}

function drawShare({ words, share }) {
  return el("div", { class: "panel" }, el("p", {}, words.nearAsk),
    button("primary", share, words.nearYes));
}
