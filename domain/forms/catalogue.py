"""Every form by its name."""

from domain.forms.circle import CIRCLE_FORMS
from domain.forms.fields import Form
from domain.forms.job import FOLLOW_UP, HELD, MEETING, REGISTRATION
from domain.forms.profile import BULK, MESSAGE, PARTS, PROFILE
from domain.forms.request import ORGANISATION, REQUEST

FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        REQUEST,
        PROFILE,
        MEETING,
        HELD,
        FOLLOW_UP,
        REGISTRATION,
        MESSAGE,
        BULK,
        ORGANISATION,
        *CIRCLE_FORMS,
        *PARTS,
    )
}
