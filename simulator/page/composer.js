/** Where a person types: Enter sends, Shift+Enter starts a new line; with the bot's menu of commands. */

import { button, element, icon, unseen } from "./element.js";
import { Menu } from "./menu.js";

const LONGEST = 4096;

export class Composer {
  node = element("form", { class: "composer" });
  #field;
  #commands = [];
  #menuButton;
  #sendButton;
  #say;

  /**
   * @param {string} name whose phone this is
   * @param {(text: string) => Promise<boolean>} say false gives the text back to the field
   */
  constructor(name, say) {
    this.#say = say;
    this.#field = element("textarea", {
      "data-field": "say", rows: "1", dir: "auto", placeholder: "Message",
      "aria-label": `Message from ${name}`, enterkeyhint: "send", autocomplete: "off",
    });
    this.#menuButton = button({ class: "commands", hidden: true, "data-action": "commands" },
      icon("menu"), element("span", { class: "commands-word" }, "Menu"), unseen(` of commands for ${name}`));
    this.#sendButton = element("button", { type: "submit", class: "send", "aria-label": `Send the message from ${name}`, "data-action": "send" }, icon("send"));
    const menu = new Menu(this.#menuButton, `Commands for ${name}`, () => this.#entries(), (key) => this.#say(`/${key}`));
    this.node.append(this.#menuButton, this.#field, this.#sendButton, menu.node);
    this.node.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("input", () => this.#grow());
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** @param {{commands: {command: string, description: string}[], blocked: boolean}} state */
  update({ commands, blocked }) {
    this.#commands = commands;
    this.#menuButton.hidden = commands.length === 0;
    this.#menuButton.disabled = blocked;
    this.#field.disabled = blocked;
    this.#sendButton.disabled = blocked;
  }

  #entries() {
    return this.#commands.map(({ command, description }) => ({ key: command, label: `/${command}`, note: description }));
  }

  #key(event) {
    // While a word is being composed (Chinese, Tigrinya, ...) Enter belongs to the keyboard.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  async #submit() {
    const text = this.#field.value;
    if (!text.trim()) return;
    this.#field.value = "";
    this.#grow();
    this.focus();
    const unsent = await this.#sayAll(text);
    if (!unsent || this.#field.value) return;
    this.#field.value = unsent;
    this.#grow();
  }

  /** Says it all, and gives back what was refused. */
  async #sayAll(text) {
    const left = parts(text);
    while (left.length && await this.#say(left[0])) left.shift();
    return left.join("");
  }

  #grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }
}

/** A text too long for one message goes as several, as Telegram's clients do; no character is cut in two. */
function parts(text) {
  const found = [""];
  for (const sign of text) {
    if (found.at(-1).length + sign.length > LONGEST) found.push("");
    found[found.length - 1] += sign;
  }
  return found.filter((part) => part.trim());
}
