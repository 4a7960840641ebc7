/** One short sentence of an answer, for those who hear the page; the whole stands in the log. */

import { fill } from "./settings.js";

const MOST_WORDS = 18;
const SENTENCE_END = /([.!?])\s+|([。！？])/g;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Return how many words a text has; where they stand without blanks, two characters are one. */
function count(text) {
  const wide = text.match(WIDE)?.length ?? 0;
  return Math.ceil(wide / 2) + text.replace(WIDE, " ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Return the beginning of an answer in few words, and how many places it shows. */
export function summary(messages, words) {
  const lines = messages.flatMap(({ text }) => (text ?? "").split("\n")).map((line) => line.trim()).filter(Boolean);
  const cards = messages.flatMap(({ custom }) => custom?.cards ?? custom?.stops ?? []).length;
  let told = (lines[0] ?? "").replace(SENTENCE_END, "$1$2\n").split("\n")[0];
  if (count(told) > MOST_WORDS) told = `${told.slice(0, 90).replace(/\s\S*$/, "")} …`;
  const isWhole = lines.length === 1 && lines[0] === told;
  const more = cards > 1 ? fill(words.places, { count: cards }) : isWhole ? "" : words.readOn;
  // What is announced of a list stands there, not here.
  if (more) told = told.replace(/[:：]$/, "");
  return [told, more].filter(Boolean).join(" – ");
}
