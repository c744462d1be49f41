/** The simulator's own HTTP interface, one function a thing that a person can do. */

/** A refusal by the simulator, in its own words. */
export class Refused extends Error {}

async function ask(path, body) {
  const request = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(`/sim/${path}`, { cache: "no-store", ...request });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(answer.error ?? answer.description ?? `The simulator refused this (${response.status}).`);
  }
  return answer;
}

const of = (person, what) => `people/${encodeURIComponent(person)}/${what}`;

export const people = () => ask("people");
export const addPerson = (name, language) => ask("people", { name, language_code: language });
export const chat = (person) => ask(of(person, "chat"));
export const say = (person, text) => ask(of(person, "say"), { text });
export const tap = (person, data, message) => ask(of(person, "tap"), { button: data, message_id: message });
/** Presses a button of the keyboard that stands in place of the letters. */
export const press = (person, text) => ask(of(person, "tap"), { button: text });
export const open = (person, link) => ask(of(person, "open"), { link });
export const block = (person) => ask(of(person, "block"), {});
export const unblock = (person) => ask(of(person, "unblock"), {});
export const send = (person, kind) => ask(of(person, "send"), { kind });
export const clock = () => ask("clock");
export const advance = (duration) => ask("clock", { advance: duration });
