"""The words of the policy, collected for translation; a test holds them equal to its own."""

from django.utils.translation import gettext, gettext_noop

__all__ = ["CLASS_NAMES", "WORDS", "class_name", "word"]

WORDS = (
    gettext_noop("Load partners' files"),
    gettext_noop("Read statements"),
    gettext_noop("Search"),
    gettext_noop("Run linkage"),
    gettext_noop("Decide who is who"),
    gettext_noop("Set subject categories"),
    gettext_noop("Judge anew how good values are"),
    gettext_noop("Propose, accept and answer tasks"),
    gettext_noop("Export files and briefs"),
    gettext_noop("Keep watchlists, and be told of matches"),
    gettext_noop("Check at a border post: no hit, or call this desk"),
    gettext_noop("Read the audit log"),
    gettext_noop("Review what is due"),
    gettext_noop("Place and lift holds"),
    gettext_noop("Dispose of evidence"),
    gettext_noop("Correct values and tell recipients"),
    gettext_noop("Prepare what a person may be told"),
    gettext_noop("Approve what a person is told"),
    gettext_noop("See what a colleague can see, and why, without content"),
    gettext_noop("Open operations, and say who works in them"),
    gettext_noop("Say whether an operation goes on"),
    gettext_noop("Review how somebody used break-glass"),
    gettext_noop(
        "Ask partners without showing what is asked, and handle hits, requests and packages"
    ),
    gettext_noop("Decide statement by statement what a partner receives"),
    gettext_noop("Look after the node's keys and the keys of partners"),
    gettext_noop("Read return cases, and record what happens in them"),
    gettext_noop("Lift barriers in return cases, book, and confirm a departure"),
    gettext_noop("Read the whole history of return cases, and change nothing"),
    gettext_noop("Import posts, read them, and keep myths, answers, plans and referrals"),
    gettext_noop("Sign answers to myths, which leave only when signed"),
    gettext_noop("Read myths, answers, plans and their effects, and change nothing"),
    gettext_noop(
        "Keep the register of promises, its money, activities and results, and publish from it"
    ),
    gettext_noop("Keep courses, tests and attendance, and issue certificates"),
    gettext_noop("Approve, as a second person, payments and what is published"),
    gettext_noop("Read the register, its money and its results, and change nothing"),
    gettext_noop("Names, birth, gender, nationality, parents' names"),
    gettext_noop("Identity documents, vehicle and vessel numbers, other identifiers"),
    gettext_noop("Phones, e-mail, user names, internet addresses"),
    gettext_noop("Addresses, places, coordinates, countries other than nationality"),
    gettext_noop("Accounts, payments, wealth"),
    gettext_noop("Health, belief, origin, appearance: what needs care by law"),
    gettext_noop("What a source says a person is in the matter: suspect, victim, witness"),
    gettext_noop("Ties to other people and things"),
    gettext_noop("Free text: notes, messages, files"),
    gettext_noop("Everything else: dates, numbers, types, models, languages"),
    gettext_noop("Analyst: finds out who is who"),
    gettext_noop("Reviewer: decides, reviews and disposes"),
    gettext_noop("Liaison officer: speaks for the agency with partners"),
    gettext_noop("Caseworker: accompanies returns"),
    gettext_noop("Communications officer: answers the smugglers' myths"),
    gettext_noop("Programme officer: follows money and results"),
    gettext_noop("Trainer: teaches"),
    gettext_noop("Auditor: reads the log, not the evidence"),
    gettext_noop("Administrator: looks after accounts and operations, reads no content"),
    gettext_noop("Border post: checks, and learns only whether to call a desk"),
    gettext_noop(
        "Monitor: reads how return cases were decided, for the people concerned or the public"
    ),
    gettext_noop("Legal adviser: signs answers to myths for the law"),
    gettext_noop(
        "The reader is a member of the operation today, it runs, and their agency takes part in it."
    ),
    gettext_noop("The role reads content, or break-glass is on."),
    gettext_noop("The statement is not retracted, and the load that brought it is complete."),
    gettext_noop("The source's agency takes part in the operation."),
    gettext_noop("It is the reader's own agency's; then no marking hides it."),
    gettext_noop(
        "Handling P; or C with a condition that names the reader or their agency, has not"
        " lapsed, is for the operation's kind of purpose, and whose originator has agreed"
        " where they must be consulted."
    ),
    gettext_noop("H0: only where the operation's kind of purpose is crime."),
    gettext_noop(
        "TLP RED: named users only. AMBER+STRICT: named agencies. AMBER: named agencies, "
        "and partners where handling is P. GREEN: partners."
    ),
    gettext_noop("Nothing above the ceiling of the installation: OFFICIAL-SENSITIVE."),
    gettext_noop("A code that is not known hides the value."),
    gettext_noop("The property is of a class that the role reads."),
    gettext_noop(
        "What is kept beside statements (decisions, reasons, pairs to review) is seen "
        "only by whoever reads every class of property, and everything that it rests on."
    ),
    gettext_noop(
        "Victims and migrants are shown with the mark `protected` to every role that "
        "reads, and are ranked for nobody: every role that reads content reads the class "
        "`standing`."
    ),
    gettext_noop(
        "A category set in an operation is seen by the members of that operation; that a "
        "person is protected is known in every operation its viewer works in."
    ),
    gettext_noop(
        "For a limited time, somebody of an agency that takes part reads every class of "
        "property in one operation, with a reason. Markings hold as ever: nothing that "
        "another agency's conditions hide is shown. Everybody in the operation sees that "
        "it was used, and somebody else reviews it."
    ),
)

CLASS_NAMES = {
    "identity": gettext_noop("Identity"),
    "documents": gettext_noop("Documents"),
    "contact": gettext_noop("Contact"),
    "location": gettext_noop("Location"),
    "finance": gettext_noop("Finance"),
    "protected": gettext_noop("Needing care by law"),
    "standing": gettext_noop("Standing in the matter"),
    "relations": gettext_noop("Relations"),
    "narrative": gettext_noop("Free text"),
    "particulars": gettext_noop("Particulars"),
}


def word(english: str) -> str:
    """Words of the policy in the reader's language."""
    return gettext(english)


def class_name(name: str) -> str:
    """The name of a class of properties in the reader's language."""
    return gettext(CLASS_NAMES.get(name, name))
