/** Cards: places side by side, and the stops of a plan below one another. */

import { el, icon, iconButton, tel } from "./dom.js";
import { fill, languageOf } from "./settings.js";

const KINDS = { hotel: "bed", restaurant: "fork", office: "info" };

/**
 * Draw the cards of an answer.
 *
 * `tools.notes` has the text's own note for a card by its id, `tools.said` what the text says
 * already and a card need not repeat.
 */
export function drawCards(cards, tools) {
  if (cards.length === 1) return el("div", { class: "alone" }, drawCard(cards[0], tools));
  const { words } = tools;
  const row = el("ul", { class: "cards", role: "list", tabindex: "0", "aria-label": fill(words.places, { count: cards.length }) },
    cards.map((card) => el("li", {}, drawCard(card, tools))));
  const move = (way) => () => row.scrollBy({ left: way * row.clientWidth * 0.8 });
  return el("div", { class: "row" }, row, el("div", { class: "movers" },
    iconButton("previous", words.previous, move(-1)), iconButton("next", words.next, move(1))));
}

/** Draw a plan: each stop with its time, and how to get there from the one before. */
export function drawStops(stops, tools) {
  return el("ol", { class: "stops", role: "list" }, stops.map(({ arrive, leave, way, card, line }) => {
    const time = `${arrive} – ${leave}`;
    return el("li", {},
      way && el("p", { class: "way" }, way),
      // Whether a place is open now says nothing about the hour of the visit.
      card ? drawCard({ ...card, open: null }, tools, time) : el("p", {}, line));
  }));
}

function drawCard(card, { words, notes, buttons, said, press }, time) {
  const button = buttons.find(({ title }) => title === card.name);
  const note = notes.get(card.id) || [card.category, card.district].filter(Boolean).join(" · ");
  const facts = note.split(" · ").filter((fact) => fact !== card.price).join(" · ");
  const unsaid = (text) => (text && !said.includes(text) ? text : null);
  const place = card.local_name && card.local_name !== card.name ? card.local_name : null;
  return el("article", { class: "card" },
    drawPicture(card),
    el("div", { class: "body" },
      time && el("p", { class: "time" }, time),
      el("h3", {}, card.name),
      place && el("p", { class: "local", lang: languageOf(place, "zh") }, place),
      el("p", { class: "facts" }, drawBadge(card, words), facts),
      card.price && el("p", { class: "price" }, card.price),
      unsaid(card.summary) && el("p", { class: "summary" }, card.summary),
      el("div", { class: "actions" },
        button && el("button", { type: "button", class: "action", "aria-label": `${words.details}: ${card.name}`, onclick: (event) => press(button, event.currentTarget) }, words.details),
        drawLink("map", card.map, words.map, card.name),
        drawLink("phone", card.phone && tel(card.phone), words.call, card.name),
        drawLink("globe", card.website, words.website, card.name)),
      unsaid(card.source) && el("p", { class: "source" }, card.source)));
}

/** Draw the picture slot; a picture of another host is never asked for. */
function drawPicture(card) {
  const address = card.image && new URL(card.image, document.baseURI);
  if (address && address.origin === location.origin) {
    return el("img", { class: "picture", src: address.href, alt: "", loading: "lazy" });
  }
  return el("div", { class: `picture ${card.kind ?? ""}`, "aria-hidden": "true" }, icon(KINDS[card.kind] ?? "attraction"));
}

function drawBadge({ open }, words) {
  if (open !== true && open !== false) return null;
  return el("span", { class: open ? "badge open" : "badge" }, open ? words.openNow : words.closedNow);
}

function drawLink(name, href, label, place) {
  if (!/^(https?|tel):/.test(href ?? "")) return null;
  const elsewhere = href.startsWith("http") ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return el("a", { class: "action", href, "aria-label": `${label}: ${place}`, ...elsewhere }, icon(name), el("span", {}, label));
}
