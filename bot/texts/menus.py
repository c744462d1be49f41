"""The commands in Telegram's menu, per role."""

from bot.texts.translating import gettext as _
from domain.people import Role


def commands(role: Role) -> list[tuple[str, str]]:
    """The commands that this role sees, in order, with what they do."""
    own = {
        Role.COORDINATOR: [
            ("offers", _("What waits for my answer")),
            ("jobs", _("My conferences")),
            ("profile", _("My profile")),
        ],
        Role.REGIONAL_MANAGER: [
            ("requests", _("Requests in my region")),
            ("attention", _("What needs me")),
            ("away", _("I am away")),
            ("step", _("Second step")),
        ],
        Role.HELPDESK: [
            ("attention", _("What needs me")),
            ("away", _("I am away")),
            ("step", _("Second step")),
        ],
        Role.ADMIN: [
            ("attention", _("What needs me")),
            ("away", _("I am away")),
            ("staff", _("Who works here")),
            ("step", _("Second step")),
        ],
    }.get(role, [])
    return [
        ("start", _("Begin")),
        *own,
        ("status", _("Where my request stands")),
        ("human", _("Talk to a person")),
        ("danger", _("I am not safe")),
        ("language", _("Another language")),
        ("privacy", _("What we keep about you")),
        ("mydata", _("Everything that is kept of me")),
        ("forget", _("Forget me")),
        ("cancel", _("Stop what I am filling in")),
        ("help", _("Help and danger numbers")),
    ]


def short_description() -> str:
    """At most 120 characters, on the bot's profile."""
    return _("Bring your own people together and make your own plan. Not for emergencies: call 112.")


def description() -> str:
    """At most 512 characters, in an empty chat."""
    return _(
        "Kring helps you bring your own people together and make your own plan. "
        "Not for emergencies: in danger call 112.",
    )
