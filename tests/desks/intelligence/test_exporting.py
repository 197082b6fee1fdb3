"""Exports and briefs: content for this viewer only, audited with the reason."""

import io
from pathlib import Path

import docx
import networkx as nx
import pytest
from django.utils.translation import override
from docx.oxml.ns import qn

from hawkari.desks.intelligence.services.exporting import Format, export_brief, export_network
from hawkari.desks.intelligence.services.networks import Filters
from hawkari.errors import AccessDenied
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import AuditEntry
from tests.desks.intelligence.briefs_told import cited_numbers, footnotes_of
from tests.desks.intelligence.case import Case

pytestmark = pytest.mark.django_db
FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"


def exported(case: Case, chosen: Format, agency: str = "nca", reason: str = "briefing"):
    return export_network(case.access(agency), Filters(), chosen, reason=reason, fonts=FONTS)


@pytest.mark.parametrize("chosen", list(Format))
def test_each_form_is_exported_and_audited_with_its_reason(case: Case, chosen: Format):
    made = exported(case, chosen)
    assert made.content
    assert made.name.endswith(f".{chosen.value}")
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert (entry.detail, entry.justification) == ({"export": chosen.value}, "briefing")
    assert entry.count == len(entry.object_ids) > 0


def test_without_a_reason_the_purpose_of_the_operation_is_kept(case: Case):
    exported(case, Format.CSV, reason="")
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert entry.justification == "Test"


def test_an_export_holds_only_what_its_viewer_may_see(case: Case):
    assert b"payment" not in exported(case, Format.CSV, "nca").content
    assert b"payment" in exported(case, Format.CSV, "fr").content


def test_an_export_carries_the_strictest_handling_of_what_it_shows(case: Case):
    for agency, code in (("nca", "P:"), ("fr", "C:")):
        graph = nx.parse_graphml(exported(case, Format.GRAPHML, agency).content.decode())
        assert graph.graph["handling"].startswith(code)


def test_an_administrator_exports_nothing(case: Case):
    for act in (
        lambda access: export_network(access, Filters(), Format.CSV, reason="", fonts=FONTS),
        lambda access: export_brief(access, "uk-1", reason="", fonts=FONTS),
    ):
        with pytest.raises(AccessDenied):
            act(case.access("nca", "administrator"))


def brief_of(case: Case, agency: str = "nca", language: str = "en") -> bytes:
    access = case.access(agency)
    with override(language):
        return export_brief(access, "uk-1", reason="for the morning meeting", fonts=FONTS).content


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def sentences(content: bytes) -> list[str]:
    """The paragraphs that have a footnote."""
    mark = qn("w:footnoteReference")
    listed = opened(content).paragraphs
    return [one.text for one in listed if next(one._p.iter(mark), None) is not None]


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_every_sentence_of_a_brief_cites_sources_that_its_last_table_has(case: Case, language: str):
    judge(case.access(), "uk-1", "krg-1", JudgementKind.POSITIVE)
    content = brief_of(case, language=language)
    listed = [row.cells[0].text for row in opened(content).tables[-1].rows[1:]]
    assert listed == [f"[{number}]" for number in range(1, len(listed) + 1)]
    notes = footnotes_of(content)
    assert len(notes) == len(sentences(content)) > 4
    assert all(cited_numbers(note) for note in notes)
    cited = {number for note in notes for number in cited_numbers(note)}
    assert cited == set(range(1, len(listed) + 1))


def test_each_value_and_each_tie_of_the_entity_is_a_sentence(case: Case):
    judge(case.access(), "uk-1", "krg-1", JudgementKind.POSITIVE)
    said = "\n".join(sentences(brief_of(case)))
    for value in ("Rebwar Hama Amin", "ڕێبوار محەمەد ئەمین", "1988-07-01", "+447700900142"):
        assert value in said
    assert "Tie (call) with ئاراس جەمال (Aras Jamal), seen 2 times" in said


def test_sources_give_agency_file_row_grade_and_handling(case: Case):
    *_, places, schedule = opened(brief_of(case)).tables
    stands = [[cell.text for cell in row.cells] for row in places.rows[1:]]
    assert ["nca", "nca, uk-1.csv"] in [row[1:3] for row in stands]
    rows = [[cell.text for cell in row.cells] for row in schedule.rows[1:]]
    assert {row[2].split(",")[0] for row in rows} == {row[0] for row in stands}
    assert {row[3] for row in rows} >= {"2B", "1B"}
    assert {row[4] for row in rows} == {"P"}


def test_a_brief_is_for_its_viewer_alone(case: Case):
    judge(case.access("fr"), "uk-1", "fr-9", JudgementKind.POSITIVE)
    assert "Rebwar Amine" not in "\n".join(sentences(brief_of(case, "nca")))
    for_france = brief_of(case, "fr")
    assert "Rebwar Amine" in "\n".join(sentences(for_france))
    assert opened(for_france).sections[0].header.paragraphs[0].text.startswith("C:")


def test_what_is_not_known_is_listed(case: Case):
    text = [one.text for one in opened(brief_of(case)).paragraphs]
    assert "No source that you may see states: Place of birth." in text
    assert "The subject category is unset." in text


def test_a_brief_is_audited(case: Case):
    brief_of(case)
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert entry.detail == {"export": "docx"}
    assert entry.justification == "for the morning meeting"
