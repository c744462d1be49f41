"""Every cell of the matrix against the real dispatcher and database: role x verb x whose thing it is (trust.md 7, 8, 9).

What may not be done is answered like what is not there, in the same words, and changes nothing in any table.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.rights import BUTTONS_NEED, COMMANDS_NEED, EVERYONE, is_open
from bot.routes import BUTTONS, COMMANDS
from bot.texts.errors import SENTENCES
from domain.people import Action, Role
from scripts import make_rights
from storage.arrivals import Caller
from tests.bot.rights_world import Play, Thing, World, built, playing
from tests.databases import opened
from tests.office import FAR, HERE, NEXT_DOOR, Office

_ABOUT_ONESELF = """
h lang rq ok no pr dn dw dm ds hu f fb fc fe fg fn fq fx fs ra st m mj x aw ad as ax om j pf pa py pb pl pg pc pk pw
pn pm px po ps pq pz zs zn zq za zi zl zc zb zt zw zy
"""
ABOUT_ONESELF = frozenset(_ABOUT_ONESELF.split())
"""They reach nothing by a reference: a menu, one's own forms, profile, consent, absence; a request may be about any other.

For these the role alone is asked.
"""

REACHES: dict[str, str] = {
    "asker": "ro rp rg rw:other re w gp ga gd td ta ts tq lp ly:1 ln:1 vl vo:0 vt:0:{guest} vw:0 vz:0 "
    "vm vy:x vn:x vu vr pt pu:follow_up:n qm",
    "finder": "rn:ar:y rk",
    "reader": "lf lg lq ls ld lv",
    "manager": "mo ml mc:{member} ma mp:{member} mn:ar mw me:other mb mt mx:token mk",
    "offer": "ol oq:0:n oa od:no_time op",
    "job": "jo jc jn js jt:0 jd:3:d jm jh jf jq jr jp je:other jb:y cu:y ju ci ca cm cc cl tj y yp yb l la le:nl lh:y lw lm:1 "
    "li:nl va vd:0:y vp vk vg:x vs vx qj qp qr:- qe ql qd qg",
    "held": "ka kr kl:1",
    "circle": "cv cg cx:y cb cr:yes cn cs cz qo",
    "own circle": "gv gy gn:y",
    "guest": "iv ir:yes in it:video:y ip ia:may_not ig:y iw il:y tg tk:{day} tf is ih vi pi pv "
    "qc qw qk qx:token qa qt qy:1 qn:1 qs:1:-:0",
    "line": "lb lc lk:help lo lx:y lz:ar",
    "day": "tr tc",
    "line to keep": "lr",
    "asking": "kb kp:1 kf:1:g kt kd ks",
    "escalation": "xo xt xd:other xn xl:busy:morning wx uw",
    "member": "zp ze zr",
}
"""How each other verb reaches a thing: the kind, and what stands behind its reference."""

_NEEDS_MORE = "rn rk mn mx vt uw wx lg qm qo qc qw qk qx qa qt qy qn qs qj qp qr qe ql pi pv zr ks lz ih vr vi tq tf lp ly ln mc mp"
NEEDS_MORE = frozenset(_NEEDS_MORE.split())
"""Own things for which something else must have happened before; that they are found is held where they are tested."""

OF_A_REGION = frozenset({"manager", "escalation"})
TO_FAMILIES = frozenset({"w"})
"""A manager may write to the families of their own region."""

MADE_UP = {"asker", "finder", "reader", "manager"}
"""Kinds whose reference is a receipt."""


def cells() -> dict[str, tuple[str, str]]:
    """For each verb the kind of thing, and what stands behind its reference."""
    found = {}
    for kind, told in REACHES.items():
        for word in told.split():
            verb, _, rest = word.partition(":")
            found[verb] = (kind, rest)
    return found


CELLS = cells()
NOT_FOUND = SENTENCES["not_found"]()
SAME_WORDS = {
    NOT_FOUND,
    *(
        SENTENCES[code]()
        for code in ("asking_closed", "circle_invitation_closed", "moment_gone", "plan_gone")
    ),
}
"""What is said of something that is not there, and in the same words of what is not theirs."""


class Failures(logging.Handler):
    """What the dispatcher could not answer by itself."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.getMessage()} {record.exc_info and record.exc_info[1]!r}")


