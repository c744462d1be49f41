/** The messages of one phone, with their days; stays at the newest unless the reader scrolled up. */

import { Bubble } from "./bubble.js";
import { button, element, icon } from "./element.js";
import { settle } from "./keyboard.js";
import * as times from "./times.js";

const NEAR_PX = 48;

export class Chat {
  node = element("div", { class: "chat" });
  #name;
  #press;
  #log;
  #newer = button({ class: "newer", hidden: true }, icon("down"), element("span", {}, ""));
  #bubbles = new Map();
  #days = new Map();
  #atEnd = true;
  #top = 0;
  #missed = 0;
  #started = false;

  /**
   * @param {string} name whose phone this is
   * @param {(pressed: object, message: number, node: HTMLElement) => void} press an inline button was tapped
   */
  constructor(name, press) {
    this.#name = name;
    this.#press = press;
    this.#log = element("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": `Chat of ${name}`, tabindex: "0" });
    this.#log.addEventListener("scroll", () => this.#scrolled());
    this.#newer.addEventListener("click", () => { this.toEnd(); this.#log.focus(); });
    new ResizeObserver(() => { if (this.#atEnd) this.toEnd(); }).observe(this.#log);
    this.node.append(this.#log, this.#newer);
  }

  /**
   * Shows these messages; what stays the same is not touched.
   * @param {object[]} messages in order
   * @returns {number} how many new ones came from the bot (0 at the first look)
   */
  update(messages) {
    const fresh = messages.filter((message) => !this.#bubbles.has(message.message_id));
    const holder = this.#holder();
    const texts = new Map(messages.map((message) => [message.message_id, message.text || message.caption || ""]));
    const wanted = messages.flatMap((message, at) => this.#place(message, messages[at - 1], texts));
    this.#forget(texts);
    settle(this.#log, wanted);
    this.#rescue(holder);
    const fromBot = this.#started ? fresh.filter((message) => message.from === "bot").length : 0;
    this.#follow(fresh.some((message) => message.from === "person"), fromBot);
    this.#started = true;
    return fromBot;
  }

  /** Goes to the newest message. */
  toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#top = this.#log.scrollTop;
    this.#atEnd = true;
    this.#missed = 0;
    this.#newer.hidden = true;
  }

  focus() {
    this.#log.focus({ preventScroll: true });
  }

  #place(message, previous, texts) {
    const moment = new Date(message.date);
    const key = times.dayKey(moment);
    const bubble = this.#bubble(message.message_id);
    bubble.update(message, { name: this.#name, quoted: texts.get(replied(message)) ?? "" });
    const starts = !previous || times.dayKey(new Date(previous.date)) !== key;
    if (!starts) {
      bubble.node.classList.toggle("follows", previous.from === message.from);
      return [bubble.node];
    }
    return [this.#day(`${key}/${message.message_id}`, moment), bubble.node];
  }

  #bubble(id) {
    if (!this.#bubbles.has(id)) {
      this.#bubbles.set(id, new Bubble((pressed, node) => this.#press(pressed, id, node)));
    }
    return this.#bubbles.get(id);
  }

  #day(key, moment) {
    if (!this.#days.has(key)) {
      const words = element("time", { datetime: times.dayKey(moment) }, times.day(moment));
      this.#days.set(key, element("p", { class: "day" }, words));
    }
    return this.#days.get(key);
  }

  #forget(texts) {
    for (const id of this.#bubbles.keys()) if (!texts.has(id)) this.#bubbles.delete(id);
  }

  #holder() {
    const held = document.activeElement;
    return held !== this.#log && this.#log.contains(held) ? held : null;
  }

  /** A deleted message gives its focus to the chat, not to the top of the page. */
  #rescue(holder) {
    if (holder && !holder.isConnected && document.activeElement === document.body) this.focus();
  }

  #follow(own, fromBot) {
    if (this.#atEnd || own) this.toEnd();
    else if (fromBot) {
      this.#missed += fromBot;
      this.#newer.lastElementChild.textContent = this.#missed === 1 ? "1 new message" : `${this.#missed} new messages`;
      this.#newer.setAttribute("aria-label", `${this.#newer.textContent} for ${this.#name}: go to the newest`);
      this.#newer.hidden = false;
    }
  }

  /** Only going up leaves the end: a chat that grows, or a screen that shrinks, is not the reader's doing. */
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    const up = scrollTop < this.#top;
    this.#top = scrollTop;
    if (scrollHeight - scrollTop - clientHeight < NEAR_PX) {
      this.#atEnd = true;
      this.#missed = 0;
      this.#newer.hidden = true;
    } else if (up) {
      this.#atEnd = false;
    }
  }
}

function replied(message) {
  const to = message.reply_to;
  return typeof to === "object" && to !== null ? to.message_id : to;
}
