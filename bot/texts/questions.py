"""What every question asks, and what is said beside it."""

from collections.abc import Callable

from bot.texts.translating import gettext as _

Words = Callable[[], str]


def _weight() -> str:
    return _("Must it be so, or only if possible? If it must, it may take longer.")


QUESTIONS: dict[tuple[str, str], Words] = {
    ("request", "language"): lambda: _("Which language do you speak best? Choose one, or type its name."),
    ("request", "who"): lambda: _("Who is it about?"),
    ("request", "agrees"): lambda: _(
        "Does the person it is about know that you ask this, and do they agree?"
    ),
    ("request", "organisation"): lambda: _("For which organisation do you work?"),
    ("request", "name"): lambda: _("What is your first name? Another name is fine too."),
    ("request", "place"): lambda: _(
        "In which town do you live? You can also type the four digits of your postcode."
    ),
    ("request", "channel"): lambda: _("How can the coordinator safely reach you?"),
    ("request", "phone"): lambda: _("Which telephone number is safe for you?"),
    ("request", "hours"): lambda: _("When is it safe to contact you?"),
    ("request", "may_say"): lambda: _("If someone else answers: may the coordinator say who is calling?"),
    ("request", "variant"): lambda: _("What is the plan for?"),
    ("request", "deadline"): lambda: _(
        "Is there a date you must think of, such as a court day or a move? Type the day, for example 24-12. "
        "Do not tell me what it is.",
    ),
    ("request", "wishes"): lambda: _(
        "Do you have wishes about the coordinator, such as a woman, or a language?"
    ),
    ("request", "wish_language"): lambda: _(
        "Which language should the coordinator speak? Choose one, or type its name.",
    ),
    ("request", "wish_gender"): lambda: _("A woman or a man?"),
    ("request", "wish_age"): lambda: _("Which age?"),
    ("request", "wish_culture"): lambda: _(
        "Should the coordinator know a certain culture? Type it in one or two words.",
    ),
    ("request", "wish_religion"): lambda: _(
        "Which religion should the coordinator have? Choose one, or type it."
    ),
    ("request", "wish_not_from"): lambda: _(
        "Should the coordinator not come from a certain community? Type which one, in one or two words.",
    ),
    ("request", "wish_other"): lambda: _(
        "Do you have another wish? Do not write it here. The regional manager will ask you.",
    ),
    ("request", "access"): lambda: _(
        "What do you need to take part? Tap everything that fits, then the last button."
    ),
    ("profile", "languages"): lambda: _("Which languages and dialects do you speak? Type them, with commas."),
    ("profile", "gender"): lambda: _("Families may wish for a woman or a man. What are you?"),
    ("profile", "born"): lambda: _("In which year were you born?"),
    ("profile", "scope"): lambda: _("For which kinds of conferences are you trained?"),
    ("meeting", "day"): lambda: _("On which day is the meeting? Choose one, or type it, for example 24-12."),
    ("meeting", "time"): lambda: _("At what time does it start? Choose one, or type it, for example 15:30."),
    ("meeting", "venue"): lambda: _("Where is it? Type the place as the family knows it."),
    ("meeting", "invited"): lambda: _("How many people are invited? Only the number."),
    ("held", "outcome"): lambda: _("What came out of the meeting?"),
    ("held", "attended"): lambda: _("How many people were there?"),
    ("held", "children"): lambda: _("How many of them were children or teenagers?"),
    ("held", "professionals"): lambda: _("How many professionals were there?"),
    ("held", "agreements"): lambda: _("How many agreements are in the plan?"),
    ("held", "by_circle"): lambda: _("How many of these does the circle carry out itself?"),
    ("held", "acceptance"): lambda: _(
        "Did the professional accept the plan? If not: first talk about it in the room, with the circle. They may change "
        "a line now."
    ),
    ("held", "evaluation"): lambda: _(
        "On which day does the circle look back at the plan? Choose one, or type it."
    ),
    ("follow_up", "reached"): lambda: _("With how many people did you speak?"),
    ("follow_up", "band"): lambda: _("How does the plan go?"),
    ("follow_up", "attention"): lambda: _("Should the regional manager contact the family?"),
    ("registration", "setting"): lambda: _("What was it about? At most three, then the last button."),
    ("registration", "minors"): lambda: _("Were children or teenagers involved?"),
    ("registration", "hours_preparing"): lambda: _("How many hours did the preparation take?"),
    ("registration", "hours_day"): lambda: _("How many hours did the day itself take?"),
    ("registration", "travel_euros"): lambda: _("Travel costs, in whole euros?"),
    ("registration", "score_by"): lambda: _("Who gave marks?"),
    ("registration", "score_coordinator"): lambda: _("Their mark for the coordinator, 1 to 10?"),
    ("registration", "score_meeting"): lambda: _("Their mark for the meeting, 1 to 10?"),
    ("registration", "score_plan"): lambda: _("Their mark for the plan, 1 to 10?"),
    ("speaks", "languages"): lambda: _("Which languages and dialects do you speak? Type them, with commas."),
    ("born", "born"): lambda: _("In which year were you born?"),
    ("away", "first"): lambda: _("What is the first day of your holidays? Choose one, or type it."),
    ("away", "last"): lambda: _("What is the last day of your holidays? Choose one, or type it."),
    ("certificate", "until"): lambda: _("Until which day is your certificate of conduct valid?"),
    ("culture", "culture"): lambda: _("Which culture do you know from the inside? One or two words."),
    ("religion", "religion"): lambda: _("Which religion is yours? One or two words."),
    ("ties", "employer"): lambda: _("For whom do you work besides? Several with commas."),
    ("ties", "mandates"): lambda: _("Where do you sit on a board or a council? Several with commas."),
    ("organisation", "name"): lambda: _(
        "Which organisation plays a part? Type its name, never the name of a person.",
    ),
    ("guest", "word"): lambda: _(
        "Which word does the family use for this person? For example: aunt with the blue car. Never a surname."
    ),
    ("guest", "part"): lambda: _("What is this person in the circle?"),
    ("guest", "language"): lambda: _(
        "Which language does this person read best? Choose one, or type its name."
    ),
    ("guest", "telegram"): lambda: _("Does this person use Telegram?"),
    ("suggestion", "word"): lambda: _(
        "Which word do you use for this person? For example: neighbour with the dog. Never a surname."
    ),
    ("suggestion", "language"): lambda: _(
        "Which language does this person read best? Choose one, or type its name."
    ),
    ("meeting_day", "day"): lambda: _("On which day could it be? Choose one, or type it, for example 24-12."),
    ("meeting_day", "time"): lambda: _("At what time? Choose one, or type it, for example 15:30."),
    ("condition", "words"): lambda: _(
        "What must be in the plan? One plain sentence. Never the story behind it, and no names."
    ),
    ("plan_line", "what"): lambda: _("What was agreed? Write it down as it was said."),
    ("plan_line", "who"): lambda: _("Who does it? Use the word of the family, no surname."),
    ("plan_line", "by"): lambda: _("By when? Choose a day, or type it."),
    ("plan_line", "checks"): lambda: _("Who will notice whether it happens?"),
    ("plan_beside", "language"): lambda: _("In which language is it put beside?"),
    ("plan_beside", "what"): lambda: _("Type the agreement in that language."),
    ("bulk", "text"): lambda: _("Type the message for the coordinators. Please write about nobody in it."),
    ("takes", "what"): lambda: _("What is it about?"),
    ("takes", "word"): lambda: _(
        "Who takes care of it? Use the word of the family, for example: aunt with the blue car. Never a surname."
    ),
    ("message", "text"): lambda: _("Type your message in a few lines. I pass it on, and then I forget it."),
}

