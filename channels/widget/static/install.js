/** The chat as a page of its own: it can be installed, and opens without a network. */

const address = new URL("worker.js", document.baseURI).href;
const policy = globalThis.trustedTypes?.createPolicy("visitor-assistant", { createScriptURL: () => address });

// A browser that refuses goes without.
navigator.serviceWorker?.register(policy ? policy.createScriptURL("") : address).catch(() => {});
