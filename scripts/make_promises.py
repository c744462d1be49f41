"""Writes the tables of docs/promises.md from kring/policy.toml.

python -m scripts.make_promises           # write
python -m scripts.make_promises --check   # exit 1 when the page is not up to date
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.policy import Policy
from domain.promises import sentences
from kring.settings import policy_from

PAGE = Path(__file__).parents[1] / "docs" / "promises.md"


def timers(policy: Policy) -> Iterator[str]:
    """The table of timers, line by line."""
    yield "| What falls due | While the request is | Within | Of | Who hears it | What is asked | What comes next |"
    yield "|---|---|---|---|---|---|---|"
    for timer in policy.promises:
        states = ", ".join(timer.states)
        cells = (
            f"`{timer.due}`",
            states,
            sentences.wait_of(timer, policy),
            sentences.after(timer),
            sentences.told(timer.tells),
            timer.asks,
            timer.next,
        )
        yield f"| {' | '.join(cells)} |"


def escalations(policy: Policy) -> Iterator[str]:
    """The table of escalations, line by line."""
    yield "| Number | Kinds | Who hears it, one after the other | What is asked |"
    yield "|---|---|---|---|"
    for kinds, escalation in sentences.escalations(policy):
        names = ", ".join(f"`{kind}`" for kind in kinds)
        hour = "; at any hour" if escalation.ladder.urgent else ""
        ladder = f"{sentences.ladder_of(escalation.ladder, policy)}{hour}"
        yield f"| {escalation.ladder.code or '-'} | {names} | {ladder} | {escalation.asks} |"


def amounts(policy: Policy) -> Iterator[str]:
    """The table of limits and other waits, line by line."""
    yield "| Name | Amount |"
    yield "|---|---|"
    for name, amount in sentences.amounts(policy):
        yield f"| `{name}` | {amount} |"


def page(text: str, policy: Policy) -> str:
    """The text of the page with the tables of this policy between their marks."""
    for name, lines in (("timers", timers), ("escalations", escalations), ("amounts", amounts)):
        table = "\n".join(lines(policy))
        text = re.sub(
            rf"(?s)(<!-- {name} -->\n).*?(\n<!-- end -->)",
            lambda found, table=table: f"{found[1]}{table}{found[2]}",  # type: ignore[misc]
            text,
        )
    return text


def usual() -> Policy:
    """The policy that comes with the product."""
    return policy_from(None, ZoneInfo("Europe/Amsterdam"))


def main() -> int:
    """Write the page, or look whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    before = PAGE.read_text(encoding="utf-8")
    after = page(before, usual())
    if parser.parse_args().check:
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
