"""How a load marks what it brings: the load's own marking, and a check of each row's.

Everything that a reader of files hands back is checked once more here, where the database is: a
condition may name known agencies only, and no code may be outside its list.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.conf import settings

from hawkari.errors import BadInput
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.grading.conversion import NOT_CONVERTED
from hawkari.evidence.grading.entering import NATIVE, read_marking
from hawkari.evidence.grading.known import unknown_codes
from hawkari.evidence.grading.reading import CEILING, LEVELS, above_ceiling
from hawkari.evidence.grading.reasons import Reason
from hawkari.evidence.grading.terms import as_value
from hawkari.evidence.loaders.values import Refused, RowOutcome
from hawkari.evidence.marking_terms import Condition, MarkingTerms
from hawkari.evidence.models import Agency, User

__all__ = ["checked_rows", "installation_ceiling", "load_marking"]

MOST_HELD = 10_000
"""So many markings of one load are remembered; readers give equal ones as one object."""


def installation_ceiling() -> str:
    """The highest classification that this installation holds (`HAWKARI_GSC_CEILING`).

    Raises:
        BadInput: if the setting is none that Hawkari may hold.
    """
    ceiling = str(getattr(settings, "GSC_CEILING", CEILING))
    if ceiling not in LEVELS:
        raise BadInput(
            f"the ceiling {ceiling!r} is none that this system may have",
            f"Set HAWKARI_GSC_CEILING to {' or '.join(LEVELS)}.",
        )
    return ceiling


def load_marking(
    grade: str,
    handling: str,
    *,
    condition: Condition | None,
    scheme: str = "",
    codes: Mapping[str, str],
) -> MarkingTerms:
    """The marking of every statement of a load whose row states none of its own.

    Args:
        grade: as given, in the scheme.
        handling: P or C, in its normal form.
        condition: the words of handling C.
        scheme: the scheme that the grade is in; empty for 3x5x2.
        codes: ``tlp``, ``pap``, ``gsc``, ``europol``, ``europol_text``; empty ones say nothing.

    Raises:
        BadInput: if a code is not known, or handling and condition do not go together.
    """
    words = condition if condition is not None and condition.text.strip() else None
    said = dict(codes)
    if scheme in ("", NATIVE):
        usual = MarkingTerms(Grade.parse(grade), HandlingCode(handling), words)
    else:
        usual = MarkingTerms(NOT_CONVERTED, HandlingCode(handling), words)
        said["grade"] = grade
        said["condition"] = words.text if words is not None else ""
    marking = read_marking(said, usual, scheme_id=scheme or NATIVE, ceiling=installation_ceiling())
    if marking.handling is HandlingCode.CONDITIONS and marking.condition is None:
        raise BadInput(
            "handling C has no condition",
            "Give its words with --condition, and who satisfies it with --condition-agency.",
        )
    if marking.handling is HandlingCode.PERMITTED and condition is not None:
        raise BadInput("handling P has a condition", "Give --handling C, or leave the words out.")
    return marking


def checked_rows(rows: Iterable[RowOutcome]) -> Iterator[RowOutcome]:
    """The rows, those refused whose marking cannot be kept: named, and the rest goes on."""
    known: dict[int, tuple[MarkingTerms, BadInput | None]] = {}
    agencies = frozenset(Agency.objects.values_list("slug", flat=True))
    users = frozenset(User.objects.values_list("username", flat=True))
    ceiling = installation_ceiling()

    def fault_of(terms: MarkingTerms) -> BadInput | None:
        held, fault = known.get(id(terms), (None, None))
        if held is not terms:
            fault = _fault(terms, ceiling) or _stranger(terms.condition, agencies, users)
            if len(known) > MOST_HELD:
                known.clear()
            known[id(terms)] = (terms, fault)
        return fault

    for outcome in rows:
        # Rows share their marking's object, so one look a row is enough.
        stated = {id(one.marking): one.marking for one in outcome.statements}
        faults = [fault_of(terms) for terms in stated.values() if terms is not None]
        fault = next((one for one in faults if one is not None), None)
        yield outcome if fault is None else _refused(outcome, fault)


def _fault(terms: MarkingTerms, ceiling: str) -> BadInput | None:
    causes = unknown_codes(as_value(terms))
    if causes:
        what, change = Reason(causes[0]).english
        return BadInput(what.rstrip("."), change)
    if terms.gsc and above_ceiling(terms.gsc, ceiling):
        return BadInput(f"{terms.gsc} is above the ceiling of this installation", "Remove it.")
    if (terms.handling is HandlingCode.CONDITIONS) != (terms.condition is not None):
        return BadInput("handling and condition do not fit", "Give C with words, or P without.")
    return None


def _stranger(
    condition: Condition | None, agencies: frozenset[str], users: frozenset[str]
) -> BadInput | None:
    """What is wrong with whom a condition names; the people who are known are not told."""
    if condition is None:
        return None
    missing = sorted({*condition.agencies} - agencies) or sorted({*condition.users} - users)
    if not missing:
        return None
    what = "agencies" if not agencies.issuperset(condition.agencies) else "users"
    remedy = (
        f"Known agencies: {', '.join(sorted(agencies))}." if what == "agencies" else "Check it."
    )
    return BadInput(f"the condition names {what} that are not known: {', '.join(missing)}", remedy)


def _refused(outcome: RowOutcome, fault: BadInput) -> RowOutcome:
    row = outcome.statements[0].row
    refusal = Refused(row, "", fault.problem, fault.remedy)
    return replace(outcome, statements=(), refused=(*outcome.refused, refusal))