@pytest.fixture(scope="module")
def world(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One template of the world for all tests: whatever they do is taken back."""
    file = tmp_path_factory.mktemp("rights") / "kring.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    with opened(f"sqlite:///{file}") as engine:
        yield built(Office(engine))


@pytest.fixture
def play(world: World) -> Iterator[Play]:
    failures = Failures()
    logging.getLogger("bot").addHandler(failures)
    with playing(world) as found:
        yield found
    logging.getLogger("bot").removeHandler(failures)
    assert failures.said == []


def data_of(world: World, verb: str, ref: str) -> str:
    _, rest = CELLS[verb]
    filled = rest.format(**{name: things[0].ref for name, things in world.things.items() if " " not in name})
    return f"{verb}:{ref}:{filled}".rstrip(":")


def made_up(kind: str) -> str:
    """A reference as one of this kind looks, of nothing."""
    return "K-2222-2222" if kind in MADE_UP else "ABCDEFGHJKLM"


def test_no_verb_and_no_command_is_without_a_right_and_no_right_is_of_nothing() -> None:
    assert set(BUTTONS_NEED) == set(BUTTONS)
    assert set(COMMANDS_NEED) == {*COMMANDS, "start"}


def test_the_page_says_what_the_tables_say() -> None:
    assert make_rights.main(["--check"]) == 0, "python -m scripts.make_rights"
    assert set(make_rights.SAID) == {EVERYONE, *Action}


def test_every_verb_has_a_cell() -> None:
    assert set(CELLS) | ABOUT_ONESELF == set(BUTTONS)
    assert set(CELLS) & ABOUT_ONESELF == set()


def test_what_no_table_names_is_nobodys() -> None:
    assert not any(is_open(role, None) for role in Role)
    assert all(is_open(role, EVERYONE) for role in Role)


async def refused(play: Play, who: Caller, data: str, expected: str | None) -> list[str]:
    """What is wrong with this press, which must be answered as what is not there, and change nothing."""
    before = play.dump()
    answer = await play.presses(who, data)
    wrong = [] if play.dump() == before else [f"{data} changed something"]
    if answer not in ({expected} if expected else SAME_WORDS):
        wrong.append(f"{data}: {answer[:90]!r}, not {str(expected)[:40]!r}")
    return wrong


@pytest.mark.asyncio
@pytest.mark.parametrize("role", list(Role))
async def test_a_role_that_may_not_finds_nothing_even_of_what_was_its_own(
    world: World, play: Play, role: Role
) -> None:
    """Whoever lost the role has lost the access: the owner of the thing, in a role without the right."""
    wrong = []
    for verb, needed in BUTTONS_NEED.items():
        if is_open(role, needed):
            continue
        thing = world.things[CELLS[verb][0]][0] if verb in CELLS else Thing("", world.bystander)
        with play.taken_back():
            play.wears(thing.owner, role, HERE)
            data = data_of(world, verb, thing.ref) if verb in CELLS else verb
            wrong += await refused(play, thing.owner, data, NOT_FOUND)
    assert not wrong, "\n".join(wrong)


@pytest.mark.asyncio
@pytest.mark.parametrize("role", list(Role))
async def test_what_is_not_theirs_is_answered_like_what_is_not_there(
    world: World, play: Play, role: Role
) -> None:
    """Another's thing, another region's, and of an ended job, in the very words of a reference that somebody made up."""
    wrong = []
    for verb, (kind, _) in CELLS.items():
        if not is_open(role, BUTTONS_NEED[verb]) or kind == "member":
            continue
        # A manager is at home in a region: of what is reached by it, another's is another region's.
        home = FAR if kind in OF_A_REGION or verb in TO_FAMILIES else HERE
        with play.taken_back():
            play.wears(world.bystander, role, home)
            nothing = await play.presses(world.bystander, data_of(world, verb, made_up(kind)))
            if nothing not in SAME_WORDS:
                wrong.append(f"{verb} of nothing: {nothing[:90]!r}")
            for thing in world.things[kind]:
                wrong += await refused(play, world.bystander, data_of(world, verb, thing.ref), nothing)
            play.wears(world.bystander, role, NEXT_DOOR if home == FAR else FAR)
            data = data_of(world, verb, world.things[kind][0].ref)
            wrong += await refused(play, world.bystander, data, nothing)
    assert not wrong, "\n".join(wrong)


@pytest.mark.asyncio
@pytest.mark.parametrize("role", list(Role))
async def test_of_what_has_ended_and_of_nothing_its_owner_finds_nothing(
    world: World, play: Play, role: Role
) -> None:
    wrong = []
    for verb, (kind, _) in CELLS.items():
        if not is_open(role, BUTTONS_NEED[verb]):
            continue
        for thing in world.things[kind]:
            with play.taken_back():
                play.wears(thing.owner, role, HERE)
                wrong += await refused(play, thing.owner, data_of(world, verb, made_up(kind)), None)
                if thing.ended:
                    wrong += await refused(play, thing.owner, data_of(world, verb, thing.ref), None)
    assert not wrong, "\n".join(wrong)


@pytest.mark.asyncio
@pytest.mark.parametrize("role", list(Role))
async def test_what_may_be_done_is_not_refused_as_not_found(world: World, play: Play, role: Role) -> None:
    """Where only this person stands: for the helpdesk and the admins a region without a manager is their own."""
    wrong = []
    for verb, needed in BUTTONS_NEED.items():
        if not is_open(role, needed) or verb in NEEDS_MORE:
            continue
        thing = world.things[CELLS[verb][0]][0] if verb in CELLS else Thing("", world.bystander)
        data = data_of(world, verb, thing.ref) if verb in CELLS else verb
        with play.taken_back():
            play.nobody_manages()
            play.wears(thing.owner, role, HERE)
            answer = await play.presses(thing.owner, data)
            if any(words in answer for words in SAME_WORDS):
                wrong.append(f"{data}: {answer[:90]!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.asyncio
@pytest.mark.parametrize("role", list(Role))
async def test_commands_are_of_those_who_may(world: World, play: Play, role: Role) -> None:
    for name, needed in COMMANDS_NEED.items():
        with play.taken_back():
            play.wears(world.bystander, role, HERE)
            before = play.dump()
            answer = await play.says(world.bystander, f"/{name}")
            if is_open(role, needed):
                assert NOT_FOUND not in answer, name
            else:
                assert (answer, play.dump()) == (NOT_FOUND, before), name
