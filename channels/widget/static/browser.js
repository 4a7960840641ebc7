/** What a browser can do besides showing pages: locate, listen, read aloud, copy, share, save. */

import { el } from "./dom.js";

const LOCATING = 15_000;

const policy = document.permissionsPolicy ?? document.featurePolicy;

/** Whether the position can be asked for: the office's page may forbid it to all frames. */
export const canLocate = () => "geolocation" in navigator && isSecureContext && (policy?.allowsFeature("geolocation") ?? true);

/** Whether what failed was refused by the visitor or the browser. */
export const isRefusal = (error) => error?.code === 1;

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
const SPOKEN = { en: "en-US", zh: "zh-CN", "zh-Hant": "zh-TW", ja: "ja-JP", ko: "ko-KR" };

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

const voice = globalThis.speechSynthesis;

export const canRead = () => voice !== undefined && "SpeechSynthesisUtterance" in globalThis;

/** Read a text aloud with the browser's own voice; pressed again, the button stops it. */
export function readAloud(text, language, pressed) {
  const stops = pressed.getAttribute("aria-pressed") === "true";
  voice.cancel();
  if (stops) return;
  const utterance = new SpeechSynthesisUtterance(text.replace(/https?:\/\/\S+/g, ""));
  utterance.lang = SPOKEN[language] ?? language;
  const end = () => pressed.setAttribute("aria-pressed", "false");
  utterance.addEventListener("end", end);
  utterance.addEventListener("error", end);
  pressed.setAttribute("aria-pressed", "true");
  voice.speak(utterance);
}

/**
 * Return the address that leads to a place in the phone's own map application; null without a
 * position.
 */
export function directions({ latitude, longitude, local_name, name }) {
  if (latitude === null || latitude === undefined || longitude === null || longitude === undefined) return null;
  const there = `${latitude},${longitude}`;
  if (/Android/.test(navigator.userAgent)) return `geo:${there}?q=${there}(${encodeURIComponent(local_name ?? name)})`;
  if (/iPhone|iPad|Macintosh/.test(navigator.userAgent)) return `https://maps.apple.com/?daddr=${there}`;
  return `https://www.openstreetmap.org/directions?to=${there}`;
}

export const canSend = () => typeof navigator.share === "function";

/** Hand a text to another application of the visitor's; nothing happens where they think better of it. */
export const sendText = (text) => navigator.share({ text }).catch(() => {});

/** Save a text as a file. */
export function saveText(text, named) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  el("a", { href: address, download: named }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
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
