/** How this visitor sees the page: in which language, light or dark, and as the office's page asked. */

import { read, write } from "./storage.js";


const ENOUGH = 4.6;  // WCAG 2.2, 1.4.3 asks for 4.5.
const THEMES = ["light", "dark"];
const asked = new URLSearchParams(location.search);
let pageLanguage = asked.get("language");
const primary = (tag) => String(tag ?? "").toLowerCase().split(/[-_]/)[0];
/** Chinese as the office's page or this visitor writes it. */
const CHINESE = [pageLanguage, navigator.languages.find((tag) => primary(tag) === "zh")].some((tag) => /^zh[-_](hant|tw|hk|mo)/i.test(tag)) ? "zh-Hant" : "zh";
export const LANGUAGES = { en: "English", [CHINESE]: "中文", ja: "日本語", ko: "한국어" };
const darkSystem = matchMedia("(prefers-color-scheme: dark)");

/**
 * The attributes of the office's line: title, greeting and others. They come from a page that may
 * show this one in a frame, never from the address, where anybody could put words into our mouth.
 */
export const site = {};

/** Return the address of the office's privacy notice, null for none. */
export const privacy = () => (/^https?:\/\//.test(site.privacy ?? "") ? site.privacy : null);

/** Return the office's own example questions, else those given. */
export const examples = (ours) => (site.examples ? site.examples.split("|").map((each) => each.trim()).filter(Boolean) : ours);

/** Show the logo and the font of the office's line; `mark` is where the logo stands. */
export function showSite(mark) {
  if (/^[\w\s,"'-]{1,200}$/.test(site.font ?? "")) document.documentElement.style.setProperty("--latin", `${site.font}, -apple-system, "Segoe UI", Roboto, "Noto Sans"`);
  if (!/^(https?:|data:image\/)/.test(site.logo ?? "")) return;
  const logo = document.createElement("img");
  logo.alt = "";
  logo.addEventListener("load", () => mark.replaceChildren(logo));
  logo.src = site.logo;
}

/** Load the widget's own words in a language. */
export const loadWords = async (language) => (await import(`./words-${language.toLowerCase()}.js`)).default;

/** Put values into "{name}" places of a sentence. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Return the first language of some tags ("zh-TW") that the widget speaks, else English. */
export function chooseLanguage(tags) {
  const ours = tags.map((tag) => (primary(tag) === "zh" ? CHINESE : primary(tag)));
  return ours.find((tag) => tag in LANGUAGES) ?? "en";
}

/** Return the language of the answers to who reads the page in another: a script is none of its own. */
export const answered = primary;

/**
 * Return the language of `text` by its scripts, that of the page where they leave it open; empty for a
 * script of a language that is not spoken here.
 */
export function languageOf(text, page) {
  if (/\p{Script=Hangul}/u.test(text)) return "ko";
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return "ja";
  if (/\p{Script=Han}/u.test(text)) return page === "ja" ? "ja" : "zh";
  if (/[^\P{L}\p{Script=Latin}]/u.test(text)) return "";
  return /\p{Script=Latin}/u.test(text) ? "en" : page;
}

/** Return how the visitor's own browser tells times in a language: "en-GB" where it speaks that. */
export const localeOf = (language) => navigator.languages.find((tag) => primary(tag) === primary(language)) ?? language;

/** The language chosen here before, else the office page's, else the browser's. */
export function startLanguage() {
  const chosen = read("language");
  // A visitor who switches the office's page to another language means the assistant too.
  if (chosen && (!pageLanguage || chosen.page === pageLanguage)) return chooseLanguage([chosen.language]);
  return chooseLanguage(pageLanguage ? [pageLanguage] : navigator.languages);
}

/** Take note of the language of the office's page; returns whether it is another one now. */
export function turnTo(language) {
  const turned = language !== pageLanguage;
  pageLanguage = language;
  return turned;
}

export function keepLanguage(language) {
  write("language", { language, page: pageLanguage });
}

/** The kept choice, else the office's: "auto", "light" or "dark". */
export const theme = () => read("theme") ?? THEMES.find((each) => each === asked.get("theme")) ?? "auto";

export function setTheme(chosen) {
  write("theme", chosen === "auto" && !asked.get("theme") ? null : chosen);
  showTheme();
}

export function showTheme() {
  const chosen = theme();
  const dark = chosen === "dark" || (chosen === "auto" && darkSystem.matches);
  const shown = dark ? "dark" : "light";
  document.documentElement.dataset.theme = shown;
  for (const map of document.querySelectorAll('[src*="&theme="]')) map.src = map.src.replace(/(theme=)\w+/, `$1${shown}`);
  applyAccent(asked.get("colour"), dark);
}

darkSystem.addEventListener("change", showTheme);

const parse = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

const light = (colour) => {
  const [r, g, b] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Return how well two colours stand out from each other, from 1 to 21. */
function contrast(a, b) {
  const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

function shift(colour, towards, against) {
  let shifted = colour;
  for (let step = 1; step <= 20 && contrast(shifted, against) < ENOUGH; step++) {
    shifted = colour.map((value, i) => Math.round(value + ((towards[i] - value) * step) / 20));
  }
  return shifted;
}

const css = (colour) => `rgb(${colour.join(" ")})`;

/** Set the accent of the page from "#rrggbb"; anything else leaves the page's own. */
function applyAccent(hex, dark) {
  if (!/^#[0-9a-f]{6}$/i.test(hex ?? "")) return;
  const surface = dark ? [31, 38, 42] : [255, 255, 255];
  const accent = parse(hex);
  const set = (name, colour) => document.documentElement.style.setProperty(name, css(colour));
  set("--accent", shift(accent, [0, 0, 0], [255, 255, 255]));
  set("--ink", shift(accent, dark ? [255, 255, 255] : [0, 0, 0], surface.map((v) => (dark ? v + 16 : v - 16))));
}
