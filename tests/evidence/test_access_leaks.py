"""Counts, searches and lists tell nothing of what their reader may not see."""

import pytest

from hawkari.evidence.entities import search
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.markings import Condition, MarkingTerms
from hawkari.evidence.overview import sources_overview
from hawkari.evidence.store import Refused
from tests.evidence.factories import row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

CLOSED = MarkingTerms(Grade.parse("2D"), HandlingCode.CONDITIONS, Condition("Ask first"))
REFUSED = Refused("9", "born", "31.02.1990 of Saman Kareem is no date", "Correct the day.")


def load(world, rows, *, refused=()):
    writer = world.begin("asayish")
    writer.write_batch(rows, rows=len(rows) + len(refused), refused=refused)
    writer.finish()


def only_load(access):
    (source,) = sources_overview(access)
    (one,) = source.loads
    return source, one


def test_of_a_partners_load_in_part_hidden_only_what_may_be_read_is_counted(world):
    rows = [
        row("asayish:1", "name", "Saman Kareem"),
        row("asayish:2", "name", "Aras Jamal", marking=CLOSED),
        row("asayish:3", "name", "Hemin Aziz", marking=CLOSED),
    ]
    load(world, rows, refused=[REFUSED])
    source, seen = only_load(world.access("nca"))
    assert (seen.whole, seen.statements_added, source.statements) == (False, 1, 1)
    assert (seen.rows_read, seen.rows_refused, seen.refused) == (0, 0, ())
    assert (seen.grade, seen.handling) == ("", "")
    _, own = only_load(world.access("asayish"))
    assert (own.whole, own.statements_added, own.rows_refused, len(own.refused)) == (True, 3, 1, 1)


def test_of_a_partners_load_wholly_open_everything_is_told(world):
    load(world, [row("asayish:1", "name", "Saman Kareem")], refused=[REFUSED])
    _, seen = only_load(world.access("nca"))
    assert (seen.whole, seen.rows_read, seen.rows_refused) == (True, 2, 1)


def test_a_role_that_reads_some_fields_is_told_no_count_of_the_others(world):
    load(world, [row("asayish:1", "name", "Saman"), row("asayish:1", "phone", "+447700900123")])
    _, seen = only_load(world.access("nca", "liaison"))
    assert (seen.whole, seen.statements_added, seen.rows_read) == (False, 1, 0)


def test_a_partners_source_of_which_all_is_hidden_is_not_listed(world):
    load(world, [row("asayish:1", "name", "Saman Kareem", marking=CLOSED)])
    assert sources_overview(world.access("nca")) == []


@pytest.mark.parametrize("query", ["Saman Kareem", "Saman Kar"])
def test_hidden_names_do_not_crowd_visible_ones_out_of_a_search(world, monkeypatch, query):
    monkeypatch.setattr("hawkari.evidence.entities.finding.ENOUGH", 3)
    monkeypatch.setattr("hawkari.evidence.entities.finding.ENOUGH_BEGINNINGS", 3)
    world.person("nca", "nca:1", name="Saman Kareem")
    access = world.access("nca")
    alone = search(access, query)
    for number in range(8):
        world.person("asayish", f"asayish:{number}", how={"shared_with": []}, name="Saman Kareem")
    assert search(access, query) == alone
    assert len(alone) == 1


def test_a_search_by_phone_finds_nothing_for_a_role_that_reads_no_phones(world):
    world.person("nca", "nca:1", name="Saman Kareem", phone="+447700900123")
    assert search(world.access("nca", "liaison"), "+44 7700 900123") == []
    assert len(search(world.access("nca", "caseworker"), "+44 7700 900123")) == 1
