/** A menu that opens from a button: arrow keys walk, Enter chooses, Escape and a click elsewhere close. */

import { button, element } from "./element.js";

let menus = 0;

export class Menu {
  /** Put this next to the opener, inside a positioned element. */
  node;
  #opener;
  #choose;
  #items;

  /**
   * @param {HTMLElement} opener
   * @param {string} label what the menu is, for screen readers
   * @param {() => {key: string, label: string, note?: string}[]} items asked each time the menu opens
   * @param {(key: string) => void} choose
   */
  constructor(opener, label, items, choose) {
    this.#opener = opener;
    this.#items = items;
    this.#choose = choose;
    this.node = element("div", { class: "menu", role: "menu", id: `menu-${menus += 1}`, "aria-label": label, hidden: true });
    opener.setAttribute("aria-haspopup", "menu");
    opener.setAttribute("aria-controls", this.node.id);
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", () => (this.node.hidden ? this.#open() : this.close()));
    opener.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && this.node.hidden) { event.preventDefault(); this.#open(); }
    });
    this.node.addEventListener("keydown", (event) => this.#walk(event));
    document.addEventListener("pointerdown", (event) => {
      if (!this.node.hidden && !this.node.contains(event.target) && !opener.contains(event.target)) this.close(false);
    });
  }

  close(returnFocus = true) {
    if (this.node.hidden) return;
    this.node.hidden = true;
    this.#opener.setAttribute("aria-expanded", "false");
    if (returnFocus) this.#opener.focus();
  }

  #open() {
    this.node.replaceChildren(...this.#items().map((item) => this.#entry(item)));
    this.node.hidden = false;
    this.#opener.setAttribute("aria-expanded", "true");
    this.node.firstElementChild?.focus();
  }

  #entry({ key, label, note }) {
    const entry = button({ role: "menuitem", tabindex: "-1", "data-choice": key });
    entry.append(element("bdi", { class: "menu-label" }, label));
    if (note) entry.append(" ", element("bdi", { class: "menu-note" }, note));
    entry.addEventListener("click", () => { this.close(); this.#choose(key); });
    return entry;
  }

  #walk(event) {
    const entries = [...this.node.children];
    const at = entries.indexOf(document.activeElement);
    const to = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at - 1 + entries.length) % entries.length,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries[to].focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab") {
      this.close();
    }
  }
}
