/** What a browser can do besides showing pages: locate, listen, copy. */

import { el } from "./dom.js";

const LOCATING = 15_000;

export const canLocate = () => "geolocation" in navigator && isSecureContext;

/**
 * Return {latitude, longitude} to about ten metres.
 *
 * Rejects when the visitor or the browser does not allow it, or no position is found.
 */
export function locate() {
  return new Promise((found, failed) => {
    const round = (degrees) => Math.round(degrees * 10_000) / 10_000;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found({ latitude: round(coords.latitude), longitude: round(coords.longitude) }),
      failed,
      { enableHighAccuracy: true, timeout: LOCATING, maximumAge: 60_000 },
    );
  });
}

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
const SPOKEN = { en: "en-US", zh: "zh-CN", ja: "ja-JP", ko: "ko-KR" };

export const canListen = () => Recognition !== undefined;

/**
 * Listen once; `heard(text)` is called as words come, `ended(error)` at the end with the browser's
 * name for what went wrong, or nothing. Returns a function that stops.
 */
export function listen(language, heard, ended) {
  const recognition = new Recognition();
  recognition.lang = SPOKEN[language];
  recognition.interimResults = true;
  let trouble = "";
  recognition.addEventListener("result", ({ results }) => {
    heard([...results].map((result) => result[0].transcript).join(""));
  });
  recognition.addEventListener("error", ({ error }) => {
    trouble = error === "aborted" ? "" : error;
  });
  recognition.addEventListener("end", () => ended(trouble));
  recognition.start();
  return () => recognition.stop();
}

/** Put text on the clipboard; returns whether that worked. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const area = el("textarea", { class: "unseen", readonly: true });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return copied;
  }
}
