"""What a network brief says, from values made by hand: nothing without its statements."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override

from hawkari.desks.intelligence.network_brief import compose
from tests.desks.intelligence.briefs_told import cited_numbers, said, told
from tests.desks.intelligence.network_material import LINKS, material, value

GOLDEN = Path(__file__).parent / "golden" / "network_brief.txt"
LANGUAGES = [("en", False), ("ar", True), ("ckb", True)]


def test_a_brief_is_what_it_was():
    """Golden file; when a change is meant, write the new text there and read it."""
    assert told(compose(material())) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "is_rtl"), LANGUAGES)
def test_every_sentence_rests_on_statements_that_the_schedule_has(language: str, is_rtl: bool):
    with override(language):
        brief = compose(material(language=language, is_rtl=is_rtl))
    listed = {row.number for row in brief.sources}
    assert len(brief.sentences) > 15
    for sentence in brief.sentences:
        assert sentence.sources, sentence.text
        assert cited_numbers(said(brief.footnote(sentence))) == set(sentence.sources) <= listed


@pytest.mark.parametrize(("language", "is_rtl"), LANGUAGES)
def test_the_schedules_are_what_was_read_each_statement_once(language: str, is_rtl: bool):
    made = material(language=language, is_rtl=is_rtl)
    with override(language):
        brief = compose(made)
    rows = [*brief.sources, *brief.unused]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    placed = sorted((row.file, int(row.row)) for row in rows)
    assert placed == sorted((one.file, int(one.row)) for one in made.read.values())


def test_a_statement_that_nothing_rests_on_is_seen_and_not_used():
    made = material()
    birth = value(61, "a1", "nationality", "xx", kind="country")
    made.read = {**made.read, 61: birth}
    unused = {row.row for row in compose(made).unused}
    assert "61" in unused
    assert "101" not in unused


def test_a_date_of_a_tie_is_relied_on_with_it():
    relied = {row.row for row in compose(material()).sources}
    assert {str(number + 2) for *_, number, _, day in LINKS if day} <= relied


def test_victims_and_migrants_are_counted_and_never_ranked_or_asked_about():
    brief = compose(material())
    text = {part.heading: " ".join(one.text for one in part.sentences) for part in brief.parts}
    assert (
        "One victim, migrant or witness is in the network" in text["Who stands between the parts"]
    )
    for heading, words in text.items():
        assert "Nawzad" not in words, heading
    rows = [row for row in (*brief.sources, *brief.unused) if row.row in {"31", "32", "33"}]
    assert len(rows) == 3
    assert not any("Nawzad" in said(row.states) or "1988" in said(row.states) for row in rows)


def test_where_intervals_overlap_the_brief_says_that_it_cannot_tell():
    made = material()
    found = made.analysis
    assert found is not None
    first, *others = found.between
    overlapping = [one for one in others if one.high >= first.low]
    assert overlapping
    assert "cannot be told" in told(compose(made))
    apart = [replace(one, low=0.0, high=0.0) for one in others]
    alone = replace(first, low=0.9, high=0.95)
    made.analysis = replace(found, between=(alone, *apart[:0]))
    sections = {part.heading: part for part in compose(made).parts}
    people = sections["Who stands between the parts"]
    assert not any("cannot be told" in one.text for one in people.sentences)


def test_a_partner_that_states_nothing_is_a_gap():
    gaps = next(part for part in compose(material()).parts if part.heading == "Gaps")
    assert gaps.bullets == ("States nothing of these that you may see: POL.",)


def test_a_tie_that_an_answer_refuted_is_not_called_confirmed():
    made = material()
    pair = next(one for one, ties in made.network.edges.items() if ties[0].is_confirmed)
    lines = told(compose(made)).count("| confirmed\n")
    made.answers = {pair: False}
    text = told(compose(made))
    assert text.count("| confirmed\n") == lines - 1
    assert text.count("| refuted by an answer\n") == 1


def test_an_open_task_stands_under_its_partner_and_is_not_proposed_again():
    parts = {part.heading: part for part in compose(material()).parts}
    said_of_france = [one.text for one in parts["FR"].sentences]
    assert [one for one in said_of_france if "task 7, proposed" in one]
    pair = "Kawa Osman – Saman Karim"
    assert len([one for one in said_of_france if one.startswith(pair)]) == 1


def test_without_a_tie_the_brief_says_so():
    made = material()
    made.network = replace(made.network, edges={})
    made.analysis, made.questions, made.tasks = None, (), ()
    made.chart = replace(made.chart, edges=())
    text = told(compose(made))
    assert "No tie between these is stated in what you may see." in text
    assert "Nobody stands between others" in text
