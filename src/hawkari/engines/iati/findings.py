"""What validating finds."""

from dataclasses import dataclass

__all__ = ["CODE", "SCHEMA", "ActivityVerdict", "FileVerdict", "Finding"]

SCHEMA = "schema"
CODE = "codelist"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: the official id, or ``schema``, or ``codelist``.
        severity: ``error`` or ``warning``.
        words: what is wrong, or what must hold, in English as the standard says it.
        path: where in the activity.
        line: where in the file; 0 when unknown.
    """

    rule: str
    severity: str
    words: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ActivityVerdict:
    """What is wrong with one activity, judged alone.

    Attributes:
        identifier: its own identifier; empty when it has none.
        line: where it begins in its file.
        xsd_valid: whether the schema takes it.
        xsd_errors: what the schema does not take.
        rules: how many cases of each rule fail, by official id.
        findings: each failing case, with where it is; of many of one rule, the first.
        codes: codes that their list does not have, where that was asked; no rule asks it.
    """

    identifier: str
    line: int
    xsd_valid: bool
    xsd_errors: tuple[Finding, ...]
    rules: dict[str, int]
    findings: tuple[Finding, ...]
    codes: tuple[Finding, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong that is not only a warning."""
        return not self.xsd_valid or any(_.severity == "error" for _ in self.findings)


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What is wrong with a file.

    Attributes:
        xsd_valid: whether the schema takes the whole file.
        xsd_errors: what is wrong around the activities.
        activities: the verdict on each, by its identifier, in the order of the file. Where two
            carry the same, the later one's name has its line added.
        not_evaluated: ids of rules that need the live registry, and so are neither passed nor
            failed.
        version: which version the file says it is.
    """

    xsd_valid: bool
    xsd_errors: tuple[Finding, ...]
    activities: dict[str, ActivityVerdict]
    not_evaluated: tuple[str, ...]
    version: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong that is not only a warning."""
        return not self.xsd_valid or any(_.has_errors for _ in self.activities.values())
