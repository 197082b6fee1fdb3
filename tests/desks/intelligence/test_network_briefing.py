"""The network brief as a use case: for its reader alone, kept, audited, or refused."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from hawkari.desks.intelligence.brief import Brief
from hawkari.desks.intelligence.services import network_briefing
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.network_briefing import (
    BriefAsked,
    BriefForm,
    network_brief,
)
from hawkari.desks.intelligence.services.saved_charts import ChartNotFound, save_chart
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.entities import network_ties
from hawkari.evidence.models import AuditEntry, Disclosure, DisclosureItem
from tests.desks.intelligence.briefs_told import footnotes_of, told
from tests.desks.intelligence.case import Case

pytestmark = pytest.mark.django_db
FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"


def made(access: Access, asked: BriefAsked | None = None, **how: str) -> bytes:
    return network_brief(access, asked or BriefAsked(), fonts=FONTS, **how).content


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch):
    """The values of a brief instead of its file."""
    kept: list[Brief] = []

    def of(access: Access, asked: BriefAsked | None = None) -> Brief:
        def keep(brief: Brief, *, fonts: Path) -> bytes:
            kept.append(brief)
            return b""

        monkeypatch.setitem(network_briefing.WRITERS, BriefForm.DOCX, keep)
        made(access, asked)
        return kept[-1]

    return of


def saved(case: Case, *people: str, **more) -> int:
    access = case.access()
    shown = [case.id_of(one) for one in people]
    return save_chart(access, {"shown": shown, **more}, name="Harbour").chart_id


def read_by(access: Access) -> set[tuple[str, str, str]]:
    """File, row and property of everything that a reader may see."""
    rows = visible_to(access).values_list("source__name", "load__file_name", "prop")
    return set(rows)


@pytest.mark.parametrize("agency", ["nca", "fr"])
def test_the_schedules_hold_what_was_read_and_nothing_that_is_hidden(case: Case, content, agency):
    access = case.access(agency)
    brief = content(access)
    rows = [*brief.sources, *brief.unused]
    tied = {end for tie in network_ties(access) for end in (tie.left, tie.right)}
    people = {"uk-1", "uk-3", "uk-4", "krg-2"} | ({"uk-5"} if agency == "fr" else set())
    links = {"call-0", "call-1", "call-2", "call-3", "call-4"}
    links |= {"pay-1"} if agency == "fr" else set()
    assert len(tied) == 5
    wanted = visible_to(access).filter(entity_id__in=people | links | {"uk-5"})
    assert len(rows) == wanted.count()
    kept = Disclosure.objects.latest("pk")
    assert set(DisclosureItem.objects.filter(disclosure=kept).values_list("number", flat=True)) == {
        *wanted.values_list("pk", flat=True)
    }


def test_a_brief_is_for_its_reader_alone(case: Case, content):
    for_britain = told(content(case.access("nca")))
    for_france = told(content(case.access("fr")))
    assert "Payer" not in for_britain
    assert "payment" not in for_britain
    assert "Payer: Saman Karim" in for_france
    assert "payment 1" in for_france


def test_the_marking_is_the_strictest_of_what_was_read(case: Case):
    for agency, code in (("nca", "P:"), ("fr", "C:")):
        document = docx.Document(io.BytesIO(made(case.access(agency))))
        section = document.sections[0]
        assert section.header.paragraphs[0].text.startswith(code)
        assert section.footer.paragraphs[0].text.startswith(code)


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("form", list(BriefForm))
def test_each_language_is_written_in_each_form(case: Case, language: str, form: BriefForm):
    file = network_brief(case.access(), BriefAsked(language=language, form=form), fonts=FONTS)
    assert file.name.endswith(f"-{language}.{form.value}")
    assert file.content.startswith(b"%PDF-" if form is BriefForm.PDF else b"PK")


def test_a_word_file_shows_the_chart_with_words_for_whoever_does_not_see_it(case: Case):
    file = made(case.access())
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert any(name.startswith("word/media/") for name in archive.namelist())
    shape = docx.Document(io.BytesIO(file)).inline_shapes[0]
    assert "The picture shows people or things: 5" in shape._inline.docPr.get("descr")
    assert footnotes_of(file)


def test_a_brief_is_audited_with_its_chart_and_count_and_kept_for_corrections(case: Case):
    chart = saved(case, "uk-1", "uk-3")
    made(case.access(), BriefAsked(chart=chart), reason="for court", recipient="Police nationale")
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert (entry.justification, entry.recipient) == ("for court", "Police nationale")
    count = DisclosureItem.objects.filter(disclosure=Disclosure.objects.latest("pk")).count()
    assert entry.detail == {
        "what": "network brief",
        "chart": chart,
        "version": 1,
        "statements": count,
        "language": "en",
        "export": "docx",
    }


def test_a_saved_chart_is_briefed_as_it_was_left(case: Case, content):
    chart = saved(case, "uk-1", "uk-3", "krg-2", hidden=[case.id_of("krg-2")])
    brief = content(case.access(), BriefAsked(chart=chart))
    text = told(brief)
    assert "saved chart Harbour, version 1" in text
    assert "People or things: 2, in tied pairs: 1." in text
    assert "ئاراس" not in text


def test_a_chart_saved_at_a_day_is_briefed_as_of_that_day(case: Case, content):
    chart = saved(case, "uk-1", "uk-3", "krg-2", until="2026-03-01")
    text = told(content(case.access(), BriefAsked(chart=chart)))
    assert "Of the ties: as seen until 2026-03-01, undated ties throughout" in text
    assert "People or things: 2, in tied pairs: 1. Ties: call 1." in text
    assert "Saman" not in text


def test_no_sentence_of_a_chart_at_a_day_rests_on_what_was_seen_later(case: Case, content):
    chart = saved(case, "uk-1", "uk-3", "krg-2", until="2026-03-01")
    brief = content(case.access(), BriefAsked(chart=chart))
    text = told(brief)
    assert "Ties: call 1. Seen: 2026-03-01." in text
    for later in ("2026-03-02", "2026-03-03", "Saman Karim"):
        assert later not in text


def test_whoever_may_not_see_somebody_does_not_read_of_them_on_a_saved_chart(case: Case, content):
    chart = save_chart(
        case.access("fr"), {"shown": [case.id_of("fr-9", "fr"), case.id_of("uk-1", "fr")]}, name="A"
    )
    assert "Rebwar Amine" in told(content(case.access("fr"), BriefAsked(chart=chart.chart_id)))
    assert "Rebwar Amine" not in told(content(case.access(), BriefAsked(chart=chart.chart_id)))


def test_a_chart_of_another_operation_is_not_found(case: Case):
    chart = saved(case, "uk-1")
    other = Case().world
    with pytest.raises(ChartNotFound):
        made(other.access("nca"), BriefAsked(chart=chart))
    with pytest.raises(ChartNotFound):
        made(case.access(), BriefAsked(chart=chart, version=9))


@pytest.mark.parametrize("role", ["administrator", "liaison"])
def test_whoever_may_not_export_gets_no_brief_and_that_is_audited(case: Case, role: str):
    with pytest.raises(AccessDenied):
        made(case.access(role=role))
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert entry.outcome == "denied"


def test_a_network_that_nobody_could_read_is_refused_with_what_to_do(
    case: Case, monkeypatch: pytest.MonkeyPatch
):
    for limit in ("MOST_PEOPLE", "MOST_STATEMENTS"):
        with monkeypatch.context() as smaller:
            smaller.setattr(network_briefing, limit, 4)
            with pytest.raises(BadInput, match="too many for a brief") as refused:
                made(case.access())
            assert "save a chart" in refused.value.remedy
    assert not Disclosure.objects.exists()


def test_another_language_is_refused(case: Case):
    with pytest.raises(BadInput, match="no brief is written in 'fr'"):
        made(case.access(), BriefAsked(language="fr"))


def test_filters_are_said_in_the_brief(case: Case, content):
    filters = Filters(kinds=frozenset({"call"}), min_grade="B", begin="2026-03-02")
    text = told(content(case.access(), BriefAsked(filters=filters)))
    assert "Of the ties: call; at least assessed B; seen from 2026-03-02" in text
