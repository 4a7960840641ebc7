/** The chat page: puts its parts together. */

import { canLocate, canSend, copyText, isRefusal, locate, saveText, sendText } from "./browser.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { button, confirm, el, icon, name, tel } from "./dom.js";
import { Host, isFramed } from "./host.js";
import { Menu } from "./menu.js";
import * as settings from "./settings.js";
import { dropDrafts, read, write } from "./storage.js";
import { summary } from "./summary.js";
import { Thread } from "./thread.js";

const SHOWN = 4_000;
const SHOWN_LONG = 12_000;
const SILENCE = 1_200;

const $ = (id) => document.getElementById(id);
const host = new Host();
let language = settings.startLanguage();
let spoken = await settings.loadWords(language);
Object.assign(settings.site, await host.site);
const words = () => spoken;

const { officeName, officePhone, here: known } = document.body.dataset;
/** The place that the address of this page names ("?at="): a sign with a code stands there. */
const here = JSON.parse(known ?? "{}");
const conversation = new Conversation(settings.answered(language), settings.site.place ?? here.place);
const office = officePhone ? { name: officeName, phone: officePhone } : null;
// A finger's keyboard covers half of a phone: it comes up when the visitor asks for it.
const isTouched = matchMedia("(pointer: coarse)");

const told = new Set();
let notice = 0;
let silence = 0;

/** Show something for a moment; screen readers say it. */
function announce(text, time = SHOWN) {
  clearTimeout(notice);
  $("notice").textContent = text;
  notice = setTimeout(() => { $("notice").textContent = ""; }, time);
}

/** Say something to screen readers alone. */
function speak(text, lang = language) {
  clearTimeout(silence);
  $("status").lang = lang;
  $("status").textContent = text;
}

/** Give the focus back after something that the visitor did is done. */
function focus() {
  if (isTouched.matches) $("scroller").focus({ preventScroll: true });
  else composer.focus();
}

function say(message) {
  host.tell("ask");
  return conversation.say(message);
}

function press(choice, pressed) {
  // A second click of a double click asks nothing new.
  if (pressed.getAttribute("aria-disabled") === "true") return;
  pressed.setAttribute("aria-disabled", "true");
  const turn = say({ button: choice.payload, title: choice.title });
  const free = ({ detail }) => {
    if (detail.id !== turn.id || ["queued", "sending"].includes(detail.status)) return;
    conversation.removeEventListener("turn", free);
    if (!pressed.hasAttribute("data-continues")) pressed.removeAttribute("aria-disabled");
  };
  conversation.addEventListener("turn", free);
}

async function share(text) {
  announce(words().looking, SHOWN_LONG);
  $("typing").hidden = false;
  try {
    say({ text, position: await locate() });
    announce("");
    write("located", Date.now());
  } catch (error) {
    showState();
    announce(isRefusal(error) ? words().nearRefused : words().nearFailed, SHOWN_LONG);
  }
  focus();
}

async function near() {
  // Who agreed a moment ago need not agree again.
  const agreed = read("located") > Date.now() - 3_600_000;
  if (agreed || await confirm(words().nearAsk, words().nearYes, words().cancel)) await share(words().near);
}

async function copy(text) {
  if (await copyText(text)) announce(words().copied);
}

async function rate(id, helpful, pressed) {
  for (const each of pressed.parentElement.querySelectorAll("[aria-pressed]")) each.setAttribute("aria-pressed", "false");
  pressed.setAttribute("aria-pressed", "true");
  try {
    await conversation.rate(id, helpful);
    announce(words().thanks);
  } catch {
    pressed.setAttribute("aria-pressed", "false");
    announce(words().notRated);
  }
}

async function clear() {
  if (!(await confirm(words().clearAsk, words().clearYes, words().cancel))) return;
  try {
    const receipt = await conversation.clear();
    announce(`${words().cleared} (${receipt})`, SHOWN_LONG);
    focus();
  } catch {
    announce(words().clearFailed);
  }
}

async function setLanguage(chosen) {
  spoken = await settings.loadWords(chosen);
  language = chosen;
  conversation.language = settings.answered(chosen);
  settings.keepLanguage(chosen);
  const held = menu.isOpen ? "panel" : $("languages").contains(document.activeElement) ? "languages" : null;
  rename();
  thread.redraw(conversation.turns.values());
  if (held) $(held).querySelector("select, [aria-pressed=true]").focus();
}

const thread = new Thread($("scroller"), $("log"), $("newest"), {
  words, press, share, copy, rate, focus,
  language: () => language,
  send: canSend() ? sendText : null,
  submit: (text) => { say({ text }); focus(); },
  retry: () => { conversation.retry(); focus(); },
  again: (turn) => conversation.again(turn),
  edit: (id) => composer.edit(conversation.takeBack(id)),
});
const composer = new Composer($("composer"), {
  words, announce, near: canLocate() ? near : null,
  language: () => language,
  asking: asks,
  say: (text) => say({ text }),
});
const menu = new Menu($("menu"), $("panel"), {
  words, setLanguage, clear, office,
  language: () => language,
  theme: settings.theme, setTheme: settings.setTheme,
  leave: () => { say({ text: words().leaveAsk }); focus(); },
  copyAll: () => copy(thread.transcript()),
  save: () => saveText(thread.transcript(), "conversation.txt"),
  print: () => print(),
  privacy: settings.privacy(),
});

