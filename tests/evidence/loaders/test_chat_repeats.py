"""Messages of a WhatsApp chat that look alike, and quotation marks in them; people are invented."""

from pathlib import Path

import pytest

from hawkari.evidence.loaders import Context, RowOutcome, chats, loader_for

AT = "13/03/2024, 21:15 - "


def read(folder: Path, text: str) -> list[RowOutcome]:
    path = folder / "_chat.txt"
    path.write_text(text, encoding="utf-8")
    context = Context("list", country="GB")
    loader = loader_for(path)
    return list(loader.rows(path, loader.sniff(path, context, ()), context))


def messages(outcomes: list[RowOutcome]) -> list[str]:
    return [next(s.entity_id for s in one.statements if s.schema == "Message") for one in outcomes]


def values(outcomes: list[RowOutcome], prop: str) -> list[str]:
    return [s.value for one in outcomes for s in one.statements if s.prop == prop]


@pytest.mark.parametrize(
    ("before", "after"),
    [("SA", "CH"), ("π.μ.", "μ.μ."), ("p.d.", "m.d."), ("GH", "GD")],
    ids=["Vietnamese", "Greek", "Albanian", "Somali"],
)
def test_halves_of_the_day_are_known(tmp_path: Path, before: str, after: str):
    lines = f"13/03/2024, 9:15 {before} - Ali: ok\n13/03/2024, 9:15 {after} - Ali: ok\n"
    outcomes = read(tmp_path, lines)
    assert values(outcomes, "date") == ["2024-03-13T09:15", "2024-03-13T21:15"]
    assert len(set(messages(outcomes))) == 2


def test_halves_of_the_day_in_an_unknown_language_are_two_messages(tmp_path: Path):
    outcomes = read(tmp_path, "13/03/2024, 9:15 xx - Ali: ok\n13/03/2024, 9:15 yy - Ali: ok\n")
    assert len(set(messages(outcomes))) == 2


def test_the_same_text_again_behind_another_moment_is_another_message(tmp_path: Path):
    lines = [f"13/03/2024, 09:15:{at} - {said}\n" for at, said in
             (("01", "Ali: ok"), ("02", "Bob: x"), ("01", "Ali: ok"))]  # fmt: skip
    first, _, third = messages(read(tmp_path, "".join(lines)))
    assert third == f"{first}-2"


def test_messages_beyond_those_remembered_stay_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(chats, "MOST_MESSAGES", 1)
    found = messages(read(tmp_path, "".join(f"{AT}{one}\n" for one in ("A: a", "B: b", "B: b"))))
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ('Ali 6" boat', 'he said "go"'),
        ('Ali 6" boat', 'mine has 5" more'),
        ('Ali 6" boat', '"go"'),
        ('דו"ח', 'he said "go"'),
    ],
)
def test_a_mark_in_a_contact_takes_nobody_their_message(tmp_path: Path, name: str, text: str):
    outcomes = read(tmp_path, f"{AT}{name}: {text}\n")
    assert values(outcomes, "name") == [name]
    assert values(outcomes, "bodyText") == [text]


@pytest.mark.parametrize(
    "text",
    [
        'Ali changed the subject to "Boat: May"',
        'Ali changed the subject from "Boat: May" to "Lorry"',
        'Ali changed the subject from "Lorry" to "Boat: 6 May"',
        'שינה את הנושא ל"Boat: May"',
    ],
)
def test_nobody_of_a_name_writes_what_the_service_quotes(tmp_path: Path, text: str):
    outcomes = read(tmp_path, f"{AT}{text}\n")
    assert not values(outcomes, "name")
    assert values(outcomes, "bodyText") == [text]
