"""Tables of seizures with other headers than the shipped layout's, in three scripts."""

import pytest

from hawkari.evidence.loaders.layouts import parse_layout
from hawkari.evidence.loaders.proposing import Proposal, as_kept, corrected, extended, propose
from hawkari.evidence.loaders.quantities import read_quantity
from hawkari.evidence.loaders.tables import Sample
from tests.evidence.loaders.proposing.proposed import mapped

Values = dict[str, dict[str, list[str]]]

ENGLISH = Sample(
    "",
    (
        "Case number",
        "Date of seizure",
        "Where seized",
        "Drug type",
        "Qty",
        "Unit",
        "Suspect",
        "VRM",
    ),
    (
        ("C1", "2026-03-01", "Dover", "Heroin", "2.5", "kg", "Aras Invented", "INV 1 A"),
        ("C2", "2026-03-04", "Calais", "cannabis resin", "300", "g", "", ""),
    ),
)
ARABIC = Sample(
    "",
    ("رقم المحضر", "تاريخ الضبط", "محل الضبط", "نوع المادة", "الكمية", "الوحدة", "اسم المتهم"),
    (("1", "2026-03-02", "أربيل", "كبتاغون", "٣٠٠", "حبة", "علي حسن"),),
)
SORANI = Sample(
    "",
    ("بەروار", "شوێن", "جۆری ماددە", "بڕ", "یەکە", "ناوی کەس", "ژمارەی گەشت"),
    (("2026-03-03", "زاخۆ", "حەشیش", "٣", "کیلۆ", "ئاراس جەمال", "T7"),),
)


def entities(proposal: Proposal, sample: Sample) -> Values:
    """Values by entity and property; nothing may be refused."""
    found: Values = {}
    for outcome in mapped(proposal, sample):
        assert list(outcome.refused) == []
        for one in outcome.statements:
            about = found.setdefault(one.entity_id, {"schema": [one.schema]})
            about.setdefault(one.prop, []).append(one.value)
    return found


@pytest.mark.parametrize(
    ("sample", "amounts"),
    [(ENGLISH, ["2.5 kg", "0.3 kg"]), (ARABIC, ["300 piece"]), (SORANI, ["3 kg"])],
)
def test_a_table_of_seizures_is_read_without_asking(sample: Sample, amounts: list[str]):
    proposal = propose("seizures.csv", [sample])
    (table,) = proposal.tables
    assert (table.kind, table.unsure) == ("seizures", ())
    found = entities(proposal, sample)
    events = [about for about in found.values() if about["schema"] == ["Event"]]
    assert [str(read_quantity(one["summary"][0])) for one in events] == amounts
    assert all("seizure" in one["keywords"] for one in events)
    assert "involved" in events[0]


def test_two_people_of_one_name_are_two_and_a_row_without_one_has_none():
    rows = (*ENGLISH.rows, ("C3", "2026-03-05", "Dover", "Heroin", "1", "kg", "Aras Invented", ""))
    sample = Sample("", ENGLISH.header, rows)
    found = entities(propose("f.csv", [sample]), sample)
    kinds = [about["schema"][0] for about in found.values()]
    assert kinds.count("Person") == 2
    assert kinds.count("Event") == 3
    assert kinds.count("UnknownLink") == 1


def test_a_column_that_nobody_knows_is_asked_and_can_be_kept_as_a_note():
    header, rows = (*ENGLISH.header, "Zzyx"), tuple((*row, "43") for row in ENGLISH.rows)
    sample = Sample("", header, rows)
    proposal = propose("f.csv", [sample])
    assert [one.column for _, one in proposal.unsure] == ["Zzyx"]
    said = corrected(proposal, [sample], {"Zzyx": "notes"})
    found = entities(said, sample)
    event = next(about for about in found.values() if about["schema"] == ["Event"])
    assert event["notes"] == ["Zzyx: 43"]


def test_what_was_kept_reads_the_next_file_with_the_same_ids():
    first = propose("f.csv", [ENGLISH])
    layout = first.layout_data()
    assert layout is not None
    again = extended("g.csv", [ENGLISH], kept=as_kept(first), layout=layout)
    assert entities(again, ENGLISH).keys() == entities(first, ENGLISH).keys()


@pytest.mark.parametrize(
    "sample",
    [
        Sample("", ENGLISH.header, (("C1", "2026-03-01", "Dover", "chairs", "2", "kg", "", ""),)),
        Sample("", ("Name", "Date", "Drug type"), (("Ali", "2026-03-01", "heroin"),)),
        Sample("", ("Name", "Goods", "Qty"), (("Ali", "heroin", "2"),)),
    ],
)
def test_a_table_that_is_not_plainly_of_seizures_is_proposed_as_any_other(sample: Sample):
    assert propose("f.csv", [sample]).tables[0].kind != "seizures"


def test_every_word_of_the_layout_is_one_that_layouts_know():
    for sample in (ENGLISH, ARABIC, SORANI):
        layout = propose("f.csv", [sample]).layout_data()
        assert parse_layout(layout).tables
