/**
 * The one line of the office's page: a launcher, and the chat in a frame.
 *
 * Everything stands in a shadow root behind the body, so that neither page styles the other and the
 * page's layout, its routers and its replaced bodies are not touched; styles are made by script
 * alone, so that a strict content security policy holds. Its one global is `visitorAssistant`.
 */
(() => {
  "use strict";

  // A site that changes its pages without loading them runs the line again.
  if (window.visitorAssistant) return void window.visitorAssistant.show();
  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  if (!script?.src) return;

  const HELLO = "visitor-assistant";
  const PATIENCE = 15_000;
  const PATIENCE_LOADED = 5_000;
  // The server puts the office's name and phone here, by language.
  const OFFICE = "{office}";
  const WORDS = {
    en: { open: "Open the visitor assistant", close: "Close the visitor assistant", title: "Visitor assistant", unread: "New answers: ", away: "The assistant cannot be reached at the moment.", retry: "Try again", page: "Open on a page of its own" },
    zh: { open: "打开旅游助手", close: "关闭旅游助手", title: "旅游助手", unread: "新回答：", away: "暂时无法连接助手。", retry: "重试", page: "在单独页面中打开" },
    "zh-hant": { open: "開啟旅遊小幫手", close: "關閉旅遊小幫手", title: "旅遊小幫手", unread: "新回答：", away: "暫時無法連線到小幫手。", retry: "重試", page: "在單獨頁面中開啟" },
    ja: { open: "観光アシスタントを開く", close: "観光アシスタントを閉じる", title: "観光アシスタント", unread: "新しい回答：", away: "現在アシスタントに接続できません。", retry: "再試行", page: "別のページで開く" },
    ko: { open: "관광 안내 도우미 열기", close: "관광 안내 도우미 닫기", title: "관광 안내 도우미", unread: "새 답변: ", away: "지금은 도우미에 연결할 수 없습니다.", retry: "다시 시도", page: "새 페이지에서 열기" },
  };
  const STYLE = `
:host { all: initial !important; direction: ltr !important; display: block !important; position: fixed !important; inset: 0 auto auto 0 !important; width: 0 !important; height: 0 !important; z-index: 2147483000 !important; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button, a { font: 600 16px/1.5 system-ui, sans-serif; cursor: pointer; border: 0; color: inherit; }
.launcher { position: fixed; bottom: max(var(--bottom), env(safe-area-inset-bottom)); right: var(--side); width: 60px; height: 60px; display: grid; place-items: center; border-radius: 50%; background: var(--accent); color: var(--on); box-shadow: 0 6px 20px rgb(0 0 0 / .25); }
:focus-visible, .launcher:focus-visible { outline: 3px solid #111; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.dot { position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 5px; border: 2px solid #fff; border-radius: 11px; background: #c8321f; color: #fff; font: 600 12px/18px system-ui, sans-serif; text-align: center; }
.unseen { position: fixed; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
dialog { position: fixed; inset: auto var(--side) calc(var(--bottom) + 74px) auto; width: min(410px, calc(100vw - 2 * var(--side))); height: min(680px, calc(100vh - var(--bottom) - 94px)); max-width: none; max-height: none; margin: 0; padding: 0; overflow: hidden; border: 1px solid rgb(128 128 128 / .3); border-radius: var(--radius); background: Canvas; color: CanvasText; color-scheme: var(--scheme); box-shadow: 0 6px 60px rgb(0 0 0 / .25); }
.left > :is(.launcher, dialog) { right: auto; left: var(--side); }
dialog[open] { animation: rise .18s ease-out; }
@keyframes rise { from { opacity: 0; translate: 0 12px; } }
dialog.whole, .left dialog.whole { inset: 0; width: 100%; height: var(--height, 100dvh); border: 0; border-radius: 0; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; color-scheme: auto; visibility: hidden; }
.ready iframe { visibility: visible; }
.ready .wait { display: none; }
.wait { position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; gap: 16px; overflow: auto; text-align: center; font: 16px/1.5 system-ui, sans-serif; }
.wait p { margin: 0; padding: 0 24px; }
.head { display: flex; width: 100%; align-items: center; justify-content: space-between; gap: 12px; padding: 12px 12px 12px 20px; border-bottom: 1px solid rgb(128 128 128 / .3); text-align: start; font-weight: 650; }
.bone { width: 70%; height: 44px; flex: none; margin-left: 16px; align-self: start; border-radius: 16px; background: rgb(128 128 128 / .3); }
.wait .way { padding: 12px 20px; border-radius: 16px; background: var(--accent); color: var(--on); text-decoration: none; }
.close { display: grid; padding: 8px; background: none; color: inherit; }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; } }
@media (forced-colors: active) { .launcher { border: 2px solid; } }
@media print { .launcher, dialog { display: none; } }`;
  const CHAT = "M4 5h16v11h-8l-5 4v-4H4zM8.5 10.5h.01M12 10.5h.01M15.5 10.5h.01";
  const CROSS = "M6 6l12 12M18 6L6 18";

  const { dataset } = script;
  const base = new URL(".", script.src);
  const one = (value, pattern, otherwise) => (pattern.test(value || "") ? value : otherwise);
  const colour = one(dataset.colour, /^#[0-9a-f]{6}$/i, "#0b6470");
  const theme = one(dataset.theme, /^(light|dark)$/);
  const pixels = (value, otherwise) => `${one(value, /^\d{1,3}$/, otherwise)}px`;
  const whole = matchMedia("(max-width: 520px), (max-height: 480px)");

  const TRADITIONAL = /^zh[-_](hant|tw|hk|mo)/i;
  const primary = (tag) => (tag || "").toLowerCase().split(/[-_]/)[0];
  /** The language of the page as it is now: a site may change it without loading another. */
  const language = () => {
    const own = navigator.languages;
    const tag = [dataset.language, document.documentElement.lang, ...own, "en"].find((each) => primary(each) in WORDS);
    const chinese = [tag, own.find((each) => primary(each) === "zh")];
    return primary(tag) === "zh" && chinese.some((each) => TRADITIONAL.test(each)) ? "zh-hant" : primary(tag);
  };
  const address = () => {
    const url = new URL("widget", base);
    const asked = { language: language(), colour, theme, isolated: window.crossOriginIsolated && "1" };
    for (const [name, value] of Object.entries(asked)) if (value) url.searchParams.set(name, value);
    return url.href;
  };

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
  const sheet = (style) => {
    const made = new CSSStyleSheet();
    made.replaceSync(style);
    return made;
  };

  const chat = drawing(CHAT);
  const cross = drawing(CROSS);
  const dot = make("span", { class: "dot", "aria-hidden": "true" });
  const launcher = make("button", { type: "button", class: "launcher" }, chat, cross, dot);
  const news = make("p", { class: "unseen", role: "status" });
  const name = make("span");
  const away = make("p", { role: "status" });
  const again = make("button", { type: "button", class: "way" });
  const page = make("a", { target: "_blank", rel: "noopener" });
  const phone = make("a");
  const shut = make("button", { type: "button", class: "close" }, drawing(CROSS));
  const bones = [make("div", { class: "bone" }), make("div", { class: "bone" })];
  const ways = [again, page, phone];
  const wait = make("div", { class: "wait" }, make("div", { class: "head" }, name, shut), ...bones, away, ...ways);
  const dialog = make("dialog", {}, wait);
  const around = make("div", { class: dataset.position === "left" ? "left" : "right" }, launcher, news, dialog);
  const element = make("visitor-assistant");

  let shown = true;
  let frame = null;
  let port = null;
  let clock = 0;
  let opener = null;
  let question = null;
  let unread = 0;
  let scrolled = null;

  /** Remember, for the next page of the office; null forgets. */
  const keep = (what, value) => {
    try {
      if (value) sessionStorage.setItem(`${HELLO}:${what}`, value);
      else sessionStorage.removeItem(`${HELLO}:${what}`);
    } catch { /* A page may forbid storage. */ }
  };
  const kept = (what) => {
    try {
      return sessionStorage.getItem(`${HELLO}:${what}`);
    } catch {
      return null;
    }
  };

  const listeners = {};
  const tell = (event, detail) => listeners[event]?.forEach((listener) => queueMicrotask(() => listener(detail)));

  const show = () => {
    const { open } = dialog;
    const words = WORDS[language()];
    const [office, number] = OFFICE[primary(language())] || [];
    const title = dataset.title || words.title;
    around.lang = language();
    chat.toggleAttribute("hidden", open);
    cross.toggleAttribute("hidden", !open);
    dot.hidden = !unread;
    dot.textContent = unread;
    launcher.setAttribute("aria-expanded", open);
    launcher.setAttribute("aria-label", open ? words.close : unread ? `${words.open} (${words.unread}${unread})` : words.open);
    news.textContent = unread && !open ? words.unread + unread : "";
    name.textContent = title;
    dialog.setAttribute("aria-label", title);
    shut.setAttribute("aria-label", words.close);
    again.textContent = words.retry;
    page.textContent = words.page;
    page.href = address();
    phone.hidden = !number || again.hidden;
    phone.textContent = `${office}: ${number}`;
    phone.href = `tel:${String(number).replace(/[^\d+]/g, "")}`;
  };

  const isOurs = () => document.activeElement === element;

  /** Hold the page still behind the chat, or let it go to where it was. */
  const hold = (held) => {
    if (!held === !scrolled || !document.adoptedStyleSheets) return;
    if (held) {
      scrolled = [scrollX, scrollY, sheet("html { overflow: hidden !important; }")];
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, scrolled[2]];
    } else {
      const [left, top, lock] = scrolled;
      scrolled = null;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== lock);
      if (scrollX !== left || scrollY !== top) scrollTo({ left, top, behavior: "instant" });
    }
  };

  /** Over the whole screen nothing behind may take the focus; beside the page everything may. */
  const raise = () => {
    dialog.classList.toggle("whole", whole.matches);
    if (whole.matches) {
      // Going back closes it, as it closes what else fills a phone's screen.
      if (!history.state?.[HELLO]) history.pushState({ ...history.state, [HELLO]: 1 }, "");
      hold(true);
      dialog.showModal();
    } else {
      // `show()` would move the focus.
      dialog.open = true;
    }
  };
  const lower = () => {
    const modal = dialog.matches(":modal");
    dialog.close();
    hold(false);
    if (modal && history.state?.[HELLO]) history.back();
  };

  const speak = (focus = false) => {
    port?.postMessage({ open: dialog.open, focus, language: language(), ...(question && { ask: question }) });
    if (port) question = null;
  };

  const waiting = (failed) => {
    for (const each of bones) each.hidden = failed;
    for (const each of ways) each.hidden = !failed;
    away.textContent = failed ? WORDS[language()].away : "";
    show();
  };
  const failAfter = (time) => {
    clearTimeout(clock);
    clock = setTimeout(() => waiting(true), time);
  };

  const load = () => {
    frame?.remove();
    port = null;
    dialog.classList.remove("ready");
    waiting(false);
    frame = make("iframe", { title: name.textContent, src: address(), allow: "geolocation; microphone; clipboard-write; web-share" });
    // What the browser refuses to show is loaded as well.
    frame.addEventListener("load", () => port || failAfter(PATIENCE_LOADED));
    dialog.append(frame);
    failAfter(PATIENCE);
  };

  function hear({ target, data }) {
    if (data.ready) {
      clearTimeout(clock);
      port = target;
      const mine = dialog.open && isOurs();
      dialog.classList.add("ready");
      if (mine) frame.focus();
      speak(mine);
      tell("ready");
    }
    // Who closes it from within has the focus there, whatever an engine says of the page around.
    if (data.close) close(true);
    if (data.unread) {
      unread = data.unread;
      keep("unread", unread);
      show();
    }
    if (data.event) tell(data.event, data.detail);
  }

  function open({ from, ask, restored } = {}) {
    if (!dialog.show) {
      // An old browser shows the chat as a page of its own.
      window.open(address());
      return;
    }
    attach();
    question = ask || question;
    const opens = !dialog.open;
    if (opens) {
      opener = from || (isOurs() ? launcher : document.activeElement);
      raise();
    }
    if (!frame) load();
    unread = 0;
    keep("unread");
    keep("open", 1);
    show();
    // What opens by itself on the next page leaves the focus where the visitor has it.
    if (!restored) (port ? frame : shut).focus();
    speak(!restored);
    if (opens) tell("open");
  }

  /** Close the chat; `mine` says whether the visitor was in it, so that the focus goes back. */
  function close(mine = isOurs()) {
    if (!dialog.open) return;
    lower();
    keep("open");
    show();
    speak();
    if (mine) (opener?.isConnected && opener !== document.body ? opener : launcher).focus();
    tell("close");
  }

  /** Put it on the page, again if the page has thrown it away. */
  function attach() {
    shown = true;
    if (element.isConnected) return;
    document.documentElement.append(element);
    if (frame) {
      // A frame that comes back loads anew, and a dialog is no longer over the page.
      port = null;
      dialog.classList.remove("ready");
      failAfter(PATIENCE);
      if (dialog.open) {
        dialog.close();
        raise();
      }
    }
    show();
  }

  // The chat says when it is there, and gets a port to speak through.
  addEventListener("message", ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== base.origin || data !== HELLO) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = hear;
    source.postMessage({ hello: HELLO, site: { ...dataset } }, origin, [port2]);
  });
  launcher.addEventListener("click", () => (dialog.open ? close() : open({ from: launcher })));
  shut.addEventListener("click", () => close(true));
  again.addEventListener("click", () => {
    load();
    shut.focus();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close(true);
  });
  around.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) close();
  });
  addEventListener("popstate", ({ state }) => {
    if (dialog.open && dialog.matches(":modal") && !state?.[HELLO]) close();
  });
  // Any button or link of the page may ask: <button data-visitor-assistant-ask="...">.
  document.addEventListener("click", (event) => {
    const asking = event.target.closest?.("[data-visitor-assistant-ask]");
    if (!asking) return;
    event.preventDefault();
    open({ from: asking, ask: asking.dataset.visitorAssistantAsk });
  });
  whole.addEventListener("change", () => {
    if (!dialog.open) return;
    const mine = isOurs();
    lower();
    raise();
    if (mine && port) frame.focus();
  });
  // A phone's keyboard covers the page without making it smaller; a pinch covers nothing.
  window.visualViewport?.addEventListener("resize", () => {
    const { scale, height } = visualViewport;
    if (Math.abs(scale - 1) < 0.01) dialog.style.setProperty("--height", `${height}px`);
  });

  window.visitorAssistant = {
    open: () => open(),
    close: () => close(),
    ask: (text) => open({ ask: String(text) }),
    show: () => document.body && attach(),
    hide: () => {
      close();
      shown = false;
      element.remove();
    },
    on: (event, listener) => {
      (listeners[event] ||= new Set()).add(listener);
      return () => listeners[event].delete(listener);
    },
  };

  const start = () => {
    const root = element.attachShadow({ mode: "open" });
    const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
    const bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
    const look = {
      accent: colour, on: bright ? "#000" : "#fff", scheme: theme || "light dark",
      side: pixels(dataset.offsetSide, 20), bottom: pixels(dataset.offsetBottom, 20), radius: pixels(dataset.radius, 18),
    };
    for (const [property, value] of Object.entries(look)) around.style.setProperty(`--${property}`, value);
    if ("adoptedStyleSheets" in root) root.adoptedStyleSheets = [sheet(STYLE)];
    else root.append(make("style", {}, STYLE));
    root.append(around);
    unread = Number(kept("unread")) || 0;
    waiting(false);
    attach();
    new MutationObserver((records) => {
      const replaced = records.some(({ addedNodes }) => [...addedNodes].some((node) => node.localName === "body"));
      if (replaced && shown) attach();
    }).observe(document.documentElement, { childList: true });
    if (kept("open") && !whole.matches) open({ restored: true });
  };
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