TOPICS: dict[tuple[str, str], Words] = {
    ("request", "language"): lambda: _("Language"),
    ("request", "who"): lambda: _("About whom"),
    ("request", "agrees"): lambda: _("Agreement"),
    ("request", "organisation"): lambda: _("Organisation"),
    ("request", "name"): lambda: _("First name"),
    ("request", "place"): lambda: _("Place"),
    ("request", "channel"): lambda: _("Contact"),
    ("request", "phone"): lambda: _("Telephone"),
    ("request", "hours"): lambda: _("Safe time"),
    ("request", "may_say"): lambda: _("May say who calls"),
    ("request", "variant"): lambda: _("Plan for"),
    ("request", "deadline"): lambda: _("Date to think of"),
    ("request", "wishes"): lambda: _("Wishes"),
    ("request", "wish_language"): lambda: _("Language of the coordinator"),
    ("request", "wish_gender"): lambda: _("Woman or man"),
    ("request", "wish_age"): lambda: _("Age"),
    ("request", "wish_culture"): lambda: _("Culture"),
    ("request", "wish_religion"): lambda: _("Religion"),
    ("request", "wish_not_from"): lambda: _("Not from this community"),
    ("request", "wish_other"): lambda: _("Another wish"),
    ("request", "access"): lambda: _("Needed"),
    ("profile", "languages"): lambda: _("Languages"),
    ("profile", "gender"): lambda: _("Woman or man"),
    ("profile", "born"): lambda: _("Year of birth"),
    ("profile", "scope"): lambda: _("Kinds of conferences"),
    ("meeting", "day"): lambda: _("Day"),
    ("meeting", "time"): lambda: _("Time"),
    ("meeting", "venue"): lambda: _("Place"),
    ("meeting", "invited"): lambda: _("Invited"),
    ("held", "outcome"): lambda: _("Outcome"),
    ("held", "attended"): lambda: _("People there"),
    ("held", "children"): lambda: _("Children"),
    ("held", "professionals"): lambda: _("Professionals"),
    ("held", "agreements"): lambda: _("Agreements"),
    ("held", "by_circle"): lambda: _("By the circle itself"),
    ("held", "acceptance"): lambda: _("Accepted by the professional"),
    ("held", "evaluation"): lambda: _("Looking back on"),
    ("follow_up", "reached"): lambda: _("People spoken to"),
    ("follow_up", "band"): lambda: _("The plan"),
    ("follow_up", "attention"): lambda: _("Manager should call"),
    ("registration", "setting"): lambda: _("It was about"),
    ("registration", "minors"): lambda: _("Children involved"),
    ("registration", "hours_preparing"): lambda: _("Hours of preparation"),
    ("registration", "hours_day"): lambda: _("Hours on the day"),
    ("registration", "travel_euros"): lambda: _("Travel, euros"),
    ("registration", "score_by"): lambda: _("Marks from"),
    ("registration", "score_coordinator"): lambda: _("Mark, coordinator"),
    ("registration", "score_meeting"): lambda: _("Mark, meeting"),
    ("registration", "score_plan"): lambda: _("Mark, plan"),
    ("speaks", "languages"): lambda: _("Languages"),
    ("born", "born"): lambda: _("Year of birth"),
    ("away", "first"): lambda: _("First day"),
    ("away", "last"): lambda: _("Last day"),
    ("certificate", "until"): lambda: _("Certificate of conduct"),
    ("culture", "culture"): lambda: _("Culture"),
    ("religion", "religion"): lambda: _("Religion"),
    ("ties", "employer"): lambda: _("Work"),
    ("ties", "mandates"): lambda: _("Boards and councils"),
    ("organisation", "name"): lambda: _("Organisation"),
    ("guest", "word"): lambda: _("Word for this person"),
    ("guest", "part"): lambda: _("In the circle"),
    ("guest", "language"): lambda: _("Language"),
    ("guest", "telegram"): lambda: _("Telegram"),
    ("suggestion", "word"): lambda: _("Word for this person"),
    ("suggestion", "language"): lambda: _("Language"),
    ("meeting_day", "day"): lambda: _("Day"),
    ("meeting_day", "time"): lambda: _("Time"),
    ("condition", "words"): lambda: _("Condition"),
    ("plan_line", "what"): lambda: _("What"),
    ("plan_line", "who"): lambda: _("Who"),
    ("plan_line", "by"): lambda: _("By when"),
    ("plan_line", "checks"): lambda: _("Who notices"),
    ("plan_beside", "language"): lambda: _("Language"),
    ("plan_beside", "what"): lambda: _("The agreement"),
    ("takes", "what"): lambda: _("What"),
    ("takes", "word"): lambda: _("Who"),
    ("message", "text"): lambda: _("Your message"),
    ("bulk", "text"): lambda: _("Your message"),
}
"""What a summary calls each answer."""


def question(form: str, field: str) -> str:
    """What the question asks; every weight of a wish asks the same."""
    return _weight() if field.endswith("_weight") else QUESTIONS[form, field]()
