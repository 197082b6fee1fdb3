"""Words of training: subjects, stages, states, and what its services refuse."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.refusals import Refusals, refusal
from hawkari.errors import BadInput

__all__ = ["TABLES", "training_refusal"]

SUBJECTS: Mapping[str, Promise] = {
    "border_security": _("Border security"),
    "organised_immigration_crime": _("Organised immigration crime"),
    "narcotics": _("Narcotics"),
    "document_fraud": _("Document fraud"),
    "human_rights": _("Human rights and protection of victims"),
}
WHENS: Mapping[str, Promise] = {
    "pre": _("Test before"),
    "post": _("Test after"),
    "follow_up": _("Test later on"),
}
STAGES: Mapping[str, Promise] = {
    "enrolled": _("Enrolled"),
    "came": _("Came to a session"),
    "pre": _("Sat the test before"),
    "post": _("Sat the test after"),
    "passed": _("Passed"),
    "seen_3": _("Seen in practice after 3 months"),
    "seen_6": _("Seen in practice after 6 months"),
}
MISSING: Mapping[str, Promise] = {
    "left": _("left the course"),
    "no_sessions": _("the course has no sessions"),
    "attendance_open": _("attendance is not recorded yet"),
    "attendance": _("too few sessions"),
    "no_test": _("test after the course not sat"),
    "score": _("too few right answers"),
}
VETTING: Mapping[str, Promise] = {
    "not_said": _("nobody said"),
    "asked": _("asked for"),
    "cleared": _("said to be cleared"),
    "not_cleared": _("said not to be cleared"),
}
OBSERVED: Mapping[str, Promise] = {
    "yes": _("seen"),
    "partly": _("partly seen"),
    "no": _("looked for, not seen"),
}
FATES: Mapping[str, Promise] = {
    "taken": _("taken in"),
    "changed": _("taken in as a new version"),
    "known": _("was here already"),
    "refused": _("not taken in"),
}
LANGUAGES: Mapping[str, Promise] = {
    "en": _("English"),
    "ckb": _("Sorani"),
    "ar": _("Arabic"),
}
WAYS: Mapping[str, Promise] = {
    "list": _("ticked on a list"),
    "code": _("scanned"),
    "file": _("from a file"),
}
TABLES: Mapping[str, Mapping[str, Promise]] = {
    "subject": SUBJECTS,
    "when": WHENS,
    "stage": STAGES,
    "missing": MISSING,
    "vetting": VETTING,
    "observed": OBSERVED,
    "fate": FATES,
    "language": LANGUAGES,
    "way": WAYS,
}

_REFUSED: Refusals = (
    ("this is missing", _("Fill this in.")),
    ("before the first, or a year", _("The last day comes after the first, within a year.")),
    ("names are kept for some time", _("A day after the course, at most five years later.")),
    ("day is outside the course", _("Give a day of the course.")),
    ("the course is closed", _("The course is closed: nothing of it changes any more.")),
    ("is not over yet", _("The course is not over yet.")),
    ("no trainer is named", _("Name who taught it first.")),
    ("nobody is enrolled", _("Load the class list first.")),
    ("is not closed", _("Whoever answers for the course closes it first.")),
    ("is signed already", _("The course is signed: nothing of it changes any more.")),
    ("closed this course yourself", _("You closed this course: a colleague has to sign it.")),
    ("reason is missing", _("Give a reason.")),
    ("left already", _("They left already.")),
    ("office is missing", _("Write which office said so.")),
    ("day is to come", _("That day is still to come, or too early.")),
    ("no attendance code", _("No attendance code stands in the file.")),
    ("not UTF-8", _("Save the file as text (UTF-8).")),
    ("session is to come", _("The session is still to come.")),
    ("nobody of the course is number", _("Nobody of the course has that number.")),
    ("questions of a topic are", _("1 to 20 questions of each topic.")),
    ("seed is missing", _("Type any text, at most 64 letters.")),
    ("somebody has sat this test", _("Somebody has sat this test: it cannot be drawn again.")),
    ("curriculum has no questions", _("The curriculum has no questions yet.")),
    ("no test is drawn", _("Draw the test first.")),
    ("the paper has", _("Give an answer to each question, or - where nothing was ticked.")),
    ("there is no column", _("The file lacks a column that is needed.")),
    ("has no rows", _("The file has no rows.")),
    ("read already", _("Somebody read it already.")),
    ("added this question yourself", _("You added this question: a colleague has to read it.")),
    ("proposed this yourself", _("You proposed this: a colleague has to sign it.")),
    ("signed or ended already", _("It is signed or ended already.")),
    ("ended already", _("It is signed or ended already.")),
    ("nothing signed lets", _("Nothing that two people signed lets this trainer teach it.")),
    ("grounds are missing", _("Say what shows that they can teach it.")),
    ("until which it holds", _("Give a day within five years.")),
    ("names are kept until", _("The day from which names are erased has not come.")),
    ("names are erased", _("The names are erased already.")),
    ("names of this course are erased", _("The names are erased already.")),
    ("no name in this row", _("There is no name in this row.")),
    ("longer than", _("A name or unit is too long.")),
    ("of another course", _("The code is of another course.")),
    ("was not made here", _("The code was not made here.")),
    ("nobody is number", _("Nobody of the course has that number.")),
    ("right answer is no letter", _("Say which answer is right, with a letter from A to F.")),
    ("is no letter", _("An answer is no letter.")),
    ("has no such option", _("An answer is no option of its question.")),
    ("is no whole number", _("A number cannot be read.")),
    ("is no day", _("A day cannot be read.")),
    ("day of the test cannot be", _("A day cannot be read.")),
    ("that is no code", _("Small letters, digits and hyphens only.")),
    ("that is no topic", _("Small letters and underscores only.")),
    ("text or an option is missing", _("Write the question, and two or more different answers.")),
    ("the English is missing", _("Write it in English too.")),
    ("languages differ in options", _("Write 2 to 6 answers, as many in each language.")),
    ("no option is the right one", _("Say which answer is right.")),
    ("stands in the file twice", _("The code stands in the file twice: keep one row.")),
    ("answer is too long", _("A question has at most 1,000 letters, an answer 300.")),
    ("a character that no text has", _("It holds a character that no text has. Type it again.")),
    ("more cells than the header", _("The row has more cells than the header.")),
    ("more than 2,000 rows", _("A table has at most 2,000 rows. Split the file.")),
    ("bank has at most", _("The bank is full: ask some questions no more first.")),
    ("name is missing", _("Fill this in.")),
)


def training_refusal(error: BadInput) -> str:
    """What a service of training refused, in the reader's language."""
    return refusal(error, _REFUSED)
