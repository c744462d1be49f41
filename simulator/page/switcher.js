/** A row of names to jump between phones, shown where they do not all fit; tells where news came in. */

import { avatar } from "./avatar.js";
import { button, element, unseen } from "./element.js";

export class Switcher {
  #node = document.querySelector(".switcher");
  #row;
  #chips = new Map();
  #sight;

  /** @param {HTMLElement} row the scrolling row of phones */
  constructor(row) {
    this.#row = row;
    this.#sight = new IntersectionObserver((entries) => entries.forEach((entry) => this.#seen(entry)), { root: row, threshold: 0.6 });
    new ResizeObserver(() => this.#measure()).observe(row);
  }

  add(person, phone) {
    const count = element("span", { class: "count", hidden: true }, element("span", {}, "0"), unseen(" new"));
    const node = button({ class: "chip", "data-chip": String(person.id) }, avatar(person), element("bdi", {}, person.name), count);
    node.addEventListener("click", () => phone.visit());
    this.#chips.set(phone.node, { node, count, news: 0, inSight: false });
    this.#node.append(node);
    this.#sight.observe(phone.node);
    phone.onNews = (news) => this.#news(phone.node, news);
    this.#measure();
  }

  remove(phone) {
    this.#sight.unobserve(phone.node);
    this.#chips.get(phone.node)?.node.remove();
    this.#chips.delete(phone.node);
    this.#measure();
  }

  #measure() {
    this.#node.hidden = this.#row.scrollWidth <= this.#row.clientWidth + 1;
  }

  #seen({ target, isIntersecting }) {
    const chip = this.#chips.get(target);
    if (!chip) return;
    chip.inSight = isIntersecting;
    if (isIntersecting) {
      chip.node.setAttribute("aria-current", "true");
      this.#reveal(chip.node);
      this.#tell(chip, 0);
    } else {
      chip.node.removeAttribute("aria-current");
    }
  }

  #news(phone, news) {
    const chip = this.#chips.get(phone);
    if (chip && news && !chip.inSight) this.#tell(chip, chip.news + news);
  }

  #tell(chip, news) {
    chip.news = news;
    chip.count.hidden = news === 0;
    chip.count.firstElementChild.textContent = String(news);
  }

  #reveal(chip) {
    const left = chip.offsetLeft - this.#node.offsetLeft - 12;
    const right = left + chip.offsetWidth + 24 - this.#node.clientWidth;
    if (left < this.#node.scrollLeft) this.#node.scrollLeft = left;
    else if (right > this.#node.scrollLeft) this.#node.scrollLeft = right;
  }
}
