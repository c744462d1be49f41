/** What changed, as it changes: Server-Sent Events, or a look every second where those do not come. */

const POLL_MS = 1000;
const PATIENCE_MS = 3000;

/**
 * @param {{chat: (person: string) => void, people: () => void, clock: () => void, all: () => void}} on
 *   `all` is called after each (re)connection and at each poll, because anything may have happened in between.
 */
export function listen(on) {
  let poll;
  const startPolling = () => { poll ??= setInterval(on.all, POLL_MS); };
  const stopPolling = () => { clearInterval(poll); poll = undefined; };
  if (!("EventSource" in window)) return startPolling();

  const connect = () => {
    const source = new EventSource("/sim/events");
    const tooLate = setTimeout(startPolling, PATIENCE_MS);
    source.onopen = () => { clearTimeout(tooLate); stopPolling(); on.all(); };
    source.onerror = () => {
      startPolling();
      // The browser tries again by itself, except after an answer that is no event stream.
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(tooLate);
        setTimeout(connect, 10 * POLL_MS);
      }
    };
    source.addEventListener("chat", (event) => on.chat(String(JSON.parse(event.data).person)));
    source.addEventListener("people", () => on.people());
    source.addEventListener("clock", () => on.clock());
  };
  connect();
}

/** Runs `work` now, or once more after the run that is under way; never twice at the same time. */
export function oneAtATime(work) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running) again = true;
    else running = run().finally(() => { running = null; });
    return running;
  };
}
