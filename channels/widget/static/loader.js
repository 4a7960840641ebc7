/**
 * The one line of the office's page: a launcher, and the chat in a frame.
 *
 * Everything stands in a shadow root, so that neither page styles the other; styles are made by
 * script alone, so that a strict content security policy holds. It leaves no globals.
 */
(() => {
  "use strict";

  const script = document.currentScript;
  if (!script?.src || document.querySelector("visitor-assistant")) return;

  const HELLO = "visitor-assistant";
  const KEPT = "visitor-assistant:open";
  const PATIENCE = 15_000;
  const WORDS = {
    en: { open: "Open the visitor assistant", close: "Close the visitor assistant", title: "Visitor assistant", unread: "New answer", away: "The assistant cannot be reached at the moment.", retry: "Try again" },
    zh: { open: "打开旅游助手", close: "关闭旅游助手", title: "旅游助手", unread: "有新回答", away: "暂时无法连接助手。", retry: "重试" },
    ja: { open: "観光アシスタントを開く", close: "観光アシスタントを閉じる", title: "観光アシスタント", unread: "新しい回答があります", away: "現在アシスタントに接続できません。", retry: "再試行" },
    ko: { open: "관광 안내 도우미 열기", close: "관광 안내 도우미 닫기", title: "관광 안내 도우미", unread: "새 답변이 있습니다", away: "지금은 도우미에 연결할 수 없습니다.", retry: "다시 시도" },
  };
  const STYLE = `
:host { all: initial; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button { font: 600 16px/1.4 system-ui, sans-serif; cursor: pointer; border: 0; }
.launcher { position: fixed; z-index: 2147483000; bottom: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px; width: 60px; height: 60px; display: grid; place-items: center; border-radius: 50%; background: var(--accent); color: var(--on); box-shadow: 0 6px 20px rgb(0 0 0 / .25); transition: scale .15s; }
.left .launcher, .left dialog { inset-inline: 20px auto; }
.launcher:hover { scale: 1.05; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.dot { position: absolute; top: 2px; inset-inline-end: 2px; width: 16px; height: 16px; border: 2px solid #fff; border-radius: 50%; background: #c8321f; }
dialog { position: fixed; z-index: 2147483000; inset: auto 20px 94px auto; width: min(410px, calc(100vw - 40px)); height: min(680px, calc(100vh - 114px)); max-width: none; max-height: none; margin: 0; padding: 0; overflow: hidden; border: 1px solid rgb(128 128 128 / .3); border-radius: 18px; background: Canvas; color: CanvasText; color-scheme: light dark; box-shadow: 0 18px 60px rgb(0 0 0 / .22); }
dialog[open] { animation: rise .18s ease-out; }
@keyframes rise { from { opacity: 0; translate: 0 12px; } }
dialog.whole { inset: 0; width: 100%; height: var(--height, 100dvh); border: 0; border-radius: 0; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; visibility: hidden; }
.ready iframe { visibility: visible; }
.wait { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 16px; padding: 24px; text-align: center; font: 16px/1.5 system-ui, sans-serif; }
.ready .wait { display: none; }
.wait button { padding: 10px 20px; border-radius: 10px; background: var(--accent); color: var(--on); }
.wait .close { position: absolute; top: 12px; inset-inline-end: 12px; display: grid; padding: 8px; background: none; color: inherit; }
.close svg { width: 24px; height: 24px; }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { .launcher { border: 2px solid; } }
@media print { .launcher, dialog { display: none; } }`;
  const CHAT = "M4 5h16v11h-8l-5 4v-4H4zM8.5 10.5h.01M12 10.5h.01M15.5 10.5h.01";
  const CROSS = "M6 6l12 12M18 6L6 18";

  const { dataset } = script;
  const base = new URL(".", script.src);
  const tags = [dataset.language, document.documentElement.lang, ...navigator.languages, "en"];
  const language = tags.map((tag) => (tag || "").toLowerCase().split("-")[0]).find((tag) => tag in WORDS);
  const words = WORDS[language];
  const title = dataset.title || words.title;
  const colour = /^#[0-9a-f]{6}$/i.test(dataset.colour || "") ? dataset.colour : "#0b6470";
  const whole = matchMedia("(max-width: 520px), (max-height: 480px)");

  const address = new URL("widget", base);
  const asked = { language, title: dataset.title, greeting: dataset.greeting, colour: dataset.colour };
  for (const [name, value] of Object.entries(asked)) if (value) address.searchParams.set(name, value);

  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const drawing = (path) => {
    const [svg, line] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  const chat = drawing(CHAT);
  const cross = drawing(CROSS);
  const dot = make("span", { class: "dot", hidden: "" });
  const launcher = make("button", { type: "button", class: "launcher" }, chat, cross, dot);
  const away = make("p", { role: "status" });
  const again = make("button", { type: "button", hidden: "" }, words.retry);
  const shut = make("button", { type: "button", class: "close", "aria-label": words.close }, drawing(CROSS));
  const dialog = make("dialog", { "aria-label": title }, make("div", { class: "wait" }, away, again, shut));
  const around = make("div", { class: dataset.position === "left" ? "left" : "right", lang: language }, launcher, dialog);

  let frame = null;
  let port = null;
  let clock = 0;
  let opener = null;
  let question = null;
  let unread = 0;

  /** Remember, for the next page of the office, whether the chat is open. */
  const keep = (open) => {
    try {
      if (open) sessionStorage.setItem(KEPT, "1");
      else sessionStorage.removeItem(KEPT);
    } catch { /* A page may forbid storage. */ }
  };
  const kept = () => {
    try {
      return sessionStorage.getItem(KEPT) !== null;
    } catch {
      return false;
    }
  };

  const show = () => {
    const { open } = dialog;
    chat.toggleAttribute("hidden", open);
    cross.toggleAttribute("hidden", !open);
    dot.hidden = unread === 0;
    launcher.setAttribute("aria-expanded", String(open));
    launcher.setAttribute("aria-label", open ? words.close : unread ? `${words.open} (${words.unread})` : words.open);
  };

  const raise = () => {
    dialog.classList.toggle("whole", whole.matches);
    // Over the whole screen nothing behind may take the focus; beside the page everything may.
    if (whole.matches) dialog.showModal();
    else dialog.show();
  };

  const speak = () => {
    if (!port) return;
    port.postMessage({ open: dialog.open, ...(question && { ask: question }) });
    question = null;
  };

  const load = () => {
    frame?.remove();
    port = null;
    away.textContent = "";
    again.hidden = true;
    dialog.classList.remove("ready");
    frame = make("iframe", { title, src: address.href, allow: "geolocation; microphone; clipboard-write" });
    dialog.append(frame);
    clearTimeout(clock);
    clock = setTimeout(() => {
      away.textContent = words.away;
      again.hidden = false;
    }, PATIENCE);
  };

  function hear({ target, data }) {
    if (data.ready) {
      clearTimeout(clock);
      port = target;
      dialog.classList.add("ready");
      if (dialog.open) frame.focus();
      speak();
    }
    if (data.close) close();
    if (data.unread) {
      unread = data.unread;
      show();
    }
  }

  function open(from, ask) {
    if (!dialog.show) {
      // An old browser shows the chat as a page of its own.
      window.open(address.href);
      return;
    }
    question = ask || question;
    if (!dialog.open) {
      opener = from;
      raise();
    }
    if (!frame) load();
    unread = 0;
    keep(true);
    show();
    if (port) frame.focus();
    else shut.focus();
    speak();
  }

  function close() {
    dialog.close();
    keep(false);
    show();
    speak();
    (opener?.isConnected ? opener : launcher).focus();
  }

  // The chat says when it is there, and gets a port to speak through.
  window.addEventListener("message", ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== base.origin || data !== HELLO) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = hear;
    source.postMessage(HELLO, origin, [port2]);
  });
  launcher.addEventListener("click", () => (dialog.open ? close() : open(launcher)));
  shut.addEventListener("click", close);
  again.addEventListener("click", load);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open && !whole.matches && !event.defaultPrevented) close();
  });
  // Any button or link of the page may ask: <button data-visitor-assistant-ask="...">.
  document.addEventListener("click", (event) => {
    const asking = event.target.closest?.("[data-visitor-assistant-ask]");
    if (!asking) return;
    event.preventDefault();
    open(asking, asking.dataset.visitorAssistantAsk);
  });
  whole.addEventListener("change", () => {
    if (!dialog.open) return;
    dialog.close();
    raise();
  });
  // A phone's keyboard covers the page without making it smaller.
  window.visualViewport?.addEventListener("resize", () => {
    dialog.style.setProperty("--height", `${visualViewport.height}px`);
  });

  const start = () => {
    const element = make("visitor-assistant");
    const root = element.attachShadow({ mode: "open" });
    const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
    const bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
    around.style.setProperty("--accent", colour);
    around.style.setProperty("--on", bright ? "#000" : "#fff");
    if ("adoptedStyleSheets" in root) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } else {
      root.append(make("style", {}, STYLE));
    }
    root.append(around);
    show();
    document.body.append(element);
    if (kept() && !whole.matches) open(launcher);
  };
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