/** Whether the latest answer asks for a field of the message to the staff. */
function asks() {
  const latest = [...conversation.turns.values()].at(-1);
  return latest?.messages.some(({ custom }) => custom?.type === "form" && custom.input !== "choice") ?? false;
}

function rename() {
  const said = words();
  const title = settings.site.title || said.title;
  document.documentElement.lang = language;
  document.title = title;
  $("title").textContent = title;
  $("about").textContent = said.about;
  $("greeting").textContent = here[language]?.greeting ?? (settings.site.greeting || said.greeting);
  $("program").textContent = said.program;
  $("offered").replaceChildren(...reach(said));
  $("examples").setAttribute("aria-label", said.examplesLabel);
  $("examples").replaceChildren(...(here[language]?.examples ?? settings.examples(said.examples)).map((example) =>
    button("choice", () => { say({ text: example }); focus(); }, example)));
  $("languages").setAttribute("aria-label", said.language);
  $("languages").replaceChildren(...Object.entries(settings.LANGUAGES).map(([code, own]) =>
    el("button", { type: "button", class: "quiet", lang: code, "aria-pressed": String(code === language), onclick: () => setLanguage(code) }, own)));
  $("scroller").setAttribute("aria-label", said.conversation);
  $("log").setAttribute("aria-label", said.messages);
  $("typing-words").textContent = said.typing;
  $("offline").textContent = said.offline;
  name($("newest"), said.newest);
  name($("close"), said.close);
  $("printed").textContent = settings.fill(said.printed, { date: new Intl.DateTimeFormat(language, { dateStyle: "long" }).format() });
  composer.rename();
  menu.rename();
}

/** Return the ways to a person and to what is kept, for the empty chat. */
function reach(said) {
  const privacy = settings.privacy();
  return [
    office && el("a", { class: "quiet", href: tel(office.phone) }, icon("phone"), `${said.callOffice}: ${office.phone}`),
    button("quiet", () => { say({ text: said.leaveAsk }); focus(); }, icon("note"), said.leave),
    privacy && el("a", { class: "quiet", href: privacy, target: "_blank", rel: "noopener noreferrer" }, icon("shield"), said.privacy),
  ].filter(Boolean);
}

function showState() {
  const statuses = [...conversation.turns.values()].map((turn) => turn.status);
  const writes = statuses.some((status) => status === "sending" || status === "pending");
  $("intro").hidden = statuses.length > 0;
  if (writes && $("typing").hidden) silence = setTimeout(() => speak(words().typing), SILENCE);
  if (!writes) clearTimeout(silence);
  $("typing").hidden = !writes;
}

conversation.addEventListener("turn", ({ detail: turn }) => {
  showState();
  thread.update(turn);
  composer.ask();
  if (turn.restored) return;
  if (turn.messages.length > 0) {
    const said = turn.messages.find(({ custom }) => custom?.language)?.custom.language;
    speak(summary(turn.messages, words()), said ?? settings.languageOf(turn.messages[0].text ?? "", language));
  } else if (["waiting", "refused"].includes(turn.status) && !told.has(turn.id)) {
    // Each attempt fails anew; once is enough to hear.
    told.add(turn.id);
    speak(turn.error || words()[turn.status]);
  }
  if (["done", "failed"].includes(turn.status)) host.answered();
  focusForm();
});

/** Go on to the next field, where the visitor stood at the last one. */
function focusForm() {
  const active = document.activeElement;
  const isFree = active === document.body || $("log").contains(active) || (active === composer.input && !active.value);
  if (isTouched.matches || !document.hasFocus() || !isFree || !asks()) return;
  $("log").lastElementChild.querySelector("form :is(input, textarea)")?.focus({ preventScroll: true });
}

conversation.addEventListener("removed", ({ detail: id }) => { thread.remove(id); showState(); });
conversation.addEventListener("cleared", () => { thread.clear(); composer.clear(); dropDrafts(); showState(); });
conversation.addEventListener("trouble", ({ detail: error }) => { if (error.text) announce(error.text); });
conversation.addEventListener("restored", () => {
  thread.settle(conversation.turns.size);
  $("log").removeAttribute("aria-busy");
  if (here.place && conversation.turns.size > 0) announce(here[language].greeting, SHOWN_LONG);
  if (settings.site.start && conversation.turns.size === 0) say({ text: settings.site.start });
});

const showConnection = () => { $("offline").hidden = navigator.onLine; };
addEventListener("online", showConnection);
addEventListener("offline", showConnection);

document.addEventListener("keydown", (event) => {
  // Escape also ends the word that an input method composes, and closes the topmost thing only.
  if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog")) return;
  if (menu.isOpen) menu.dismiss();
  else host.close();
});
// A browser may let no frame of another site take the focus by itself: who writes at once writes here.
document.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
  if (key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey && document.activeElement === document.body) composer.focus();
});
$("close").hidden = !isFramed;
$("close").addEventListener("click", () => host.close());

for (const [id, drawing] of [["mark", "compass"], ["menu", "menu"], ["close", "close"], ["newest", "down"]]) $(id).append(icon(drawing));
settings.showTheme();
settings.showSite($("mark"));
rename();
showConnection();
showState();
conversation.restore();
host.ready({
  opened: (moves) => { if (moves) focus(); },
  asked: (question) => say({ text: question }),
  spoken: (page) => { if (settings.turnTo(page) && settings.chooseLanguage([page]) !== language) setLanguage(settings.chooseLanguage([page])); },
});
if (!isFramed) {
  focus();
  import("./install.js");
}
