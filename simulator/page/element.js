/** Elements made from plain values. Strings become text or attributes, never markup. */

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | undefined>} [attributes] `true` sets an empty attribute, `false` none
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** A button that never submits a form by accident. */
export function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}

/** Text for screen readers only. */
export function unseen(text) {
  return element("span", { class: "unseen" }, text);
}

const DRAWINGS = {
  more: "M13.6 5.5a1.6 1.6 0 1 1 0-.1M13.6 12a1.6 1.6 0 1 1 0-.1M13.6 18.5a1.6 1.6 0 1 1 0-.1",
  menu: "M4 7h16M4 12h16M4 17h16",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  muted: "M6 16h10M8 16v-5a4 4 0 0 1 6.5-3M16 11v5M10.5 19a1.6 1.6 0 0 0 3 0M4 4l16 16",
  away: "M9 7h8v8M17 7 7 17",
  down: "M6 10l6 6 6-6",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M16.5 9.5a1 1 0 1 1 0-.1",
  voice: "M5 10v4M8.5 7v10M12 9v6M15.5 5v14M19 10v4",
  document: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  contact: "M15.5 8a3.5 3.5 0 1 1 0-.1M5 20c.5-4 3.5-6 7-6s6.5 2 7 6",
  location: "M12 21s-6-6.2-6-11a6 6 0 0 1 12 0c0 4.8-6 11-6 11zM14 10a2 2 0 1 1 0-.1",
  sticker: "M5 5h14v9l-5 5H5zM14 19v-5h5M9 10v.1M14 10v.1M9 13.5a4 4 0 0 0 4 1",
};

/** A small drawing in the colour of the text around it; says nothing to screen readers. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", DRAWINGS[name]);
  drawing.append(path);
  return drawing;
}
