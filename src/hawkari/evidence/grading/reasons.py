"""Why something may not be read or released: the rule, its authority, and what would change it.

Rules and authorities are data (``resources/release-rules.json``). The sentences are here, because
they are said in the reader's language. Legal rules: not legal advice; verified by: nobody yet.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext

__all__ = ["CAUSES", "Decision", "Reason", "RuleRow", "decided", "rules"]


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogues; unlike Django's own, without reading any setting."""
    return message


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One of the eleven tests of a release: its number (1-11), name, authority and standing."""

    number: int
    id: str
    authority: str
    status: str


@cache
def rules() -> dict[str, RuleRow]:
    """The tests of a release by name, in their order."""
    path = files("hawkari.evidence").joinpath("resources/release-rules.json")
    rows = json.loads(path.read_text("utf-8"))["rules"]
    return {row["id"]: RuleRow(**row) for row in rows}


AUTHORITIES = (
    gettext_noop("College of Policing APP, Intelligence management: 3x5x2"),
    gettext_noop("College of Policing APP, Intelligence management: handling codes P and C"),
    gettext_noop("Regulation (EU) 2016/794 Art. 29; Council 6243/18: handling codes H0 to H3"),
    gettext_noop("FIRST Traffic Light Protocol 2.0"),
    gettext_noop("MISP taxonomy PAP, version 3"),
    gettext_noop("UK Government Security Classifications"),
    gettext_noop("The operation's purpose, members and period, and the originator's conditions"),
    gettext_noop("Data Protection Act 2018 s.38"),
    gettext_noop("Data Protection Act 2018 ss.72 to 78"),
    gettext_noop("The source's onward terms; Data Protection Act 2018 s.78 for transfers abroad"),
    gettext_noop("Data Protection Act 2018 s.39; retraction and recall by the originator"),
)
"""The authorities of the rules' file again, so that they are collected for translation."""

