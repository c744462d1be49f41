/** The inline buttons under a message, in rows; a button that stays the same stays the same element. */

import { button, element, icon } from "./element.js";

export class Keyboard {
  node = element("div", { class: "keyboard", role: "group" });
  #kept = new Map();
  #press;

  /** @param {(pressed: {text: string, data?: string, url?: string}, node: HTMLElement) => void} press */
  constructor(press) {
    this.#press = press;
  }

  /**
   * @param {{text: string, data?: string, url?: string}[][]} rows
   * @param {string} where told after each label, so that no two buttons on the page sound alike
   */
  update(rows, where) {
    const used = new Map();
    const said = new Map();
    const wanted = rows.map((row) => row.map((spec) => this.#button(spec, where, used, said)));
    this.node.setAttribute("aria-label", `Buttons, ${where}`);
    this.node.hidden = wanted.length === 0;
    wanted.forEach((buttons, at) => {
      const row = this.node.children[at] ?? this.node.appendChild(element("div", { class: "keys" }));
      settle(row, buttons);
    });
    while (this.node.children.length > wanted.length) this.node.lastElementChild.remove();
    this.#kept = used;
  }

  #button(spec, where, used, said) {
    let key = JSON.stringify(spec.data || spec.url ? [spec.data, spec.url] : spec.text);
    while (used.has(key)) key += "+";
    const kept = this.#kept.get(key) ?? this.#make();
    used.set(key, kept);
    kept.spec = spec;
    if (kept.label.textContent !== spec.text) kept.label.textContent = spec.text;
    const times = (said.get(spec.text) ?? 0) + 1;
    said.set(spec.text, times);
    kept.node.setAttribute("aria-label", `${spec.text} (${where}${times > 1 ? `, number ${times}` : ""})`);
    kept.node.classList.toggle("leads-away", Boolean(spec.url));
    for (const name of ["data", "url"]) {
      const attribute = name === "data" ? "data-callback" : "data-url";
      if (spec[name] === undefined || spec[name] === null) kept.node.removeAttribute(attribute);
      else kept.node.setAttribute(attribute, spec[name]);
    }
    return kept.node;
  }

  #make() {
    const label = element("span", { class: "key-label", dir: "auto" });
    const node = button({ class: "key" }, label, icon("away"));
    const kept = { node, label, spec: null };
    node.addEventListener("click", () => this.#press(kept.spec, node));
    return kept;
  }
}

/** Gives `parent` exactly these children, and moves only those that stand elsewhere. */
export function settle(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let cursor = parent.firstElementChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
}
