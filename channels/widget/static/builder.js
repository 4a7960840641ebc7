/** The page that makes the one line: each choice is shown on a live chat. */

import { copyText } from "./browser.js";

const form = document.getElementById("builder");
const line = document.getElementById("line");
const copy = document.getElementById("copy");
const address = new URL("widget.js", document.baseURI).href;
const USUAL = { colour: "#0b6470" };
const WAIT = 300;
let clock = 0;

/** Return what was chosen and is not the usual, by the names of a data set. */
function chosen() {
  const fields = [...form.elements].filter((field) => field.name && field.validity.valid);
  return Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]).filter(([name, value]) => value && value !== USUAL[name]));
}

const attribute = (name) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const quoted = (value) => value.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

function write(values) {
  const parts = Object.entries(values).map(([name, value]) => `\n  ${attribute(name)}="${quoted(value)}"`);
  line.textContent = `<script src="${quoted(address)}"${parts.join("")} async></script>`;
}

/** Put the chat up anew, since the line is read once. */
function show(values) {
  window.visitorAssistant?.hide();
  delete window.visitorAssistant;
  const script = document.createElement("script");
  Object.assign(script.dataset, values);
  script.src = trusted(address);
  document.head.append(script);
}

function trusted(url) {
  return policy ? policy.createScriptURL(url) : url;
}
const policy = window.trustedTypes?.createPolicy("visitor-assistant-builder", {
  createScriptURL: (url) => { if (url === address) return url; throw new TypeError(url); },
});

function change() {
  const values = chosen();
  write(values);
  clearTimeout(clock);
  clock = setTimeout(show, WAIT, values);
}

form.addEventListener("input", change);
form.addEventListener("submit", (event) => event.preventDefault());
copy.addEventListener("click", async () => {
  if (await copyText(line.textContent)) copy.textContent = copy.dataset.copied;
});
write(chosen());
show(chosen());
