"""Two vCards of one UID in a file; everybody in them is invented."""

from pathlib import Path

import pytest

from hawkari.evidence.loaders import Context, RowOutcome, cards, loader_for

ALI = "FN:Ali One\nTEL:+447700900111\n"
SARA = "FN:Sara Two\nTEL:+447700900222\n"


def read(folder: Path, *said: str) -> list[RowOutcome]:
    path = folder / "contacts.vcf"
    path.write_text(
        "".join(f"BEGIN:VCARD\nVERSION:3.0\n{one}END:VCARD\n" for one in said), encoding="utf-8"
    )
    context = Context("list", country="GB")
    loader = loader_for(path)
    return list(loader.rows(path, loader.sniff(path, context, ()), context))


def names(outcome: RowOutcome) -> list[str]:
    return [one.value for one in outcome.statements if one.prop == "name"]


@pytest.mark.parametrize("uid", ["1", "urn:uuid:7f2a3c1e-7b1d-4f44-9d3e-0c5d1a2b3c4d"])
def test_the_second_is_refused_and_no_two_people_become_one(tmp_path: Path, uid: str):
    first, second = read(tmp_path, f"UID:{uid}\n{ALI}", f"UID:{uid}\n{SARA}")
    assert names(first) == ["Ali One"]
    assert not second.statements
    assert [(one.field, one.problem) for one in second.refused] == [
        ("UID", "stands twice, on cards that differ")
    ]


def test_one_that_says_the_same_again_is_the_same_card(tmp_path: Path):
    first, second = read(tmp_path, f"UID:1\n{ALI}REV:20240101\n", f"UID:1\n{ALI}REV:20240202\n")
    assert {one.entity_id for one in second.statements} == {
        one.entity_id for one in first.statements
    }
    assert not second.refused


def test_so_many_ids_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cards, "MOST_UIDS", 1)
    found = read(tmp_path, f"UID:1\n{ALI}", f"UID:2\n{SARA}", f"UID:1\n{SARA}")
    assert [len(one.refused) for one in found] == [0, 0, 1]
