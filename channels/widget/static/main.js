/** The chat page: puts its parts together. */

import { canLocate, copyText, locate } from "./browser.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { button, confirm, el, icon, name } from "./dom.js";
import { Host, isFramed } from "./host.js";
import { Menu } from "./menu.js";
import * as settings from "./settings.js";
import { Thread } from "./thread.js";

const $ = (id) => document.getElementById(id);
const host = new Host();
let language = settings.startLanguage();
let spoken = await settings.loadWords(language);
Object.assign(settings.site, await host.site);
const words = () => spoken;

const conversation = new Conversation(language);
let notice = 0;

/** Say something to screen readers, and show it for a moment. */
function announce(text) {
  clearTimeout(notice);
  $("notice").textContent = text;
  notice = setTimeout(() => { $("notice").textContent = ""; }, 4000);
}

function say(message) {
  host.tell("ask");
  return conversation.say(message);
}

async function press(choice, pressed) {
  // A second click of a double click asks nothing new.
  if (pressed.getAttribute("aria-disabled") === "true") return;
  pressed.setAttribute("aria-disabled", "true");
  const turn = say({ button: choice.payload, title: choice.title });
  const free = ({ detail }) => {
    if (detail.id !== turn.id || ["queued", "sending"].includes(detail.status)) return;
    conversation.removeEventListener("turn", free);
    pressed.removeAttribute("aria-disabled");
  };
  conversation.addEventListener("turn", free);
}

async function share(text) {
  try {
    say({ text, position: await locate() });
  } catch {
    announce(words().nearFailed);
  }
  composer.focus();
}

async function near() {
  if (await confirm(words().nearAsk, words().nearYes, words().cancel)) await share(words().near);
}

async function copy(text) {
  if (await copyText(text)) announce(words().copied);
}

async function clear() {
  if (!(await confirm(words().clearAsk, words().clearYes, words().cancel))) return;
  try {
    await conversation.clear();
    announce(words().cleared);
    composer.focus();
  } catch {
    announce(words().clearFailed);
  }
}

async function setLanguage(chosen) {
  spoken = await settings.loadWords(chosen);
  language = chosen;
  conversation.language = chosen;
  settings.keepLanguage(chosen);
  rename();
  thread.redraw(conversation.turns.values());
  (menu.isOpen ? $("panel").querySelector("select") : $("languages").querySelector("[aria-pressed=true]")).focus();
}

const thread = new Thread($("scroller"), $("log"), $("newest"), {
  words, press, share, copy,
  language: () => language,
  submit: (text) => { say({ text }); composer.focus(); },
  retry: () => { conversation.retry(); composer.focus(); },
  again: (turn) => conversation.again(turn),
  edit: (id) => composer.edit(conversation.takeBack(id)),
});
const composer = new Composer($("composer"), {
  words, announce, near: canLocate() ? near : null,
  language: () => language,
  say: (text) => say({ text }),
});
const menu = new Menu($("menu"), $("panel"), {
  words, setLanguage, clear,
  language: () => language,
  theme: settings.theme, setTheme: settings.setTheme,
  copyAll: () => copy(thread.transcript()),
  print: () => print(),
});

function rename() {
  const said = words();
  const title = settings.site.title || said.title;
  document.documentElement.lang = language;
  document.title = title;
  $("title").textContent = title;
  $("about").textContent = said.about;
  $("greeting").textContent = settings.site.greeting || said.greeting;
  $("examples").setAttribute("aria-label", said.examplesLabel);
  $("examples").replaceChildren(...said.examples.map((example) =>
    button("choice", () => { say({ text: example }); composer.focus(); }, example)));
  $("languages").setAttribute("aria-label", said.language);
  $("languages").replaceChildren(...Object.entries(settings.LANGUAGES).map(([code, own]) =>
    el("button", { type: "button", class: "quiet", lang: code, "aria-pressed": String(code === language), onclick: () => setLanguage(code) }, own)));
  $("scroller").setAttribute("aria-label", said.conversation);
  $("log").setAttribute("aria-label", said.conversation);
  $("typing-words").textContent = said.typing;
  $("offline").textContent = said.offline;
  name($("newest"), said.newest);
  name($("close"), said.close);
  $("printed").textContent = settings.fill(said.printed, { date: new Intl.DateTimeFormat(language, { dateStyle: "long" }).format() });
  composer.rename();
  menu.rename();
}

function showState() {
  const statuses = [...conversation.turns.values()].map((turn) => turn.status);
  $("intro").hidden = statuses.length > 0;
  $("typing").hidden = !statuses.some((status) => status === "sending" || status === "pending");
}

conversation.addEventListener("turn", ({ detail: turn }) => {
  showState();
  thread.update(turn);
  if (["done", "failed"].includes(turn.status) && !turn.restored) host.answered();
});
conversation.addEventListener("removed", ({ detail: id }) => { thread.remove(id); showState(); });
conversation.addEventListener("cleared", () => { thread.clear(); showState(); });
conversation.addEventListener("trouble", ({ detail: error }) => { if (error.text) announce(error.text); });
conversation.addEventListener("restored", () => { $("log").removeAttribute("aria-busy"); });

const showConnection = () => { $("offline").hidden = navigator.onLine; };
addEventListener("online", showConnection);
addEventListener("offline", showConnection);

document.addEventListener("keydown", (event) => {
  // Escape also ends the word that an input method composes, and closes the topmost thing only.
  if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog")) return;
  if (menu.isOpen) menu.dismiss();
  else host.close();
});
$("close").hidden = !isFramed;
$("close").addEventListener("click", () => host.close());

for (const [id, drawing] of [["mark", "compass"], ["menu", "menu"], ["close", "close"], ["newest", "down"]]) $(id).append(icon(drawing));
settings.showTheme();
rename();
showConnection();
showState();
conversation.restore();
host.ready({
  opened: (focus) => { if (focus) composer.focus(); },
  asked: (question) => say({ text: question }),
  spoken: (page) => { if (settings.turnTo(page) && page !== language) setLanguage(page); },
});
if (!isFramed) composer.focus();
