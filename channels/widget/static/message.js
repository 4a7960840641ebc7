/** The assistant's messages, drawn. */

import { drawCards, drawMapCard, drawStops } from "./cards.js";
import { button, el, icon, tel } from "./dom.js";
import { drawForm } from "./form.js";
import { languageOf } from "./settings.js";

const LINK = /https?:\/\/[^\s<>"'“”‘’«»„，。、（）「」『』【】]+[^\s<>"'“”‘’«»„，。、（）「」『』【】.,;:!?)/]\/?|\+\d[\d -]{7,}\d|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const SHORT_NUMBER = /\b\d{3,5}\b/g;
const SOURCE = /^(?:Sources?|来源|出典|출처)\s*[:：]/;
const BULLET = /^\s*[-•]\s+/;
const NUMBER = /^\s*\d+\.\s+/;

/**
 * Draw one answer: its words, its structured twin, its choices.
 *
 * `tools` has {words, language, id, press(button), submit(text), share()}; `id` is the turn's.
 */
export function drawAnswer(messages, tools) {
  const custom = messages.map((message) => message.custom).filter(Boolean);
  const cards = custom.flatMap((payload) => payload.cards ?? []);
  const buttons = messages.flatMap((message) => message.buttons ?? []);
  const text = messages.map((message) => message.text).filter(Boolean).join("\n");
  const urgent = custom.some((payload) => payload.type === "emergency");
  const plan = custom.find((payload) => payload.type === "plan");
  const stops = plan?.stops ?? [];
  const drawing = custom.find((payload) => payload.drawing)?.drawing;
  const way = custom.find((payload) => payload.type === "way");
  const places = [...cards, ...stops.map((stop) => stop.card).filter(Boolean)];
  const contact = custom.find((payload) => payload.type === "contact");
  const tickets = custom.find((payload) => payload.type === "tickets" && payload.lines?.length > 0 && payload.lines.every((line) => text.includes(line)));
  const { lines, rest, notes } = split(text.split("\n"), way ? [way] : cards, stops, buttons, { ...contact, title: plan?.title, prices: tickets?.lines });
  const language = custom.find((payload) => payload.language)?.language ?? languageOf(text, tools.language);
  const titles = custom.flatMap((payload) => payload.articles ?? []).map((article) => article.title);
  const phones = places.map(({ phone }) => phone).filter(Boolean);
  const bubble = (some) => some.some((line) => line.trim()) && el("div", { class: "bubble" }, drawText(some, urgent, titles, phones));
  const spare = buttons.filter((button) => !places.some((place) => place.name === button.title));
  return el("div", { class: urgent ? "answer urgent" : "answer", lang: language },
    bubble(lines),
    tickets && drawPrices(tickets, lines),
    cards.length !== 1 && drawing && drawMapCard(drawing, way?.directions, tools.words),
    cards.length > 0 && drawCards(cards, { ...tools, drawing, notes, buttons, said: [...lines, ...rest].join("\n") }),
    stops.length > 0 && drawStops(stops, { ...tools, notes, buttons, said: text }),
    contact && drawContact(contact, tools),
    bubble(rest),
    custom.filter((payload) => payload.type === "form").map((payload) => drawForm(payload, tools)),
    spare.length > 0 && drawChoices(spare, tools),
    custom.some((payload) => payload.type === "ask_position") && drawShare(tools),
  );
}

/**
 * Leave out what is drawn below: the lines of stops, of listed cards, of the contact card, of numbered
 * choices, the map's address, the lines of a table of prices. Returns the `lines` before the first of them, the `rest` behind it, and by a card's id the
 * `notes` that its line has. A stop without a place keeps its line.
 */
function split(all, cards, stops, buttons, { title, name, phone, hours, prices = [] }) {
  const notes = new Map();
  const listed = cards.length > 1 ? cards : [];
  const each = listed.length > 0 && listed.every(({ source }) => source);
  const drawn = (line) => {
    const card = NUMBER.test(line) && listed.find(({ name, id }) => line.includes(name) && !notes.has(id));
    if (card) notes.set(card.id, line.split(/\s[–—]\s/).slice(1).join(" – "));
    const stop = !title?.includes(line) && stops.find(({ arrive, leave, way }) => (line.includes(arrive) && line.includes(leave)) || (way && line.trim() === way));
    if (stop && line.trim() !== stop.way) stop.line = line.trim();
    const choice = NUMBER.test(line) && buttons.some((button) => button.title === line.replace(NUMBER, ""));
    return card || stop || choice || prices.includes(line) || [name, phone, hours].includes(line);
  };
  const lines = [];
  let rest = lines;
  for (const line of all) {
    if (drawn(line)) rest = rest === lines ? [] : rest;
    else if (!cards.some(({ map, directions }) => [map, directions].some((link) => link && line.includes(link))) && !(each && SOURCE.test(line))) rest.push(line);
  }
  return { lines, rest: rest === lines ? [] : rest, notes };
}

function drawText(lines, urgent, titles, phones) {
  const parts = [];
  let list = null;
  for (const line of lines) {
    const kind = BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : null;
    if (kind === null) {
      list = null;
      const look = SOURCE.test(line) ? "source" : titles.includes(line) ? "title" : null;
      parts.push(el("p", { class: look }, link(line, urgent, phones)));
      continue;
    }
    if (list?.localName !== kind) {
      list = el(kind);
      if (kind === "ol") list.start = parseInt(line, 10);
      parts.push(list);
    }
    list.append(el("li", {}, link(line.replace(kind === "ul" ? BULLET : NUMBER, ""), urgent, phones)));
  }
  return parts;
}

/**
 * Return a line as text and links; `phones` are numbers without a "+" that are known to be some, and
 * short numbers are dialled only where help is needed at once.
 */
function link(line, urgent, phones) {
  const parts = [];
  let at = 0;
  const known = phones.filter((phone) => line.includes(phone) && !phone.startsWith("+")).map((phone) => ({ 0: phone, index: line.indexOf(phone) }));
  const found = [...line.matchAll(LINK), ...known].sort((a, b) => a.index - b.index);
  const spots = found.length || !urgent ? found : [...line.matchAll(SHORT_NUMBER)].slice(0, 1);
  for (const { 0: words, index } of spots) {
    if (index < at) continue;
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
    buttons.map((each) => {
      const drawn = button("choice", (event) => press(each, event.currentTarget), each.title);
      drawn.toggleAttribute("data-continues", Boolean(each.continues));
      return drawn;
    }));
}

/** Draw prices as a table, a part for each ticket; what is noted of several stands below them once. */
function drawPrices({ prices }, lines) {
  const noted = ({ note }) => (note ?? "").split(/[.。]\s*/).filter(Boolean);
  const ofAll = (some) => noted(some[0]).filter((note) => some.every((each) => noted(each).includes(note)));
  const whole = (notes) => notes.map((note) => note + (/\p{Script=Han}/u.test(note) ? "。" : ". ")).join("");
  const row = (notes) => notes.length > 0 && el("tr", { class: "note" }, el("td", { colspan: 2 }, whole(notes)));
  const common = prices.length > 1 ? ofAll(prices) : [];
  const parts = [...new Set(prices.map(({ label }) => label))].map((label) => {
    const own = prices.filter((each) => each.label === label);
    const shared = ofAll(own).filter((note) => !common.includes(note));
    const rest = (each) => noted(each).filter((note) => !common.includes(note) && !shared.includes(note));
    return el("tbody", {},
      label && el("tr", {}, el("th", { scope: "rowgroup", colspan: 2 }, label)),
      own.map((each, i) => [el("tr", {}, el("td", {}, each.who), el("td", {}, each.told)),
        // Of neighbours with the same note the last has it.
        String(rest(each)) !== String(own[i + 1] && rest(own[i + 1])) && row(rest(each))]),
      row(shared));
  });
  return el("table", { class: "prices" }, el("caption", { class: "unseen" }, lines[0]), parts,
    common.length > 0 && el("tfoot", {}, row(common)));
}

/** Draw whom to call instead. */
function drawContact({ name, phone, hours }, { words }) {
  return el("div", { class: "panel contact" },
    el("h2", {}, name),
    hours && el("p", { class: "facts" }, hours),
    el("a", { class: "primary", href: tel(phone), "aria-label": `${words.call}: ${name}, ${phone}` }, icon("phone"), phone));
}

function drawShare({ words, share }) {
  return el("div", { class: "panel" }, el("p", {}, words.nearAsk),
    button("primary", share, words.nearYes));
}
