"""docs/limits.md says what the policy says (trust.md 22)."""

from datetime import timedelta
from pathlib import Path

from domain.limits import OF_NOBODY, Limit, bound
from domain.people import Role
from domain.policy import Policy
from scripts import make_promises

PAGE = (Path(__file__).parents[1] / "docs/limits.md").read_text(encoding="utf-8")
TIMES = {timedelta(minutes=1): "1 minute", timedelta(hours=1): "1 hour", timedelta(days=1): "1 day"}


def row(limit: Limit, policy: Policy) -> str:
    """The line of the table."""
    citizen, staff = (bound(policy, limit, role) for role in (Role.CITIZEN, Role.COORDINATOR))
    whose = "the link, whoever opens it" if limit in OF_NOBODY else "the person"
    return f"| `{limit}` | {citizen.most} | {staff.most} | {TIMES[citizen.within]} | {whose} |"


def test_the_table_is_that_of_the_product() -> None:
    policy = make_promises.usual()
    table = PAGE.split("## What is counted\n", 1)[1].strip().split("\n\n")[0].splitlines()[2:]
    assert table == [row(limit, policy) for limit in Limit]


def test_whoever_has_no_file_has_the_same_limits() -> None:
    for limit in Limit:
        for role in Role:
            assert bound(Policy(), limit, role) == bound(make_promises.usual(), limit, role)


def test_all_of_a_minute_may_come_at_once() -> None:
    assert make_promises.usual().actions_at_once == make_promises.usual().actions_a_minute == 60
