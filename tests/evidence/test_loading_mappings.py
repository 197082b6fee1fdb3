"""What columns mean: said once, kept with the source in versions, and asked again where new."""

from dataclasses import replace

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.audit.terms import keyed_hash
from hawkari.evidence.loading.files import Terms, UnsureMapping
from hawkari.evidence.loading.source_mappings import kept_mappings
from hawkari.evidence.models import Act, AuditEntry, Source, Statement
from tests.evidence.loads import (  # noqa: F401  two of them are fixtures
    HEADER,
    TERMS,
    analyst_access,
    load_text,
    values,
)

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

UNKNOWN = "Ref,Name,Zzyx\nK1,Ali Hassan,43\nK2,Omar Rashid,44\n"
PLAIN = Terms("nca", "people")


def test_what_columns_mean_is_said_once_and_reads_the_next_file(load, access):
    with pytest.raises(UnsureMapping, match="'Zzyx'") as raised:
        load(UNKNOWN, PLAIN)
    assert "--set 'Zzyx=notes'" in raised.value.remedy
    assert not Statement.objects.exists()
    first = load(UNKNOWN, replace(PLAIN, corrections={"Zzyx": "notes"}))
    assert (first.status, first.mapping_version) == ("loaded", 1)
    assert ("people:K1", "notes", "Zzyx: 43") in values(access)
    again = load(UNKNOWN + "K3,Sara Ali,38\n", PLAIN)
    assert (again.statements_added, again.statements_retracted) == (2, 0)
    assert again.proposal is None
    assert again.mapping_version == 1


def test_somebody_who_can_be_asked_is_asked_only_about_what_is_not_certain(load, access):
    asked: list[str] = []

    def ask(question):
        asked.append(question.column)
        return "height"

    load(UNKNOWN, PLAIN, ask=ask)
    assert asked == ["Zzyx"]
    assert ("people:K1", "height", "43") in values(access)


def test_a_column_that_a_partner_added_is_the_only_one_asked_and_ids_stay(load, access):
    text = "Name,Born\nAli Hassan,1984\nOmar Rashid,1985\n"
    load(text, PLAIN)
    before = values(access)
    newer = "Name,Born,Zzyx\nAli Hassan,1984,43\nOmar Rashid,1985,44\n"
    with pytest.raises(UnsureMapping, match="what one column means: 'Zzyx'") as raised:
        load(newer, PLAIN)
    states = [one.state for one in raised.value.proposal.tables[0].columns]
    assert states == ["kept", "kept", "unsure"]
    assert values(access) == before
    report = load(newer, replace(PLAIN, corrections={"Zzyx": "notes"}))
    assert (report.statements_added, report.statements_retracted) == (2, 0)
    assert report.mapping_version == 2
    assert before < values(access)


def test_each_version_of_a_mapping_says_who_and_is_audited(load, access):
    load(UNKNOWN, replace(PLAIN, corrections={"Zzyx": "notes"}))
    load(UNKNOWN, replace(PLAIN, corrections={"Zzyx": "height"}))
    source = Source.objects.get()
    (newest,) = kept_mappings("people", "people.csv")
    assert (newest.version, newest.how, newest.by) == (2, "corrected", "analyst")
    assert [one["version"] for one in source.mapping["people.csv"]["before"]] == [1]
    slot = f"mapping {keyed_hash('people.csv')}"
    entries = AuditEntry.records.filter(act=Act.ALTER, object_ids__contains=slot)
    assert [entry.detail["mapping"] for entry in entries] == [1, 2]
    assert not AuditEntry.records.filter(object_ids__contains="people.csv").exists()


def test_a_mapping_and_corrections_at_once_are_refused(load):
    with pytest.raises(BadInput, match="both given"):
        load(HEADER + "7,Ali,1984,\n", replace(TERMS, corrections={"Born": "notes"}))
