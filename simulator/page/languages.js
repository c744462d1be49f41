/** Languages of phones: which run right to left, and the common ones to choose from. */

const RIGHT_TO_LEFT = new Set((
  "ar arb acm acw acx adf aeb afb ajp apc apd arq ars ary arz ayl ayn ayp shu ssh " +
  "fa pes prs haz glk mzn lrc luz bqi ps pbt pbu pst ur ckb sdh lki azb bal bgn brh " +
  "sd ks ug pnb skr hno hnd khw bft uzs tkm he iw yi ydd ji jpr arc syr aii cld tru tmr sam dv nqo rhg"
).split(" "));
const RIGHT_TO_LEFT_SCRIPTS = new Set(["arab", "aran", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg", "mand", "samr"]);

/** Codes a phone in the Netherlands is likely to have; any other code may be typed. */
export const COMMON = (
  "nl en ar ti tr pl uk ru fa prs ps ur ckb kmr so am om fr es pt pt-BR de it ro bg hu cs sk hr sr bs sq el " +
  "zh-Hans zh-Hant vi th id ja ko hi bn pa ta ne si he yi syr aii arc ug sd dv ary rif zgh kab pap srn hns " +
  "sw rw rn ln wo ff ha yo ig ak ka hy az ku fy li lt lv et fi sv da no mn my km tl"
).split(" ");

/** @param {string} tag a language tag such as "ar", "fa-AF", "pa-Arab" or "sr_Latn" */
export function isRightToLeft(tag) {
  const [language, ...rest] = tag.toLowerCase().split(/[-_]/);
  const script = rest.find((part) => part.length === 4 && /^[a-z]+$/.test(part));
  if (script) return RIGHT_TO_LEFT_SCRIPTS.has(script);
  return RIGHT_TO_LEFT.has(language);
}

const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
// Chromium carries no English name for these.
const OWN_NAMES = {
  prs: "Dari", aii: "Assyrian Neo-Aramaic", rif: "Tarifit", ary: "Moroccan Arabic", hns: "Sarnami Hindustani",
  kmr: "Kurmanji", arc: "Aramaic", syr: "Syriac", zgh: "Tamazight", pap: "Papiamento", srn: "Sranantongo",
};

/** The English name of a language, or the tag itself where nobody knows one. */
export function languageName(tag) {
  try {
    return OWN_NAMES[tag] ?? names.of(tag.replaceAll("_", "-")) ?? tag;
  } catch {
    return tag;
  }
}

/** The tag that was meant: a code stays as it is, an English name from the list becomes its code. */
export function languageTag(typed) {
  const text = typed.trim();
  const sought = text.toLowerCase();
  return COMMON.find((tag) => languageName(tag).toLowerCase() === sought) ?? text;
}
