"""The rules for one coordinator and one request, in plain words: what blocks, what counts, and why.

This is the definition; `ranking` gives the same answer for a whole pool at once.
"""

from datetime import date

from domain.matching.facts import Candidate, Need, Weights
from domain.matching.verdicts import BlockReason, Ranked, Reason, ReasonCode
from domain.wishes import Wish, WishKind, age_band

NEAR_LEVEL = 1
"""A near language is understood, not shared: it counts as the lowest level."""

BEST_LEVEL = 3


def first_block(
    need: Need, candidate: Candidate, *, today: date, weights: Weights | None = None
) -> BlockReason | None:
    """Give the first reason why `candidate` cannot take `need`, in the order of `BlockReason`; None if they fit.

    Ask it again just before an offer goes out: the world may have moved since the shortlist.
    """
    weights = weights or Weights()
    until = candidate.certificate_until
    regions = {need.region, *need.neighbouring} if need.use_neighbouring else {need.region}
    blocks = {
        BlockReason.REGION: candidate.regions.isdisjoint(regions),
        BlockReason.SCOPE: need.variant not in candidate.scope,
        BlockReason.BUSY: candidate.busy >= weights.running_jobs,
        BlockReason.PAUSED: candidate.paused,
        BlockReason.UNAVAILABLE: not candidate.available,
        BlockReason.CERTIFICATE: until is not None and until < today,
        BlockReason.TIE: not candidate.ties.isdisjoint(need.bodies),
        BlockReason.DECLINED: candidate.ref in need.declined,
        BlockReason.EXCLUDED: candidate.ref in need.excluded,
        BlockReason.MUST_LANGUAGE: any(not _level(need, candidate, tag) for tag in need.must_languages),
    }
    for wish in need.musts:
        if wish.kind is not WishKind.LANGUAGE and not meets(need, candidate, wish, today=today):
            blocks[BlockReason.of_must(wish.kind)] = True
    return next((reason for reason in BlockReason if blocks.get(reason)), None)


def meets(need: Need, candidate: Candidate, wish: Wish, *, today: date) -> bool:
    """Whether `candidate` meets `wish`. What is not known is not met, but for `not_from`.

    Few people let their community be written down; were that held against them, a wish not to have someone
    from one's own community would leave nobody. The reason `wish_unsure` tells the manager to ask.
    """
    match wish.kind:
        case WishKind.LANGUAGE:
            return bool(_level(need, candidate, wish.value))
        case WishKind.GENDER:
            return candidate.gender == wish.value
        case WishKind.AGE:
            return candidate.born is not None and age_band(candidate.born, today=today) == wish.value
        case WishKind.CULTURE:
            return wish.meaning in candidate.culture
        case WishKind.RELIGION:
            return wish.meaning in candidate.religion
        case _:  # WishKind.NOT_FROM
            return wish.meaning not in candidate.culture


def appraise(need: Need, candidate: Candidate, *, today: date, weights: Weights | None = None) -> Ranked:
    """Give the points of someone who fits, with every reason; blocks are not looked at."""
    weights = weights or Weights()
    met: list[Wish] = []
    unmet: list[Wish] = []
    reasons = _language_reasons(need, candidate)
    score = weights.fairness(candidate, today=today)
    if need.region in candidate.regions:
        score += weights.travel
    if need.wanted_languages:
        score += weights.level * min(_level(need, candidate, tag) for tag in need.wanted_languages)
    for wish in need.wishes:
        is_met = meets(need, candidate, wish, today=today)
        (met if is_met else unmet).append(wish)
        reasons.append(_wish_reason(candidate, wish, is_met=is_met))
        if is_met and not wish.is_must:
            score += _wish_points(need, candidate, wish, weights)
    reasons.append(_travel_reason(need, candidate))
    reasons += _fairness_reasons(candidate, today=today)
    return Ranked(candidate.ref, score, tuple(met), tuple(unmet), tuple(reasons))


def _level(need: Need, candidate: Candidate, tag: str) -> int:
    spoken = candidate.languages.get(tag, 0)
    if spoken or not need.near_languages:
        return spoken
    return NEAR_LEVEL if any(near in candidate.languages for near in need.stands_in_for(tag)) else 0


def _wish_points(need: Need, candidate: Candidate, wish: Wish, weights: Weights) -> int:
    if wish.kind is WishKind.LANGUAGE:
        return weights.wish * _level(need, candidate, wish.value) // BEST_LEVEL
    return weights.wish


def _wish_reason(candidate: Candidate, wish: Wish, *, is_met: bool) -> Reason:
    code = ReasonCode.WISH_MET if is_met else ReasonCode.WISH_UNMET
    if wish.kind is WishKind.NOT_FROM and not candidate.culture:
        code = ReasonCode.WISH_UNSURE
    return Reason(code, {"kind": wish.kind, "value": wish.value, "weight": wish.weight})


def _language_reasons(need: Need, candidate: Candidate) -> list[Reason]:
    reasons = []
    for tag in need.wanted_languages:
        near = [other for other in need.stands_in_for(tag) if other in candidate.languages]
        if tag in candidate.languages:
            reasons.append(Reason(ReasonCode.SPEAKS, {"language": tag, "level": candidate.languages[tag]}))
        elif near:
            level = candidate.languages[near[0]]
            values: dict[str, str | int] = {"language": near[0], "instead_of": tag, "level": level}
            reasons.append(Reason(ReasonCode.SPEAKS_NEAR, values))
        else:
            reasons.append(Reason(ReasonCode.NEEDS_INTERPRETER, {"language": tag}))
    return reasons


def _travel_reason(need: Need, candidate: Candidate) -> Reason:
    if need.region in candidate.regions:
        return Reason(ReasonCode.OWN_REGION, {"region": need.region})
    nearest = min(candidate.regions & need.neighbouring, default="")
    return Reason(ReasonCode.NEIGHBOURING_REGION, {"region": nearest})


def _fairness_reasons(candidate: Candidate, *, today: date) -> list[Reason]:
    ended, offers = candidate.last_job_ended_on, candidate.recent_offers
    return [
        Reason(ReasonCode.NO_JOB_YET)
        if ended is None
        else Reason(ReasonCode.LAST_JOB, {"days": max((today - ended).days, 0)}),
        Reason(ReasonCode.OFFERS_LATELY, {"offers": offers})
        if offers
        else Reason(ReasonCode.NO_OFFERS_LATELY),
    ]
