"""Mistakes in a policy file, one a row, with what the refusal says and the line that it names."""

import re
from typing import Final

from tests.domain.policies import TEXT


def line_of(text: str, needle: str, *, after: str = "") -> int:
    """The number of the first line with the needle at or below the first line with `after`."""
    start = text.index(after)
    return text.count("\n", 0, text.index(needle, start)) + 1


def table_of(needle: str) -> str:
    """The one block of the file that has this line: from its header to the empty line."""
    [found] = [block for block in re.split(r"\n\n+", TEXT) if needle in block]
    return found


def without(block: str) -> str:
    return TEXT.replace(block, "")


def swap(needle: str, into: str, *, block: str = "") -> str:
    """The file with a needle of a block changed; of the file as a whole where no block is named."""
    whole = table_of(block) if block else TEXT
    assert needle in whole
    return TEXT.replace(whole, whole.replace(needle, into, 1))


INTAKE, DANGER = 'due = "intake_late"', 'kinds = ["danger"]'
AGAIN, RETRY = 'due = "follow_up_again"', 'due = "follow_up_retry"'

# fmt: off
WRONG: Final[dict[str, tuple[str, str, str, str]]] = {
    # name: the text, what the sentence says, the line that it names, and the line at or below which that stands
    'an unknown table': (TEXT + '\n[limit]\n', "'limit' that means nothing", '[limit]', ''),
    'an unknown limit': (swap('wave_size', 'wave_sise'), "'wave_sise' that means nothing", 'wave_sise', ''),
    'a limit that is missing': (swap('wave_size = 3', ''), '[limits] has no wave_size', '[limits]', ''),
    'a table that is missing': (without('[quiet]').replace('from = 21:00:00\nuntil = 08:00:00', ''), 'there is no table [quiet]', '# What', ''),
    'a table that is none': (swap('[quiet]', '').replace('from = 21:00:00\nuntil = 08:00:00', 'quiet = 3'), 'quiet', 'quiet = 3', ''),
    'a limit in words': (swap('wave_size = 3', 'wave_size = "three"'), 'must be a whole number', 'wave_size', ''),
    'a limit that is true': (swap('wave_size = 3', 'wave_size = true'), 'must be a whole number', 'wave_size', ''),
    'a limit of nothing': (swap('shortlist = 8', 'shortlist = 0'), 'must be at least 1', 'shortlist', ''),
    'a wait less than nothing': (swap('undo = "2 minutes"', 'undo = "-2 minutes"'), 'less than nothing', 'undo =', ''),
    'a wait of nothing': (swap('undo = "2 minutes"', 'undo = "0 minutes"'), 'no time at all', 'undo =', ''),
    'a wait as a number': (swap('undo = "2 minutes"', 'undo = -2'), 'less than nothing', 'undo =', ''),
    'a wait that is no wait': (swap('undo = "2 minutes"', 'undo = "soon"'), 'no length of time', 'undo =', ''),
    'an unknown key of a timer': (swap('tells = ["regional_manager"]', 'tell = ["regional_manager"]', block=INTAKE), "'tell' that means nothing", 'tell =', INTAKE),
    'an unknown due': (swap(INTAKE, 'due = "intake_lat"'), "'intake_lat' is none of", 'intake_lat', ''),
    'a due that is no text': (swap(INTAKE, 'due = 3'), 'due of timer 1 of the policy must be a text', 'due = 3', ''),
    'an unknown state': (swap('["submitted"]', '["sent"]', block=INTAKE), "'sent' is none of", '["sent"]', ''),
    'a final state': (swap('"registered"]', '"closed"]', block='due = "access_closes"'), 'final state closed', 'closed', 'due = "access_closes"'),
    'a state where it does not belong': (swap('["submitted"]', '["submitted", "intake"]', block=INTAKE), 'does not belong in the state intake', '"intake"', ''),
    'a state twice': (swap('["submitted"]', '["submitted", "submitted"]', block=INTAKE), "names 'submitted' twice", 'submitted', INTAKE),
    'states that are no list': (swap('["submitted"]', '"submitted"', block=INTAKE), 'must be a list of texts', 'states = "submitted"', INTAKE),
    'no states': (swap('["submitted"]', '[]', block=INTAKE), 'names nobody and nothing', 'states = []', INTAKE),
    'an unknown anchor': (swap('anchor = "submitted"', 'anchor = "birth"', block=INTAKE), "'birth' is none of", 'birth', ''),
    'an anchor that has not come yet': (swap('anchor = "submitted"', 'anchor = "meeting"', block=INTAKE), 'would never end', 'anchor = "meeting"', INTAKE),
    'an unknown clock': (swap('clock = "office"', 'clock = "moon"', block=INTAKE), "'moon' is none of office, wall", 'moon', ''),
    'a timer without a wait': (swap('wait = "1 day"\n', '', block=INTAKE), 'timer intake_late has no wait', '[[timer]]', 'Human contact'),
    'a timer that tells nobody': (swap('tells = ["regional_manager"]', 'tells = []', block=INTAKE), 'names nobody', 'tells = []', ''),
    'an unknown hearer': (swap('tells = ["regional_manager"]', 'tells = ["mayor"]', block=INTAKE), "'mayor' is none of", 'mayor', ''),
    'a hearer without words': (swap('tells = ["coordinator"]', 'tells = ["requester"]', block=AGAIN), 'has no words for a requester', 'tells = ["requester"]', AGAIN),
    'a hearer that the ladder does not begin with': (swap('tells = ["regional_manager"]', 'tells = ["helpdesk"]', block=INTAKE), 'but its escalation begins with regional_manager', 'tells = ["helpdesk"]', INTAKE),
    'a timer that asks nothing': (swap('asks = "Open', 'asks = "" # "Open', block=INTAKE), 'asks of timer intake_late must be a text', 'asks = ""', INTAKE),
    'a timer after which nothing comes': (re.sub('next = ".*"\\n', '', table_of(INTAKE)) and TEXT.replace(table_of(INTAKE), re.sub('\\nnext = ".*"', '', table_of(INTAKE))), 'timer intake_late has no next', '[[timer]]', 'Human contact'),
    'a timer twice': (TEXT.replace(table_of(AGAIN), f'{table_of(AGAIN)}\n\n{table_of(AGAIN)}'), 'promised twice in the state follow_up_due', '', ''),
    'no timers at all': (re.sub('\\[\\[timer\\]\\].*?\\n\\n', '', TEXT, flags=re.DOTALL), 'the policy has no timer', '# What', ''),
    'a state that nobody watches': (without(table_of('due = "no_first_contact"')), 'the state accepted is watched by no timer', '', ''),
    'a state of which the service never hears': (swap('["scheduled", "held"]', '["held"]'), 'the state scheduled is a dead end', '', ''),
    'a follow-up that never falls due': (without(table_of('due = "follow_up"\n')), 'the follow-up never falls due', '', ''),
    'only a timer that waits for a button': (without(table_of('due = "follow_up_late"')).replace(table_of('due = "follow_up_overdue"'), '').replace('"held", "follow_up_due", ', '"held", '), 'the state follow_up_due is a dead end', '', ''),
    'an escalation that nobody hears': (re.sub('(?s)rungs = \\[\\n.*?\\n\\]', 'rungs = []', swap(DANGER, DANGER), count=1), 'escalation E-1 has no rung', 'rungs = []', DANGER),
    'an escalation without rungs': (TEXT.replace(table_of(DANGER), re.sub('(?s)\\nrungs = \\[\\n.*?\\n\\]', '', table_of(DANGER))), 'escalation E-1 has no rung', '[[escalation]]', 'danger'),
    'a rung without a wait': (swap('wait = "1 hour", ', '', block=DANGER), 'rung 1 of escalation E-1 has no wait', '{ receiver = "region_and_helpdesk"', DANGER),
    'a rung less than nothing': (swap('receiver = "deputy", wait = "1 hour"', 'receiver = "deputy", wait = "-1 hour"', block=DANGER), 'less than nothing', '"-1 hour"', DANGER),
    'an unknown receiver': (swap('receiver = "deputy"', 'receiver = "king"', block=DANGER), "'king' is none of", 'king', DANGER),
    'an unknown key of a rung': (swap('receiver = "deputy"', 'receiver = "deputy", x = 1', block=DANGER), "'x' that means nothing", 'x = 1', DANGER),
    'a rung that is no table': (swap('rungs = [', 'rungs = [\n    "deputy",', block=DANGER), 'rung 1 of escalation E-1 must be a table', '"deputy",', DANGER),
    'an escalation after which nothing comes': (TEXT.replace(table_of(DANGER), re.sub('\\nnext = ".*"', '', table_of(DANGER))), 'escalation E-1 has no next', '[[escalation]]', 'danger'),
    'an escalation that is never asked about': (TEXT.replace(table_of(DANGER), re.sub('\\ntaken = .*', '', table_of(DANGER))), 'escalation E-1 has no taken', '[[escalation]]', 'danger'),
    'urgent in words': (swap('urgent = true', 'urgent = "very"', block=DANGER), 'must be true or false', '"very"', DANGER),
    'an unknown kind': (swap('"danger"', '"dragon"', block=DANGER), "'dragon' is no kind of escalation", '"dragon"', ''),
    'a kind twice': (swap('["human"]', '["human", "danger"]'), 'of the kind danger are promised twice', '"human", "danger"', ''),
    'an odd number': (swap('code = "E-1"\n', 'code = "one"\n', block=DANGER), "'one' is no number such as E-1", '"one"', ''),
    'a number that is missing': (swap('code = "E-13"\n', ''), 'nobody hears of E-13', '[[escalation]]', 'Somebody said'),
    'no escalation for what falls due': (swap(', "handed_back"]', ']').replace('kinds = ["access_closes"]', 'kinds = ["handed_back"]'), 'timer access_closes is a dead end', '[[timer]]', 'temporary'),
    'quiet hours that never end': (swap('until = 08:00:00', 'until = 21:00:00'), 'would never end', 'until =', ''),
    'quiet hours in words': (swap('until = 08:00:00', 'until = "08:00"'), 'must be a time of the day', 'until =', ''),
    'an office that never opens': (swap('closes = 17:00:00', 'closes = 09:00:00'), 'would never be open', 'closes =', ''),
    'holidays of nowhere': (swap('country = "NL"', 'country = "XX"'), "holidays of 'XX' are not known", 'country = ', ''),
}
# fmt: on
