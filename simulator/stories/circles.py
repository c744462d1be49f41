"""The stories of a circle: eleven people in four languages, a plan made anew, somebody unsafe, a second meeting."""

from simulator.stories.cast import Cast, finish, require
from simulator.stories.circle import NO, Person, gathered, invite, open_circle, open_own_people, open_person
from simulator.stories.phones import Phone
from simulator.stories.planning import (
    find_a_day,
    hand_out,
    hold,
    open_plan,
    read_plan,
    say_yes_to_plan,
    set_second_day,
    write_line,
)

ELEVEN = [
    Person("aunt with the blue car", "Nederlands", "nl"),
    Person("uncle who cooks", "العربية", "ar"),
    Person("grandmother", "ትግርኛ", "ti"),
    Person("neighbour upstairs", "polski", "pl"),
    Person("the eldest", "Nederlands", "nl", part="child"),
    Person("cousin with the beard", "العربية", "ar"),
    Person("friend of the choir", "Nederlands", "nl", says=NO),
    Person("sister far away", "ትግርኛ", "ti"),
    Person("lady of the school", "Nederlands", "nl", part="professional"),
    Person("old teacher", "Nederlands", "nl", telegram=False),
]
"""With the main person these are eleven: four languages, a child, a professional, somebody without Telegram."""

FEW = [ELEVEN[0], ELEVEN[1], ELEVEN[8]]

LINES = (
    ("Every Tuesday the children eat with aunt", "aunt with the blue car"),
    ("كل يوم جمعة نتصل <b>بالجدة</b>", "uncle who cooks"),
    ("ሰንበት ምስ ዓባይ ንበልዕ", "sister far away"),
)


async def eleven_people_four_languages(cast: Cast) -> None:
    """Eleven people in four languages: invited, heard, left among themselves, and each gets the plan to read."""
    gathering = await gathered(cast, ELEVEN, compulsory=True)
    stranger = await cast.phones.add("stranger", cast.locale)
    aunt = gathering.guests["aunt with the blue car"]
    await aunt.tap(r"ip:\w+")
    await aunt.tap(r"ig:\w+:\w+")
    await _think_along(gathering.guests["uncle who cooks"])
    await open_own_people(gathering)
    await gathering.requester.tap(r"gd:K-.+")
    await gathering.requester.tap(r"gy:\w+")
    await cast.phones.settle()
    (link,) = await invite(gathering, [Person("neighbour with the dog", "polski", "pl")])
    await stranger.open(link)
    require(not await stranger.has_button(r"ir:\w+:yes"), "a second person got in by the same link")
    await open_circle(gathering)
    await gathering.coordinator.tap(r"cl:\w+")
    await find_a_day(gathering)
    await cast.phones.advance("P10D")
    await hold(gathering)
    await open_plan(gathering)
    for what, who in LINES:
        await write_line(gathering, what, who)
        await open_plan(gathering)
    await say_yes_to_plan(gathering)
    await hand_out(gathering)
    for word, line in (("grandmother", LINES[2][0]), ("neighbour upstairs", LINES[0][0])):
        await read_plan(gathering.guests[word], line)
    await cast.phones.advance("P28D")
    await finish(gathering.coordinator)
    await aunt.tap_old(r"lg:\w+")
    require(not await aunt.sees(LINES[0][0]), "the plan is still there when all is over")


async def plan_not_accepted_then_revised(cast: Cast) -> None:
    """The professional does not accept the plan; the family changes a line, and everybody gets the new one."""
    gathering = await gathered(cast, FEW, compulsory=True)
    await find_a_day(gathering)
    await cast.phones.advance("P10D")
    await hold(gathering, outcome="plan_pending")
    await open_plan(gathering)
    await write_line(gathering, *LINES[0])
    await say_yes_to_plan(gathering)
    await open_plan(gathering)
    await gathering.coordinator.tap(r"lo:\w+")
    await gathering.coordinator.tap(r"lx:\w+")
    await gathering.coordinator.tap(r"lx:\w+:y")
    await write_line(gathering, *LINES[1])
    await say_yes_to_plan(gathering)
    await hand_out(gathering)
    await read_plan(gathering.guests["aunt with the blue car"], "نتصل")
    require(
        not await gathering.guests["aunt with the blue car"].sees(LINES[0][0]),
        "the line that was taken out is handed out",
    )


async def unsafe_participant(cast: Cast) -> None:
    """Somebody tells in private that they may not meet another; that one is kept away, and nobody learns why."""
    gathering = await gathered(cast, [ELEVEN[0], ELEVEN[5]])
    aunt, cousin = (gathering.guests[person.word] for person in (ELEVEN[0], ELEVEN[5]))
    await aunt.tap(r"ip:\w+")
    await aunt.tap(r"ia:\w+:may_not")
    await gathering.case.manager.wait_for_button(r"xt:\w+")
    await open_person(gathering, ELEVEN[5].word)
    await gathering.coordinator.tap(r"cx:\w+")
    await gathering.coordinator.tap(r"cx:\w+:y")
    await cast.phones.settle()
    await cousin.tap_old(r"in:\w+")
    require(
        not await cousin.has_button_in_newest(r"ir:\w+:yes"), "who is kept away still reads the invitation"
    )
    await open_person(gathering, ELEVEN[0].word)


async def second_meeting(cast: Cast) -> None:
    """The first meeting ends without a plan that is finished; the circle meets once more, and then there is one."""
    gathering = await gathered(cast, FEW)
    await find_a_day(gathering)
    await cast.phones.advance("P10D")
    await hold(gathering, outcome="plan_pending")
    await set_second_day(gathering)
    await cast.phones.advance("P7D")
    await hold(gathering)
    await open_plan(gathering)
    await write_line(gathering, *LINES[0])
    await say_yes_to_plan(gathering)
    await hand_out(gathering)
    await read_plan(gathering.guests["uncle who cooks"], LINES[0][0])


async def _think_along(phone: Phone) -> None:
    """Somebody names one more person, by a word."""
    await phone.tap(r"iw:\w+")
    await phone.type_into("suggestion", "neighbour with the dog")
    await phone.type_into("suggestion", "polski")
    await phone.tap(r"fs:suggestion:\d+")
