/** One person's phone: header, chat, composer, and what the bot says back to a tap. */

import { avatar } from "./avatar.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { alertDialog, askLink, askToLeave } from "./dialogs.js";
import { button, element, icon, unseen } from "./element.js";
import { oneAtATime } from "./events.js";
import { Keyboard } from "./keyboard.js";
import { isRightToLeft, languageName } from "./languages.js";
import { Menu } from "./menu.js";
import * as server from "./server.js";

const NOTHING_YET = "No messages here yet.";
const TOAST_MS = 3500;
const SENDABLE = { photo: "Send a photo", voice: "Send a voice message", sticker: "Send a sticker", document: "Send a file" };

export class Phone {
  node;
  /** Called with the number of new messages from the bot. */
  onNews = () => {};
  refresh;
  #id;
  #name;
  #tongue;
  #chat;
  #composer;
  #toast = element("p", { class: "toast", role: "status" });
  #toastTimer;
  #time = element("span", { class: "status-time" }, "");
  #banner = element("div", { class: "blocked", hidden: true });
  #start;
  #replies = new Keyboard(({ text }) => this.#try(() => server.press(this.#id, text)));
  #blocked = false;
  #answer;
  #tapping = 0;

  /** @param {{id: string | number, name: string, language_code: string | null, colour: number}} person */
  constructor(person) {
    this.#id = String(person.id);
    this.#name = person.name;
    this.#tongue = person.language_code ?? "";
    this.#chat = new Chat(person.name, (pressed, message, node) => this.#press(pressed, message, node));
    this.#composer = new Composer(person.name, (text) => this.#try(() => server.say(this.#id, text)));
    this.refresh = oneAtATime(() => this.#load());
    this.#start = element("div", { class: "start", hidden: true },
      element("p", { dir: "auto" }, NOTHING_YET),
      button({ class: "primary", "data-action": "start", "aria-label": `START the bot as ${person.name}` }, "START"));
    this.#start.lastElementChild.addEventListener("click", () => this.#begin());
    this.node = this.#build(person);
    this.node.addEventListener("click", (event) => this.#followLink(event));
    this.node.addEventListener("bot-command", (event) => this.#try(() => server.say(this.#id, event.detail)));
  }

  /** @param {string} hour such as "14:05" */
  showTime(hour) {
    this.#time.textContent = hour;
  }

  /** Brings this phone into view and gives it the focus; `typing` puts it in the text field. */
  visit(typing = false) {
    this.node.scrollIntoView({ inline: "center", block: "nearest" });
    if (typing) this.#composer.focus();
    else this.node.focus({ preventScroll: true });
  }

  #build(person) {
    const side = isRightToLeft(this.#tongue) ? "rtl" : "ltr";
    const screen = element("div", { class: "screen", dir: side, lang: this.#tongue.replaceAll("_", "-") },
      this.#chat.node, this.#start, this.#toast, this.#banner, this.#replies.node, this.#composer.node);
    this.#replies.node.classList.add("replies");
    const unblock = button({ class: "primary", "data-action": "unblock", "aria-label": `Unblock the bot for ${this.#name}` }, "Unblock");
    unblock.addEventListener("click", () => this.#block(false));
    this.#banner.append(element("p", {}, "The bot is blocked on this phone."), unblock);
    for (const chrome of [this.#banner, this.#start, this.#composer.node]) chrome.lang = "en";
    for (const chrome of [this.#banner, this.#start]) chrome.dir = "ltr";
    const heading = `phone-${this.#id}`;
    return element("section", {
      class: "phone", "data-person": this.#id, "data-name": this.#name, "data-language": this.#tongue,
      "aria-labelledby": heading, tabindex: "-1",
    }, element("div", { class: "status", "aria-hidden": "true" }, this.#time, element("span", { class: "camera" }), element("span", { class: "battery" })),
    this.#header(person, heading), screen);
  }

  #header(person, heading) {
    const more = button({ class: "more", "aria-label": `More for ${this.#name}`, "data-action": "more" }, icon("more"));
    const menu = new Menu(more, `More for ${this.#name}`, () => this.#entries(), (key) => this.#do(key));
    const language = this.#tongue ? languageName(this.#tongue) : "not told";
    return element("header", { class: "phone-head" },
      avatar(person),
      element("div", { class: "who" },
        element("h2", { id: heading, dir: "auto" }, this.#name),
        element("p", { class: "tongue", title: language }, element("span", { class: "tag" }, this.#tongue || "?"),
          element("span", { class: "tongue-name" }, unseen("Phone language: "), language))),
      more, menu.node);
  }

  #entries() {
    const sends = Object.entries(SENDABLE).map(([key, label]) => ({ key, label }));
    const block = this.#blocked ? { key: "unblock", label: "Unblock the bot" } : { key: "block", label: "Block the bot" };
    return [...(this.#blocked ? [] : [{ key: "link", label: "Open a link" }, ...sends]), block];
  }

  #do(key) {
    if (key === "link") askLink((link) => this.#open(link));
    else if (key === "block" || key === "unblock") this.#block(key === "block");
    else this.#try(() => server.send(this.#id, key));
  }

  async #load() {
    const state = await server.chat(this.#id);
    this.#blocked = Boolean(state.blocked);
    this.onNews(this.#chat.update(state.messages));
    this.#composer.update({ commands: state.commands ?? [], blocked: this.#blocked });
    this.#replies.update(this.#blocked ? [] : state.keyboard ?? [], `keyboard of ${this.#name}`);
    const had = this.#start.contains(document.activeElement) || this.#banner.contains(document.activeElement);
    this.#start.firstElementChild.textContent = state.description || NOTHING_YET;
    this.#start.firstElementChild.lang = state.description ? this.#tongue : "en";
    this.#start.hidden = this.#blocked || state.messages.length > 0;
    this.#banner.hidden = !this.#blocked;
    this.node.classList.toggle("is-blocked", this.#blocked);
    if (had && !this.node.contains(document.activeElement)) this.#composer.focus();
    if (had && document.activeElement.closest("[hidden]")) this.#composer.focus();
    this.#hear(state.last_answer ?? null);
  }

  /** An answer that came later than the tap's own reply is still shown, once. */
  #hear(answer) {
    const told = JSON.stringify(answer);
    const news = this.#answer !== undefined && told !== this.#answer && this.#tapping === 0;
    this.#answer = told;
    if (news) this.#show(answer);
  }

  async #press(pressed, message, node) {
    if (pressed.url) return void this.#go(pressed.url);
    if (pressed.data === undefined) return;
    node.setAttribute("aria-busy", "true");
    this.#tapping += 1;
    try {
      const { answer } = await server.tap(this.#id, pressed.data, message);
      this.#show(answer);
      await this.refresh();
    } catch (error) {
      this.#tell(error.message);
    } finally {
      this.#tapping -= 1;
      node.removeAttribute("aria-busy");
    }
  }

  #show(answer) {
    if (!answer?.text) return;
    if (!answer.show_alert) return this.#tell(answer.text);
    alertDialog(`The bot to ${this.#name}`, answer.text, () => {
      if (document.activeElement === document.body) this.#chat.focus();
    });
  }

  #tell(text) {
    clearTimeout(this.#toastTimer);
    this.#toast.replaceChildren(element("bdi", {}, text));
    this.#toast.classList.add("is-shown");
    this.#toastTimer = setTimeout(() => {
      this.#toast.classList.remove("is-shown");
      this.#toast.replaceChildren();
    }, TOAST_MS + 50 * text.length);
  }

  async #begin() {
    this.#composer.focus();
    await this.#try(() => server.say(this.#id, "/start"));
  }

  async #block(yes) {
    await this.#try(() => (yes ? server.block : server.unblock)(this.#id));
    if (!yes) this.#composer.focus();
  }

  async #open(link) {
    await server.open(this.#id, link);
    await this.refresh();
  }

  #go(url) {
    if (isDeepLink(url)) this.#try(() => server.open(this.#id, url));
    else askToLeave(url);
  }

  #followLink(event) {
    const link = event.target.closest(".body a[href]");
    if (!link || !this.node.contains(link)) return;
    event.preventDefault();
    this.#go(link.href);
  }

  /** Does one thing, shows what came of it, and tells a refusal on the phone. */
  async #try(act) {
    try {
      await act();
      await this.refresh();
      return true;
    } catch (error) {
      this.#tell(error.message);
      return false;
    }
  }
}

function isDeepLink(url) {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === "tg:" || ["t.me", "telegram.me"].includes(hostname);
  } catch {
    return false;
  }
}
