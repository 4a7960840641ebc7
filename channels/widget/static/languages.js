/** The languages of the page, and which of them a text is in. */

export const LANGUAGES = { en: "English", zh: "中文", ja: "日本語", ko: "한국어" };

/** Load the widget's own words in a language. */
export const loadWords = async (language) => (await import(`./words-${language}.js`)).default;

/** Put values into "{name}" places of a sentence. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Return the first of some language tags ("zh-TW", "ko") that the widget speaks, English for none. */
export function chooseLanguage(tags) {
  const primary = tags.map((tag) => String(tag ?? "").toLowerCase().split("-")[0]);
  return primary.find((tag) => tag in LANGUAGES) ?? "en";
}

/** Return en, zh, ja or ko by the scripts of `text`; Chinese characters alone are `page`'s if it has them. */
export function languageOf(text, page) {
  if (/\p{Script=Hangul}/u.test(text)) return "ko";
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return "ja";
  if (/\p{Script=Han}/u.test(text)) return page === "ja" ? "ja" : "zh";
  return /\p{Script=Latin}/u.test(text) ? "en" : page;
}
