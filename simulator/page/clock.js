/** The service's clock: shows it, keeps it going between two looks, and moves it forward. */

import * as server from "./server.js";
import * as times from "./times.js";

export class Clock {
  #ahead = 0;
  #shown = "";
  #face = document.querySelector("[data-clock=now]");
  #said = document.querySelector("[data-clock=said]");
  #onTick;

  /** @param {(hour: string) => void} onTick called with "14:05" whenever the minute changes */
  constructor(onTick) {
    this.#onTick = onTick;
    for (const step of document.querySelectorAll("[data-advance]")) {
      step.addEventListener("click", () => this.#advance(step));
    }
    setInterval(() => this.#show(), 1000);
  }

  /** The moment that the service believes it is. */
  get now() {
    return new Date(Date.now() + this.#ahead);
  }

  async refresh() {
    this.#set(await server.clock());
  }

  #set(answer) {
    this.#ahead = Date.parse(answer.now) - Date.now();
    this.#show();
  }

  #show() {
    const text = times.short(this.now);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#face.textContent = text;
    this.#face.dateTime = this.now.toISOString();
    this.#onTick(times.hour(this.now));
  }

  async #advance(step) {
    if (step.getAttribute("aria-busy") === "true") return;
    step.setAttribute("aria-busy", "true");
    try {
      await server.advance(step.dataset.advance);
      await this.refresh();
      this.#said.textContent = `The clock moved ${step.dataset.said} forward. It is now ${times.full(this.now)}.`;
    } catch (error) {
      this.#said.textContent = `The clock did not move. ${error.message}`;
    } finally {
      step.removeAttribute("aria-busy");
    }
  }
}
