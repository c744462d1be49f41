/** The page's dialogs. Escape and Cancel close them; the focus goes back to where it was. */

import { element } from "./element.js";
import { COMMON, isRightToLeft, languageName, languageTag } from "./languages.js";

const find = (id) => document.getElementById(id);

for (const close of document.querySelectorAll("dialog [data-close]")) {
  close.addEventListener("click", () => close.closest("dialog").close());
}
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

/** Asks in a dialog; a refusal by `act` is shown in it and the dialog stays. */
function asking(id, errorId, act) {
  const dialog = find(id);
  const form = dialog.querySelector("form");
  const wrong = find(errorId);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = await act(form.elements).catch((error) => error.message);
    wrong.textContent = problem ?? "";
    if (!problem) dialog.close();
  });
  return () => {
    form.reset();
    wrong.textContent = "";
    dialog.showModal();
  };
}

/** @param {(name: string, language: string) => Promise<void>} add */
export function personDialog(add) {
  find("languages").append(...COMMON.map((tag) => element("option", { value: tag, label: languageName(tag) }, languageName(tag))));
  const hint = find("language-hint");
  const usual = hint.textContent;
  const tell = (typed) => {
    const tag = languageTag(typed);
    const known = tag && languageName(tag);
    const side = isRightToLeft(tag) ? ", right to left" : "";
    hint.textContent = known && known !== tag ? `${known} (${tag})${side}` : usual;
  };
  find("person-language").addEventListener("input", (event) => tell(event.target.value));
  const open = asking("person-dialog", "person-error", async ({ name, language }) => {
    for (const field of [name, language]) field.toggleAttribute("aria-invalid", false);
    const missing = [name, language].find((field) => !field.value.trim());
    if (!missing) return void await add(name.value.trim(), languageTag(language.value));
    missing.setAttribute("aria-invalid", "true");
    missing.focus();
    return missing === name ? "Please fill in a name." : "Please fill in a language, such as nl.";
  });
  return () => { hint.textContent = usual; open(); };
}

let openLinkFor;
const showLink = asking("link-dialog", "link-error", async ({ link }) => {
  if (!link.value.trim()) {
    link.focus();
    return "Please paste a link.";
  }
  return void await openLinkFor(link.value.trim());
});

/** @param {(link: string) => Promise<void>} act opens the link in one phone; throws to keep the dialog */
export function askLink(act) {
  openLinkFor = act;
  showLink();
}

/** Asks before anything leaves this machine, as Telegram does for links to the web. */
export function askToLeave(url) {
  const dialog = find("leave-dialog");
  dialog.querySelector(".address").textContent = url;
  dialog.querySelector("form").onsubmit = () => window.open(url, "_blank", "noopener,noreferrer");
  dialog.showModal();
}

/** Shows a callback answer that must be read; `after` runs when it is closed. */
export function alertDialog(title, text, after) {
  const dialog = find("alert-dialog");
  find("alert-title").textContent = title;
  find("alert-text").textContent = text;
  dialog.addEventListener("close", after, { once: true });
  if (!dialog.open) dialog.showModal();
}
