/** One message in a chat: made once, changed in place by its message_id. */

import { element, icon, unseen } from "./element.js";
import { Keyboard } from "./keyboard.js";
import * as times from "./times.js";

const MEDIA = { photo: "Photo", voice: "Voice message", document: "File", location: "Location", sticker: "Sticker", contact: "Contact" };

export class Bubble {
  node = element("article", { class: "message", tabindex: "-1" });
  #author = unseen("");
  #quote = element("p", { class: "quote", dir: "auto", hidden: true });
  #media = element("p", { class: "media", hidden: true });
  #body = element("div", { class: "body", dir: "auto" });
  #meta = element("p", { class: "meta" });
  #balloon = element("div", { class: "balloon" });
  #keyboard;
  #seen = "";
  #html = null;

  /** @param {(pressed: object, node: HTMLElement) => void} press what a tap on an inline button does */
  constructor(press) {
    this.#keyboard = new Keyboard(press);
    this.#balloon.append(this.#author, this.#quote, this.#media, this.#body, this.#meta);
    this.node.append(this.#balloon, this.#keyboard.node);
  }

  /**
   * @param {object} message as the simulator tells it
   * @param {{name: string, quoted: string}} around whose phone this is, and the text that this replies to
   * @returns {boolean} whether anything changed
   */
  update(message, around) {
    const told = JSON.stringify([message, around]);
    if (told === this.#seen) return false;
    const isNew = this.#seen === "";
    this.#seen = told;
    this.#describe(message, around);
    this.#fillQuote(around.quoted);
    this.#fillMedia(message, around.name);
    this.#fillBody(message, around.name);
    this.#fillMeta(message);
    this.#keepFocus(() => this.#keyboard.update(message.buttons ?? [], `message ${message.message_id} to ${around.name}`));
    if (!isNew) this.#flash();
    return true;
  }

  #describe(message, { name }) {
    const bot = message.from === "bot";
    this.node.dataset.messageId = message.message_id;
    this.node.dataset.kind = message.kind;
    this.node.classList.add(bot ? "theirs" : "mine");
    this.node.classList.toggle("with-keys", Boolean(message.buttons?.length));
    this.node.setAttribute("aria-label", `${bot ? "Bot" : name}, ${times.hour(new Date(message.date))}`);
    this.#author.textContent = bot ? "Bot: " : `${name}: `;
  }

  #fillQuote(quoted) {
    this.#quote.hidden = !quoted;
    this.#quote.textContent = quoted;
  }

  #fillMedia(message, name) {
    const label = MEDIA[message.kind];
    this.#media.hidden = !label;
    if (!label) return;
    const words = element("bdi", {}, message.file_name || whereabouts(message) || label);
    this.#media.replaceChildren(icon(message.kind), message.kind === "document" ? fileLink(message, words, name) : words);
  }

  #fillBody(message, name) {
    const text = message.text || message.caption || "";
    const html = message.html || null;
    this.#body.hidden = !html && !text;
    if (html === null) {
      this.#body.textContent = text;
    } else if (html !== this.#html) {
      // The one place where markup is trusted: the simulator makes it from entities and escapes the rest.
      this.#body.innerHTML = html;
      enliven(this.#body, `message ${message.message_id} to ${name}`);
    }
    this.#html = html;
  }

  #fillMeta(message) {
    const moment = new Date(message.date);
    const marks = [];
    if (message.protected) marks.push(mark("lock", "Protected: cannot be forwarded or saved"));
    if (message.silent) marks.push(mark("muted", "Sent without a sound"));
    if (message.edited) marks.push(element("span", { class: "edited" }, "edited"));
    this.#meta.replaceChildren(...marks, element("time", { datetime: moment.toISOString() }, times.hour(moment)));
  }

  /** When the focused button goes away, the message itself takes the focus: the new text is read, nothing is pressed. */
  #keepFocus(change) {
    const held = this.#keyboard.node.contains(document.activeElement);
    change();
    if (held && !this.#keyboard.node.contains(document.activeElement)) this.node.focus({ preventScroll: true });
  }

  #flash() {
    this.#balloon.classList.remove("changed");
    void this.#balloon.offsetWidth; // restarts the animation
    this.#balloon.classList.add("changed");
  }
}

/** Commands in a text can be tapped, hidden text can be reached with the keyboard. */
function enliven(body, where) {
  for (const hidden of body.querySelectorAll(".spoiler")) hidden.tabIndex = 0;
  for (const [at, command] of [...body.querySelectorAll(".bot_command")].entries()) {
    const press = () => command.dispatchEvent(new CustomEvent("bot-command", { bubbles: true, detail: command.textContent }));
    command.tabIndex = 0;
    command.setAttribute("role", "button");
    command.setAttribute("aria-label", `${command.textContent} (${where}${at ? `, command ${at + 1}` : ""})`);
    command.addEventListener("click", press);
    command.addEventListener("keydown", (event) => { if (event.key === "Enter") press(); });
  }
}

/** A place in words, for who does not see a map: in degrees, to about a metre. */
function whereabouts({ location }) {
  return location && `Location: ${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
}

/** A file opens beside the page: a page or a text is shown there, anything else is saved. */
function fileLink(message, words, name) {
  return element("a", {
    href: `/sim/files/${encodeURIComponent(message.file_id)}/page`, target: "_blank", rel: "noopener",
    "data-action": "open-file", "aria-label": `${words.textContent} (message ${message.message_id} to ${name})`,
  }, words);
}

function mark(name, words) {
  return element("span", { class: "mark", title: words }, icon(name), unseen(`${words}. `));
}
