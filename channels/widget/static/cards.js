/** Cards: places side by side, and the stops of a plan below one another. */

import { directions } from "./browser.js";
import { button, el, icon, iconButton, name, tel } from "./dom.js";
import { fill, languageOf } from "./settings.js";

/** What covers the window comes with the first card: it is there when the network is away. */
const overlays = () => import("./overlays.js");

/**
 * Draw the cards of an answer.
 *
 * `tools.notes` has the text's own note for a card by its id, `tools.said` what the text says
 * already and a card need not repeat.
 */
export function drawCards(cards, tools) {
  overlays();
  if (cards.length === 1) return el("div", { class: "alone" }, drawCard(cards[0], tools));
  const { words, language } = tools;
  const row = el("ul", { class: "cards", role: "list", tabindex: "0", "aria-label": fill(words.places, { count: cards.length }) },
    cards.map((card) => el("li", {}, drawCard(card, tools))));
  const move = (way) => () => row.scrollBy({ left: way * row.clientWidth * 0.8 });
  const movers = [iconButton("previous", words.previous, move(-1)), iconButton("next", words.next, move(1))];
  // At an end an arrow stays where it is, and keeps the focus.
  const mark = () => {
    const ends = [row.scrollLeft < 4, row.scrollLeft + row.clientWidth > row.scrollWidth - 4];
    movers.forEach((mover, i) => mover.setAttribute("aria-disabled", String(ends[i])));
  };
  row.addEventListener("scroll", mark, { passive: true });
  new ResizeObserver(mark).observe(row);
  return el("div", { class: "row" }, row, el("div", { class: "movers", lang: language }, movers));
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

function drawCard(card, { words, language, notes, buttons, said, press, drawing }, time) {
  const choice = buttons.find(({ title }) => title === card.name);
  const note = notes.get(card.id) || [card.category, card.district].filter(Boolean).join(" · ");
  const facts = note.split(" · ").filter((fact) => fact !== card.price).join(" · ");
  const unsaid = (text) => (text && !said.includes(text) ? text : null);
  const local = card.local_name && card.local_name !== card.name ? card.local_name : null;
  const marked = (text) => ({ lang: languageOf(text, "zh") });
  const address = unsaid(card.address);
  const link = (drawing, href, label, copied) => drawLink(drawing, href, label, card.name, words, copied);
  const where = card.map_app === "phone" ? directions(card) : card.directions;
  return el("article", { class: "card" },
    drawPicture(card, words) ?? (!drawing && card.art && el("img", { class: "picture art", src: card.art, alt: "", loading: "lazy" })),
    drawMap(drawing, words),
    el("div", { class: "body" },
      time && el("p", { class: "time" }, time),
      el("h2", {}, card.name),
      local && el("p", { class: "local", ...marked(local) }, local),
      el("p", { class: "facts" }, drawBadge(card, words, language), facts && el("span", {}, facts)),
      card.price && el("p", { class: "price" }, card.price),
      unsaid(card.summary) && el("p", { class: "summary" }, card.summary),
      address && el("p", { class: "address", lang: languageOf(address, "zh") }, address),
      el("div", { class: "actions", lang: language },
        choice && el("button", { type: "button", class: "action", "aria-label": `${words.details}: ${card.name}`, onclick: (event) => press(choice, event.currentTarget) }, words.details),
        link("phone", card.phone && tel(card.phone), words.call, card.phone),
        link("route", where, words.directions),
        link("map", card.map, words.map, card.map),
        link("globe", card.website, words.website, card.website),
        (local || card.local_address) && drawDriver(card, words)),
      unsaid(card.source) && el("p", { class: "source" }, card.source)));
}

function drawDriver(card, words) {
  const shown = button("action", async () => (await overlays()).showDriver(card, words), icon("taxi"), el("span", {}, words.driver));
  name(shown, `${words.driver}: ${card.name}`);
  return shown;
}

/** Draw the picture; one of another host is never asked for, and without one nothing stands for it. */
function drawPicture(card, words) {
  const address = card.image && new URL(card.image, document.baseURI);
  if (address && address.origin === location.origin) {
    const shown = el("img", { class: "picture", src: address.href, alt: card.image_alt ?? card.name, loading: "lazy" });
    return el("button", { type: "button", class: "enlarge", "aria-label": `${words.enlarge}: ${card.name}`, onclick: async () => (await overlays()).enlarge(card.image_large ?? address.href, card, words) }, shown);
  }
  return null;
}

/** Draw a map that stands alone, with the link that opens the way in a map application. */
export function drawMapCard(drawing, way, words) {
  return el("div", { class: "card alone" }, drawMap(drawing, words),
    way && el("div", { class: "body" }, el("div", { class: "actions" }, drawLink("route", way, words.directions, drawing.alt, words, way))));
}

/** Draw the map of an answer, {src, alt}, in the colours of the page. */
function drawMap(drawing, words) {
  if (!drawing) return null;
  const image = `${drawing.src}&theme=${document.documentElement.dataset.theme}`;
  return drawPicture({ image, image_large: `${image}&size=large`, image_alt: drawing.alt, name: drawing.alt }, words);
}

function drawBadge({ open }, words, language) {
  if (open !== true && open !== false) return null;
  return el("span", { class: open ? "badge open" : "badge", lang: language }, open ? words.openNow : words.closedNow);
}

function drawLink(drawing, href, label, place, words, copied) {
  if (!/^(https?|tel|geo):/.test(href ?? "")) return null;
  const outside = href.startsWith("http");
  const elsewhere = outside ? { target: "_blank", rel: "noopener noreferrer" } : {};
  const said = outside ? `${label}: ${place} (${words.newWindow})` : `${label}: ${place}`;
  return el("a", { class: "action", href, title: label, "aria-label": said, "data-copied": copied, ...elsewhere }, icon(drawing), el("span", {}, label));
}
