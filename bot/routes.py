"""Which handler answers which button and which command: one look-up, whatever their number.

aiogram's filters are tried one after the other and cost 50 microseconds each (measured before: the hundredth handler
waits 5 ms); a table by the verb of the callback data costs nothing that can be measured.
"""

from bot.handlers import forms, jobs, managing, offers, requests, welcome
from bot.talk import Command, Handler

BUTTONS: dict[str, Handler] = {
    "h": welcome.home,
    "lang": welcome.language,
    "rq": welcome.ask,
    "ok": welcome.agree,
    "no": welcome.refuse,
    "pr": welcome.privacy,
    "dn": welcome.danger,
    "hu": welcome.human,
    "f": forms.answer,
    "fb": forms.back,
    "fc": forms.change,
    "fe": forms.edit,
    "fg": forms.go_on,
    "fn": forms.begin_again,
    "fq": forms.really_stop,
    "fx": forms.stop,
    "fs": forms.send,
    "st": requests.status,
    "ro": requests.open_one,
    "rp": requests.pause,
    "rg": requests.go_on,
    "rw": requests.withdraw,
    "w": requests.write,
    "m": managing.inbox,
    "mo": managing.open_card,
    "ml": managing.shortlist,
    "mc": managing.choose,
    "ma": managing.ask,
    "mk": managing.compulsory,
    "me": managing.end,
    "x": managing.attention,
    "xo": managing.open_escalation,
    "xt": managing.take,
    "xd": managing.done,
    "wx": managing.write_to_asker,
    "om": offers.waiting,
    "ol": offers.look,
    "oq": offers.question,
    "oa": offers.accept,
    "od": offers.decline,
    "j": jobs.overview,
    "jo": jobs.open_job,
    "jc": jobs.first_contact,
    "jn": jobs.next_step,
    "js": jobs.all_steps,
    "jt": jobs.one_step,
    "jd": jobs.log_step,
    "jm": jobs.meeting,
    "jh": jobs.held,
    "jf": jobs.follow_up,
    "jr": jobs.registration,
    "jp": jobs.plan_sent,
    "je": jobs.end,
    "jb": jobs.hand_back,
    "pf": jobs.profile,
    "pa": jobs.availability,
}

COMMANDS: dict[str, Command] = {
    "help": welcome.help_page,
    "settings": welcome.language,
    "language": welcome.language,
    "privacy": welcome.privacy,
    "human": welcome.human,
    "danger": welcome.danger,
    "status": requests.status,
    "cancel": forms.cancel,
    "stop": forms.cancel,
    "requests": managing.inbox,
    "attention": managing.attention,
    "offers": offers.waiting,
    "jobs": jobs.overview,
    "profile": jobs.profile,
}

CURRENT: dict[str, Handler] = {
    **dict.fromkeys(("fb", "fc", "fe", "fg", "fn", "fs"), forms.go_on),
    **dict.fromkeys(("rp", "rg", "rw", "ro"), requests.open_one),
    **dict.fromkeys(("ml", "mc", "ma", "mk", "me"), managing.open_card),
    **dict.fromkeys(("xt", "xd"), managing.open_escalation),
    **dict.fromkeys(("oq", "oa", "od"), offers.look),
    **dict.fromkeys(("jc", "jn", "jd", "jm", "jh", "jf", "jr", "jp", "je", "jb"), jobs.open_job),
}
"""After a refusal: what shows how the thing stands now. It only looks, it changes nothing."""
