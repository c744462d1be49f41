/** The page of phones: keeps one phone a person, and looks again at what the simulator says has changed. */

import { Clock } from "./clock.js";
import { personDialog } from "./dialogs.js";
import { listen, oneAtATime } from "./events.js";
import { Phone } from "./phone.js";
import * as server from "./server.js";
import { Switcher } from "./switcher.js";

const row = document.querySelector("main.phones");
const nobody = document.querySelector(".nobody");
const lost = document.querySelector("[data-lost]");
const phones = new Map();
const switcher = new Switcher(row);
let hour = "";
let colours = 0;

const clock = new Clock((text) => {
  hour = text;
  for (const phone of phones.values()) phone.showTime(hour);
});

/** Runs a look at the simulator; when it does not answer, the page says so instead of breaking. */
async function look(work) {
  try {
    await work();
    lost.hidden = true;
  } catch (error) {
    lost.hidden = error instanceof server.Refused;
  }
}

const refreshPeople = oneAtATime(async () => {
  const people = await server.people();
  const present = new Set(people.map((person) => String(person.id)));
  for (const [id, phone] of phones) {
    if (present.has(id)) continue;
    switcher.remove(phone);
    phone.node.remove();
    phones.delete(id);
  }
  await Promise.all(people.filter((person) => !phones.has(String(person.id))).map(placePhone));
  nobody.hidden = people.length > 0;
});

function placePhone(told) {
  const person = { ...told, colour: colours };
  colours += 1;
  const phone = new Phone(person);
  phones.set(String(person.id), phone);
  phone.showTime(hour);
  row.append(phone.node);
  switcher.add(person, phone);
  return phone.refresh();
}

const openPersonDialog = personDialog(async (name, language) => {
  const { id } = await server.addPerson(name, language);
  await refreshPeople();
  // After the dialog has closed and given the focus back.
  setTimeout(() => phones.get(String(id))?.visit(true), 0);
});
document.querySelector("[data-action=add-person]").addEventListener("click", openPersonDialog);

listen({
  chat: (person) => look(() => phones.get(person)?.refresh() ?? refreshPeople()),
  people: () => look(refreshPeople),
  clock: () => look(() => clock.refresh()),
  all: () => look(async () => {
    const before = [...phones.values()];
    await Promise.all([refreshPeople(), clock.refresh(), ...before.map((phone) => phone.refresh())]);
  }),
});
await look(() => Promise.all([refreshPeople(), clock.refresh()]));
document.body.dataset.ready = "true";
