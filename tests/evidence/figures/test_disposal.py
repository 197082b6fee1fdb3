"""Numbers of a public series go when their source or file is disposed of, unless it is on hold."""

import pytest

from hawkari.evidence.figures import nationalities, route_series
from hawkari.evidence.models import AuditEntry, LoadRun, RouteFigure
from hawkari.evidence.retention import (
    DisposalRefused,
    DisposalRequest,
    HoldTerms,
    dispose,
    place_hold,
)
from hawkari.evidence.rows import FigureRow

pytestmark = pytest.mark.contract
WHY = "the publisher took the file back"


@pytest.fixture
def reviewer(world):
    for slot, country in (("ibc.xlsx", "Iraq"), ("older.xlsx", "Syria")):
        writer = world.begin("nca", slot=slot)
        numbers = [
            FigureRow("frontex-ibc", "detections", "Invented Route", month, 7, country)
            for month in ("2031-01", "2031-02")
        ]
        writer.write_batch((), rows=2, figures=numbers)
        writer.finish()
    return world.access("nca", "reviewer")


def load(slot: str) -> int:
    return LoadRun.objects.get(slot=slot).pk


def test_numbers_of_a_source_that_was_disposed_of_are_nowhere_and_are_counted(reviewer):
    assert len(route_series(reviewer)) == 2
    view = dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    assert (view.figures, view.statements) == (4, 0)
    assert (route_series(reviewer), nationalities(reviewer)) == ([], [])
    assert not RouteFigure.objects.exists()
    erased = next(
        one for one in AuditEntry.records.order_by("-seq") if one.detail.get("what") == "erased"
    )
    assert erased.detail["figures"] == 4


def test_numbers_of_one_file_go_alone(reviewer):
    view = dispose(reviewer, DisposalRequest(reason=WHY, load=load("ibc.xlsx")))
    assert view.figures == 2
    assert nationalities(reviewer) == ["Syria"]


@pytest.mark.parametrize("held", ["source", "load"])
def test_a_hold_keeps_the_numbers_and_the_name_of_a_file(reviewer, held):
    about = {"source": "nca-persons"} if held == "source" else {"load": load("ibc.xlsx")}
    place_hold(reviewer, HoldTerms(kind="court", reason="case 7", **about))
    with pytest.raises(DisposalRefused):
        dispose(reviewer, DisposalRequest(reason=WHY, load=load("ibc.xlsx")))
    assert nationalities(reviewer) == ["Iraq", "Syria"]


def test_a_hold_on_one_file_lets_the_others_of_its_source_go(reviewer):
    place_hold(reviewer, HoldTerms(kind="court", reason="case 7", load=load("ibc.xlsx")))
    view = dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    assert view.figures == 2
    assert nationalities(reviewer) == ["Iraq"]
    assert LoadRun.objects.filter(file_name="ibc.xlsx").exists()
