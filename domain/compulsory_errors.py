"""Refusals under compulsory help, and where main persons do not agree (`domain/errors.py` says how they become sentences)."""

from domain.errors import DomainError


class ConditionsFixedError(DomainError):
    """The conditions are known, and the meeting is less than a week away: nobody is taken by surprise."""

    code = "conditions_fixed"


class TooManyConditionsError(DomainError):
    """Five conditions are written down already (domain.conditions.MOST)."""

    code = "too_many_conditions"


class MainPersonsDisagreeError(DomainError):
    """Those whom the request is about do not agree with each other, so that nothing is sent to their circle."""

    code = "main_persons_disagree"
