/** The chat as an installed page: it opens without a network, and what is asked goes out later. */

const KEPT = "visitor-assistant-{version}";
const FILES = ["{files}"];
const PAGE = "widget";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([PAGE, ...FILES])));
  self.skipWaiting();
});
self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("visitor-assistant-") && name !== KEPT;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && pathname.endsWith(`/${PAGE}`)) {
    // The server's page first: it knows the office's present phone.
    event.respondWith(fetch(request).catch(() => caches.match(PAGE, { ignoreVary: true })));
  } else if (pathname.includes("/static/")) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});