CAUSES: dict[str, tuple[str, str, str]] = {
    "grade-unknown": (
        "grade",
        gettext_noop("The grade is missing or not one of 3x5x2."),
        gettext_noop("A named analyst grades the value, with a reason."),
    ),
    "original-unknown": (
        "grade",
        gettext_noop("A code as given by the originator is not known."),
        gettext_noop("Check the code with the originator and load the value again."),
    ),
    "handling-unknown": (
        "handling",
        gettext_noop("The handling code is missing or not one of P and C."),
        gettext_noop("The originator gives the value a handling code."),
    ),
    "condition-missing": (
        "handling",
        gettext_noop("Sharing has conditions, and none is written down."),
        gettext_noop("The originator writes the conditions down."),
    ),
    "condition-not-named": (
        "handling",
        gettext_noop("The condition does not name you or your agency."),
        gettext_noop("The originator names the recipient in the condition."),
    ),
    "condition-lapsed": (
        "handling",
        gettext_noop("The condition has lapsed."),
        gettext_noop("The originator sets a new condition."),
    ),
    "condition-purpose": (
        "operation",
        gettext_noop("The originator's condition is for another purpose."),
        gettext_noop("Ask for it in an operation of that purpose, or ask the originator."),
    ),
    "condition-consult": (
        "handling",
        gettext_noop("The originator must be consulted first."),
        gettext_noop("Consult the originator; their agreement is recorded for the agency."),
    ),
    "europol-unknown": (
        "europol",
        gettext_noop("A Europol handling code is not known."),
        gettext_noop("Check the codes with the provider and load the value again."),
    ),
    "europol-h0": (
        "europol",
        gettext_noop("H0: only to prevent and combat crime."),
        gettext_noop("Ask for it in an operation whose purpose is crime."),
    ),
    "europol-h1": (
        "europol",
        gettext_noop("H1: not in judicial proceedings without the provider's permission."),
        gettext_noop("Attach the provider's permission for judicial use."),
    ),
    "europol-h2": (
        "europol",
        gettext_noop("H2: not to be passed on without the provider's permission."),
        gettext_noop("Attach the provider's permission to pass it on."),
    ),
    "europol-h3-text": (
        "europol",
        gettext_noop("H3: other restrictions, but their words are missing."),
        gettext_noop("Ask the provider for the words."),
    ),
    "europol-h3": (
        "europol",
        gettext_noop("H3: the recipient has not acknowledged the restrictions."),
        gettext_noop("The recipient acknowledges the words, each time."),
    ),
    "tlp-unknown": (
        "tlp",
        gettext_noop("The TLP code is not known."),
        gettext_noop("Check the code with the originator and load the value again."),
    ),
    "tlp-red": (
        "tlp",
        gettext_noop("TLP:RED is for the named people only."),
        gettext_noop("The originator names the person in the condition."),
    ),
    "tlp-amber-strict": (
        "tlp",
        gettext_noop("TLP:AMBER+STRICT is for the named organisations only."),
        gettext_noop("The originator names the agency in the condition."),
    ),
    "tlp-amber": (
        "tlp",
        gettext_noop("TLP:AMBER is for the named organisations and their clients only."),
        gettext_noop("The originator names the agency in the condition."),
    ),
    "tlp-green": (
        "tlp",
        gettext_noop("TLP:GREEN is for the community only: the agencies of the operation."),
        gettext_noop("The agency joins the operation."),
    ),
    "pap-unknown": (
        "pap",
        gettext_noop("The PAP code is not known."),
        gettext_noop("Check the code with the originator and load the value again."),
    ),
    "pap-action": (
        "pap",
        gettext_noop("The action is above what PAP permits."),
        gettext_noop("Ask for an action that can be noticed less, or ask the originator."),
    ),
    "gsc-unknown": (
        "gsc",
        gettext_noop("The security classification is not known, or above what may be held here."),
        gettext_noop("Have it removed from this system; its originator says where it belongs."),
    ),
    "gsc-ceiling": (
        "gsc",
        gettext_noop("The security classification is above the ceiling."),
        gettext_noop("Give it through a system that is accredited for it."),
    ),
    "purpose": (
        "operation",
        gettext_noop("The purpose asked for is not that of the operation."),
        gettext_noop("Ask for it in an operation of that purpose."),
    ),
    "member": (
        "operation",
        gettext_noop("The recipient takes no part in the operation."),
        gettext_noop("The agency joins the operation."),
    ),
    "period": (
        "operation",
        gettext_noop("The operation does not run on that day."),
        gettext_noop("Extend the operation, with a review."),
    ),
    "subject-unset": (
        "subject",
        gettext_noop("A subject has no category in this operation."),
        gettext_noop("Set the category of each subject, as a fact or an assessment."),
    ),
    "subject-basis": (
        "subject",
        gettext_noop("A subject's category does not say whether it is fact or assessment."),
        gettext_noop("Set the category again with its basis."),
    ),
    "transfer-none": (
        "transfer",
        gettext_noop("The recipient is outside the United Kingdom; no transfer basis is recorded."),
        gettext_noop("Record the transfer basis: section, test, reasoning and onward terms."),
    ),
    "transfer-section": (
        "transfer",
        gettext_noop("The section or limb of the transfer basis cannot be relied on here."),
        gettext_noop("Choose s.75 or s.76 and its limb; ask a lawyer about any other."),
    ),
    "transfer-adequacy": (
        "transfer",
        gettext_noop("No adequacy regulations are known for the country."),
        gettext_noop("Use another basis, or have the list of countries checked."),
    ),
    "transfer-incomplete": (
        "transfer",
        gettext_noop("The transfer basis is not complete."),
        gettext_noop("Fill in what the section asks for: instrument, test, reasoning, rights."),
    ),
    "transfer-bulk": (
        "transfer",
        gettext_noop("s.76 (special circumstances) is never for a bulk package."),
        gettext_noop("Release single values for an individual case, or use s.75."),
    ),
    "transfer-authority": (
        "transfer",
        gettext_noop("The basis names another recipient, or one that is no relevant authority."),
        gettext_noop("Record a basis for this recipient; each authority is one of its own."),
    ),
    "transfer-purpose": (
        "transfer",
        gettext_noop("The transfer is not for a law-enforcement purpose."),
        gettext_noop("Part 3 does not cover it; ask which regime does."),
    ),
    "transfer-eu": (
        "transfer",
        gettext_noop("A member state first made it available and has not authorised the transfer."),
        gettext_noop("Record that state's authorisation."),
    ),
    "transfer-onward": (
        "transfer",
        gettext_noop("The transfer states no onward terms."),
        gettext_noop("State what the recipient must ask before passing it on."),
    ),
    "transfer-human-rights": (
        "transfer",
        gettext_noop("No human-rights risk assessment is recorded for the country."),
        gettext_noop("Record the reference of the assessment."),
    ),
    "onward": (
        "onward",
        gettext_noop("The originator has not authorised passing it on to this recipient."),
        gettext_noop("Ask the originator for the authorisation."),
    ),
    "retention": (
        "retention",
        gettext_noop("The period for which it may be kept has lapsed."),
        gettext_noop("Review it: extend with a reason, or dispose of it."),
    ),
    "retracted": (
        "retention",
        gettext_noop("The value was retracted."),
        gettext_noop("Use the newer value."),
    ),
    "recalled": (
        "retention",
        gettext_noop("The originator has recalled the value."),
        gettext_noop("Nothing; it is no longer to be used."),
    ),
}
"""What fails: the test it belongs to, what is so, and what would change it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One failing test. `cause` is a key of `CAUSES`."""

    cause: str

    @property
    def rule(self) -> RuleRow:
        """The test that fails."""
        return rules()[CAUSES[self.cause][0]]

    @property
    def number(self) -> int:
        """The test's number, 1-11."""
        return self.rule.number

    @property
    def what(self) -> str:
        """What is so, as a sentence in the reader's language."""
        return gettext(CAUSES[self.cause][1])

    @property
    def english(self) -> tuple[str, str]:
        """What is so and what would change it, in English, for reports and logs."""
        _, what, change = CAUSES[self.cause]
        return what, change

    @property
    def authority(self) -> str:
        """Whose rule it is, in the reader's language."""
        return gettext(self.rule.authority)

    @property
    def change(self) -> str:
        """What would change it, as a sentence in the reader's language."""
        return gettext(CAUSES[self.cause][2])


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may be done, and every failing test.

    Attributes:
        allowed: true only if no test failed.
        reasons: by the tests' numbers; empty when allowed.
        notices: words that must be shown to whoever gets the value, such as those of H3.
    """

    allowed: bool
    reasons: tuple[Reason, ...] = ()
    notices: tuple[str, ...] = ()


def decided(causes: list[str], *, notices: tuple[str, ...] = ()) -> Decision:
    """A decision from the keys of what failed; none failed means allowed."""
    known = sorted(dict.fromkeys(causes), key=lambda cause: (Reason(cause).number, cause))
    return Decision(not known, tuple(Reason(cause) for cause in known), notices)
