/** The round initial of a person, in a colour of their own. */

import { element } from "./element.js";

const COLOURS = 8;

/** @param {{name: string, colour: number}} person `colour` counts the phones, so that neighbours differ */
export function avatar(person) {
  const initial = [...person.name.trim()][0]?.toLocaleUpperCase() ?? "?";
  return element("span", { class: "avatar", "data-colour": String(person.colour % COLOURS), "aria-hidden": "true" }, initial);
}
