"""A page for paper: one file that needs nothing from outside, in the direction and the letters of its reader.

Nothing in it runs, loads or points anywhere, and the file itself says so to the browser. The fonts are those of the
device: the names below are what phones and computers have for Arabic, Ethiopic and other letters.
"""

from html import escape
from typing import Final

from bot.texts.screens import FIRST_STRONG_ISOLATE, POP_ISOLATE, plain, safe
from domain import languages

FILE: Final = "kring.html"
PDF_FILE: Final = "kring.pdf"
"""What every such file is called: the name says nothing about anyone."""

_STYLE: Final = """
@page { size: A4; margin: 15mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { background: #fff; color: #111; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 6mm 5mm; max-width: 180mm; text-align: start;
  font: 12pt/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Geeza Pro",
    "Noto Sans Ethiopic", Kefa, Ebrima, Nyala, "Abyssinica SIL", "Noto Sans Hebrew", "Noto Sans Devanagari",
    "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai", "Noto Sans CJK SC", sans-serif;
}
:lang(ar), :lang(fa), :lang(prs), :lang(ps), :lang(ur), :lang(ckb), :lang(ary), :lang(arz), :lang(apc) {
  font-family: "Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", "Segoe UI", Tahoma, system-ui, "Noto Sans",
    "Noto Sans Ethiopic", Kefa, Ebrima, Nyala, "Abyssinica SIL", sans-serif;
  line-height: 1.75;
}
:lang(ti), :lang(am) {
  font-family: "Noto Sans Ethiopic", Kefa, Ebrima, Nyala, "Abyssinica SIL", system-ui, "Noto Sans",
    "Noto Sans Arabic", "Geeza Pro", sans-serif;
  line-height: 1.7;
}
[dir="rtl"] > body, .page[dir="rtl"] { font-size: 13pt; }
.page[dir="ltr"] { font-size: 12pt; }
h1 { font-size: 19pt; line-height: 1.3; margin: 0 0 4mm; }
h2 { font-size: 14pt; line-height: 1.35; margin: 7mm 0 2mm; }
h1, h2, h3 { break-after: avoid; text-wrap: balance; }
p, ul, ol, dl, table { margin: 0 0 3mm; }
p, li, dd, dt, td { orphans: 2; widows: 2; overflow-wrap: anywhere; }
ul, ol { padding-inline-start: 7mm; }
li, tr, .whole { break-inside: avoid; }
li { margin-bottom: 2mm; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 2mm; border: 0.3mm solid #888; text-align: start; vertical-align: top; }
.page { break-after: page; }
.page:last-child { break-after: auto; }
.quiet { color: #444; font-size: 0.84em; }
.box { border: 0.5mm solid #111; border-radius: 3mm; padding: 4mm 5mm; margin: 0 0 4mm; break-inside: avoid; }
.link { direction: ltr; unicode-bidi: isolate; overflow-wrap: anywhere; font: 9pt ui-monospace, monospace; text-align: -webkit-match-parent;
  text-align: match-parent; }
.code { display: flex; gap: 6mm; align-items: center; }
.code svg { flex: none; width: 44mm; height: 44mm; background: #fff; }
.mark { float: inline-end; margin: 0; padding-inline-start: 6mm; color: #444; font-size: 0.84em; }
.signs { padding: 0; list-style: none; }
.signs li { display: flex; gap: 4mm; align-items: center; padding-inline-start: 15mm; }
.signs li.sign { padding-inline-start: 0; }
.sign svg { flex: none; width: 11mm; height: 11mm; fill: none; stroke: currentColor; stroke-width: 1.6;
  stroke-linecap: round; stroke-linejoin: round; }
.line { display: flex; gap: 3mm; border-top: 0.2mm solid #bbb; padding: 1.5mm 0; break-inside: avoid; }
.line > b { flex: none; min-width: 7mm; }
.line > div { flex: auto; min-width: 0; }
.line, .line * { line-height: 1.4; }
.line p { margin: 0; }
.line + h2 { margin-top: 5mm; }
.line + p { margin-top: 4mm; }
.apart { display: flex; flex-wrap: wrap; column-gap: 6mm; }
@media screen {
  html { background: #eee; }
  body { background: #fff; min-height: 100vh; }
  .page + .page { border-top: 0.3mm dashed #888; margin-top: 10mm; padding-top: 10mm; }
}
@media screen and (max-width: 480px) { .code { flex-direction: column; align-items: start; } }
@media print { body { max-width: none; padding: 0; } }
"""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def document(*, locale: str, title: str, body: str) -> bytes:
    """A whole page as a file: UTF-8, in the reader's direction, with the style for paper.

    Args:
        locale: the tag of the reader's language.
        title: what the browser's window and the head of a printed sheet say; it is escaped here, and names nobody.
        body: HTML whose variables all went through `text`. The classes are `page` (a sheet of its own), `whole` (not
            cut by the end of a sheet), `box`, `quiet`, `code`, `link`, `mark` (in the corner), `signs` (a list with a
            drawing in each `sign`), `line` (its number beside what it says) and `apart` (short things in a row).
    """
    return (
        f"<!doctype html>\n<html {spoken(locale)}>\n<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(plain(title))}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def text(value: object, language: str | None = None) -> str:
    """A value in a page: escaped, and apart, so that it turns no other line and is no markup.

    Args:
        value: what somebody typed, or anything else that is not ours.
        language: the tag of the language that it is in, where that is known.
    """
    harmless = safe(value).strip(FIRST_STRONG_ISOLATE + POP_ISOLATE)
    return f"<bdi{'' if language is None else f' lang={_quoted(language)}'}>{harmless}</bdi>"


def words(value: object) -> str:
    """What somebody said, as a paragraph of its own in the direction of its first letter."""
    harmless = safe(value).strip(FIRST_STRONG_ISOLATE + POP_ISOLATE)
    return f'<p class="said" dir="auto">{harmless}</p>'


def page(locale: str, inner: str) -> str:
    """A sheet of its own, in the language of its reader, which may be another one than the document's."""
    return f'<section class="page" {spoken(locale)}>\n{inner}\n</section>'


def spoken(locale: str) -> str:
    """The attributes of an element whose words are in this language."""
    return f'lang={_quoted(locale)} dir="{"rtl" if languages.is_rtl(locale) else "ltr"}"'


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'
