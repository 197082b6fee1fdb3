"""A partner's source with one complete load."""

from datetime import date, timedelta

from django.utils import timezone

from hawkari.evidence.grading import Grade, HandlingCode
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.markings import Condition, MarkingTerms, marking_row, part_of
from hawkari.evidence.models import LoadRun, Operation, RefusedRow, Source


def make_source(slug: str, *, handling: str = "P", refused: int = 0) -> Source:
    """A source of an agency of its own, in the local operation, with one complete load."""
    agency = ensure_agency(f"agency-{slug}", name=f"Agency {slug}")
    Operation.objects.get(slug="local").agencies.add(agency)
    source = Source.objects.create(
        agency=agency,
        slug=slug,
        name=f"Files of {slug}",
        default_grade="2B",
        default_handling=handling,
        review_due=date(2100, 1, 1),
    )
    condition = Condition("Ask first") if handling == "C" else None
    terms = MarkingTerms(Grade.parse("2B"), HandlingCode(handling), condition)
    marking = marking_row(terms, source)
    load = LoadRun.objects.create(
        source=source,
        slot=f"{slug}.csv",
        file_name=f"{slug}.csv",
        sha256="0" * 64,
        size=1,
        layout="persons#12345678",
        marking=marking,
        state="complete",
        rows_read=10,
        rows_refused=refused,
        statements_added=50,
        started_at=timezone.now() - timedelta(hours=1),
    )
    part_of(load, marking)
    for row in range(refused):
        RefusedRow.objects.create(
            load=load, row=str(row + 2), field="born", problem="no date", remedy="Correct the day."
        )
    return source
