"""The screens for whoever does not hold their phone alone, for the gallery."""

from collections.abc import Iterator

from bot.texts import safe_phone
from bot.texts.screens import Screen


def safe_phone_screens() -> Iterator[tuple[str, Screen]]:
    """The code word with and without one, what is answered to it, and an emptied chat."""
    yield "code word, none", safe_phone.page(has_one=False)
    yield "code word, one", safe_phone.page(has_one=True)
    for said in (safe_phone.kept, safe_phone.removed, safe_phone.delete_it_yourself):
        yield f"code word, {said.__name__}", safe_phone.page(has_one=True, note=said())
    yield "code word, awaited", safe_phone.awaited()
    yield "code word, unfit", safe_phone.awaited(safe_phone.unfit())
    yield "code word, numbers", safe_phone.numbers()
    yield "hidden", safe_phone.hidden()
