"""What of a tie the filters keep: kind, grade, agency, and its sightings in a period."""

from dataclasses import replace

from hawkari.desks.intelligence.services.filters import Filters
from hawkari.evidence.entities import TieReport, TieView


def tie(*spans: tuple[str, str], grade: str = "2B") -> TieView:
    """A call of the National Crime Agency, seen in some spans, or once at no stated time."""
    reports = tuple(TieReport(("krg", "nca"), grade, *one, 1) for one in spans or (("", ""),))
    return TieView(
        left="a",
        right="b",
        kind="call",
        count=len(reports),
        first=reports[0].first,
        last=reports[-1].last,
        grade=grade,
        reports=reports,
        handling="P",
        statement_ids=(1,),
    )


MARCH = ("2026-03-04", "2026-03-04")
JUNE = ("2026-06-14", "2026-06-14")


def test_without_filters_a_tie_stays_as_it_is():
    assert Filters().narrow(tie(MARCH, JUNE)) == tie(MARCH, JUNE)
    assert Filters().narrow(tie()) == tie()


def test_a_tie_goes_with_its_kind_grade_or_agency():
    assert Filters(kinds=frozenset({"payment"})).narrow(tie(MARCH)) is None
    assert Filters(min_grade="A").narrow(tie(MARCH)) is None
    assert Filters(min_grade="E").narrow(tie(MARCH, grade="")) is None
    assert Filters(agency="fr").narrow(tie(MARCH)) is None
    assert Filters(agency="krg", min_grade="B").narrow(tie(MARCH)) is not None


def test_a_period_keeps_the_sightings_in_it_and_counts_those():
    kept = Filters(begin="2026-06-01").narrow(tie(MARCH, JUNE))
    assert kept is not None
    assert (kept.count, kept.first, kept.last) == (1, "2026-06-14", "2026-06-14")
    assert Filters(end="2026-03-03").narrow(tie(MARCH, JUNE)) is None


def test_an_agency_keeps_what_rests_on_it_with_its_grade():
    theirs = TieReport(("fr",), "1A", "2026-07-01", "2026-07-01", 4)
    both = replace(tie(MARCH), grade="1A", reports=(*tie(MARCH).reports, theirs), count=5)
    kept = Filters(agency="nca").narrow(both)
    assert kept is not None
    assert (kept.count, kept.grade, kept.last) == (1, "2B", "2026-03-04")
    assert Filters(agency="nca", min_grade="A").narrow(both) is None


def test_both_ends_of_a_period_belong_to_it():
    assert Filters(begin="2026-03-04", end="2026-03-04").narrow(tie(MARCH)) is not None


def test_a_date_cut_short_may_lie_in_any_part_of_it():
    month = ("2026-03", "2026-03")
    assert Filters(begin="2026-03-31").narrow(tie(month)) is not None
    assert Filters(end="2026-03-01").narrow(tie(month)) is not None
    assert Filters(begin="2026-04-01").narrow(tie(month)) is None


def test_a_span_is_in_every_period_that_it_touches():
    span = ("2026-01-01", "2026-12-31")
    assert Filters(begin="2026-05-01", end="2026-05-31").narrow(tie(span)) is not None


def test_an_undated_tie_is_in_no_period():
    assert Filters(begin="1900-01-01").narrow(tie()) is None
    assert Filters(end="2100-01-01").narrow(tie()) is None
