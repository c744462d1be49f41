"""Who fits which request, how well, and why: pure rules over values (domain.md 1.1, step 4)."""

from domain.matching.appraisal import appraise, first_block, meets
from domain.matching.assignments import Assignment, Kept, Line, assign
from domain.matching.facts import Candidate, NearLanguage, Need, Weights
from domain.matching.pools import DuplicateCandidateError, Pool
from domain.matching.shortlists import shortlist
from domain.matching.supply import Supply, supply
from domain.matching.verdicts import (
    BlockReason,
    Drop,
    DropKind,
    Ranked,
    Reason,
    ReasonCode,
    Relax,
    Shortlist,
)

__all__ = [
    "Assignment",
    "BlockReason",
    "Candidate",
    "Drop",
    "DropKind",
    "DuplicateCandidateError",
    "Kept",
    "Line",
    "NearLanguage",
    "Need",
    "Pool",
    "Ranked",
    "Reason",
    "ReasonCode",
    "Relax",
    "Shortlist",
    "Supply",
    "Weights",
    "appraise",
    "assign",
    "first_block",
    "meets",
    "shortlist",
    "supply",
]
