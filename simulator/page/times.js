/** Moments as the service's people read them: Europe/Amsterdam, wherever this browser stands. */

const ZONE = "Europe/Amsterdam";
const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, ...options });

const HOUR = format({ hour: "2-digit", minute: "2-digit" });
const DAY = format({ weekday: "long", day: "numeric", month: "long" });
const DATE = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const FULL = format({ weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
const KEY = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });

/** "14:05" */
export const hour = (moment) => HOUR.format(moment);
/** "Sunday 22 November" */
export const day = (moment) => DAY.format(moment);
/** "Sun 22 Nov 2026, 14:05" */
export const short = (moment) => `${DATE.format(moment).replaceAll(",", "")}, ${HOUR.format(moment)}`;
/** "Sunday 22 November 2026 at 14:05" */
export const full = (moment) => FULL.format(moment);
/** "2026-11-22": the same for all moments of one day in Amsterdam */
export const dayKey = (moment) => KEY.format(moment);
