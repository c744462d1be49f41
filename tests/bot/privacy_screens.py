"""Every screen about a person's own rights, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import invitations, own_data, privacy
from bot.texts.screens import Screen
from casework.consents import Change, Consents, Given, OfRequest
from casework.forgetting import Meaning, Receipt
from domain.consents import OF_A_REQUEST, Layer
from tests.bot.cards import NOW, RECEIPT, REF, TODAY
from tests.bot.invitation_screens import INVITATION


def layers(*, given: bool, can_change: bool = True) -> OfRequest:
    """A request with all its layers alike."""
    return OfRequest(
        RECEIPT, not can_change, tuple(Given(layer, given, NOW, can_change) for layer in OF_A_REQUEST)
    )


def privacy_screens() -> Iterator[tuple[str, Screen]]:
    """What is kept, the consents, being forgotten, and what others are told of it."""
    yield "privacy", privacy.privacy()
    yield "nothing agreed to", privacy.consents(Consents(None, (), ()))
    everything = Consents(NOW, (layers(given=True),) * 3, ((REF, NOW),) * 2)
    yield "agreed to", privacy.consents(everything)
    for given in (True, False):
        yield f"layers {given}", privacy.of_request(layers(given=given))
        yield f"layers {given}, over", privacy.of_request(layers(given=given, can_change=False))
    for layer in (Layer.SHARE, Layer.CONTACT, Layer.FOLLOW_UP):
        for given in (True, False):
            yield f"changed {layer} {given}", privacy.changed(Change(RECEIPT, None, layer, given))
            yield f"changed {layer} {given}, job", privacy.changed(Change(RECEIPT, REF, layer, given))
    yield "really stop", privacy.really_stop(RECEIPT)
    yield "yes taken back", privacy.taken_back()
    yield "told deleted", privacy.told_deleted(REF)
    for count in (0, 1, 3):
        meaning = Meaning(count, count, has_job=count > 0, is_staff=count > 0)
        yield f"forgetting {count}", privacy.what_it_means(meaning)
    yield "really forget", privacy.are_you_sure()
    yield "forgotten", privacy.forgotten(Receipt(REF, TODAY))
    yield "my data", own_data.files(b"page", b"{}")
    yield "invitation before the yes", invitations.invitation(replace(INVITATION, agreed=False))
