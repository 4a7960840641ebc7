/** Elements and icons, made from text nodes and attributes alone: no string ever becomes markup. */

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  bad: "M7 13V4h9a2 2 0 0 1 2 1.6l1 5a2 2 0 0 1-2 2.4h-4v5a2 2 0 0 1-4 0zM3 4h4v9H3z",
  close: "M6 6l12 12M18 6L6 18",
  compass: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M16 8l-2.5 5.5L8 16l2.5-5.5z",
  copy: "M9 9h10v11H9zM5 15V4h10",
  down: "M12 5v14M6 13l6 6 6-6",
  edit: "M4 20h4L19 9l-4-4L4 16z",
  globe: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
  good: "M7 11v9h9a2 2 0 0 0 2-1.6l1-5a2 2 0 0 0-2-2.4h-4V6a2 2 0 0 0-4 0zM3 11h4v9H3z",
  map: "M9 4L3 6.5v13L9 17l6 3 6-2.5v-13L15 7zM9 4v13M15 7v13",
  menu: "M5 12h.01M12 12h.01M19 12h.01",
  mic: "M9 5a3 3 0 0 1 6 0v6a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3",
  next: "M9 5l7 7-7 7",
  phone: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1z",
  pin: "M12 21c-5-5.5-7-8.5-7-11.5a7 7 0 0 1 14 0c0 3-2 6-7 11.5zM9.5 9.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0",
  previous: "M15 5l-7 7 7 7",
  print: "M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z",
  note: "M4 5h16v11h-8l-5 4v-4H4z",
  retry: "M20 12a8 8 0 1 1-2.5-5.8M20 3v4h-4",
  route: "M5 20V9a3 3 0 0 1 3-3h10M14 2l4 4-4 4",
  save: "M12 4v11M7 10l5 5 5-5M5 20h14",
  send: "M12 20V5M5.5 11.5L12 5l6.5 6.5",
  share: "M12 15V4M8 7l4-4 4 4M6 11H5v9h14v-9h-1",
  shield: "M12 3l8 3v5c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10V6z",
  sound: "M4 9v6h4l5 4V5L8 9zM16.5 8.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12",
  taxi: "M4 17v-4l2-5h12l2 5v4zM4 13h16M7 17v2M17 17v2M10 8V5h4v3",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
};

/**
 * Make an element.
 *
 * A property that starts with "on" is a listener; null, undefined and false leave an attribute or
 * a child out.
 */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child || child === 0));
  return node;
}

/** Make an icon that assistive technology passes over. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Return the address that dials a number. */
export const tel = (phone) => `tel:${phone.replace(/[^\d+]/g, "")}`;

/** Make a button; `look` is its class. */
export const button = (look, onclick, ...children) => el("button", { type: "button", class: look, onclick }, ...children);

/** Name a control that shows no words. */
export function name(control, words) {
  control.setAttribute("aria-label", words);
  control.title = words;
}

/** Make a button that shows an icon and is named in words. */
export function iconButton(drawing, label, onclick, properties = {}) {
  return el("button", { type: "button", class: "icon", "aria-label": label, title: label, onclick, ...properties }, icon(drawing));
}

/** Ask; true for yes, false for no or Escape. The focus goes back to where it was. */
export function confirm(question, yes, no) {
  return new Promise((answered) => {
    const close = (value) => () => dialog.close(value);
    const dialog = el("dialog", { "aria-labelledby": "dialog-question" },
      el("p", { id: "dialog-question" }, question),
      el("div", { class: "actions" },
        button("secondary", close(""), no),
        button("primary", close("yes"), yes)));
    dialog.addEventListener("close", () => {
      dialog.remove();
      answered(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
