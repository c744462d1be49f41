"""Why someone stands on the shortlist, in words."""

from bot.texts.labels import labels
from bot.texts.screens import plain, safe
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.words import language, region
from domain.matching import Drop, DropKind, Reason, ReasonCode
from domain.wishes import Weight, Wish, WishKind


def wish(made: Wish) -> str:
    """A wish in a few words."""
    value = _wished(made.kind, made.value)
    if made.weight is Weight.MUST:
        return _("{wish} (must)").format(wish=value)
    return _("{wish} (if possible)").format(wish=value)


def reason(found: Reason) -> str:
    """One reason."""
    values = found.values
    match found.code:
        case ReasonCode.WISH_MET:
            return _("as wished: {wish}").format(wish=_of(found))
        case ReasonCode.WISH_UNMET:
            return _("not as wished: {wish}").format(wish=_of(found))
        case ReasonCode.WISH_UNSURE:
            return _("not known: {wish}").format(wish=_of(found))
        case ReasonCode.SPEAKS:
            return _("speaks {language}").format(language=language(str(values["language"])))
        case ReasonCode.SPEAKS_NEAR:
            return _("speaks {language}, which is close to {instead}; the family said yes").format(
                language=language(str(values["language"])), instead=language(str(values["instead_of"]))
            )
        case ReasonCode.NEEDS_INTERPRETER:
            return _("needs an interpreter for {language}").format(language=language(str(values["language"])))
        case ReasonCode.OWN_REGION:
            return _("works in {region}").format(region=region(str(values["region"])))
        case ReasonCode.NEIGHBOURING_REGION:
            return _("works in a region next to {region}").format(region=region(str(values["region"])))
        case _:
            return _fairness(found)


def _fairness(found: Reason) -> str:
    match found.code:
        case ReasonCode.NO_JOB_YET:
            return _("free, has not had a conference yet")
        case ReasonCode.LAST_JOB:
            days = int(found.values["days"])
            return ngettext("free since {count} day", "free since {count} days", days).format(count=days)
        case ReasonCode.NO_OFFERS_LATELY:
            return _("was not asked lately")
        case _:
            offers = int(found.values["offers"])
            return ngettext(
                "was asked {count} time lately",
                "was asked {count} times lately",
                offers,
            ).format(count=offers)


def drop(found: Drop) -> str:
    """What could be relaxed, for a button."""
    match found.kind:
        case DropKind.WISH if found.wish is not None:
            return _("Without: {wish}").format(wish=plain(_wished(found.wish.kind, found.wish.value)))
        case DropKind.NEIGHBOURING_REGIONS:
            return _("Also the regions next to this one")
        case DropKind.INTERPRETER:
            return _("With an interpreter")
        case DropKind.ALL_WISHES:
            return _("Without any wish")
        case _:
            return _("Also {language}").format(language=plain(language(found.tag)))


def _of(found: Reason) -> str:
    return _wished(WishKind(str(found.values["kind"])), str(found.values["value"]))


def _wished(kind: WishKind, value: str) -> str:
    match kind:
        case WishKind.LANGUAGE:
            return language(value)
        case WishKind.GENDER | WishKind.AGE | WishKind.RELIGION:
            return labels("request", f"wish_{kind}").get(value, safe(value))
        case WishKind.CULTURE:
            return _("knows the culture {culture}").format(culture=safe(value))
        case _:
            return _("not from the community {community}").format(community=safe(value))
