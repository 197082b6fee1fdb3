"""Mailboxes: where one letter ends and the next begins; everybody in them is invented."""

import mailbox
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.evidence.loaders import RowOutcome, letters
from hawkari.evidence.loaders.letters import LARGEST_HEADERS
from hawkari.evidence.loaders.mail_boxes import messages_of
from tests.evidence.loaders.letter_files import write_mbox
from tests.evidence.loaders.reading import read, said, written

MARK = "From ali@example.org Fri Jan  2 03:04:05 2026"
HEAD = "From: ali@example.org\nSubject: x\n"


def bodies(outcomes: list[RowOutcome]) -> list[str]:
    return [value for one in outcomes for prop, value in said(one, "Email") if prop == "bodyText"]


def test_letters_of_a_mailbox_come_one_by_one_with_their_quoted_lines(tmp_path: Path):
    path = tmp_path / "box"
    write_mbox(path, ["Ali", "Omer"])
    outcomes, _ = read(path)
    assert bodies(outcomes) == ["From Ali\nسلام", "From Omer\nسلام"]


@pytest.mark.parametrize(
    "prose",
    ["From my side it was in 2024", "From 10:00 to 12:30 we wait", "From ali in 2026", MARK + " x",
     "From here Fri Jan  2 03:04:05 2026 on we wait", MARK],
)  # fmt: skip
def test_prose_that_begins_as_a_mailboxs_line_does_begins_no_letter(tmp_path: Path, prose: str):
    # The last is the mailbox's own line, but with no header behind it.
    text = f"{MARK}\n{HEAD}\none\n\n{prose}\ntwo words\n"
    outcomes, _ = read(written(tmp_path, text))
    assert bodies(outcomes) == [f"one\n\n{prose}\ntwo words"]


@pytest.mark.parametrize(
    "mark",
    [
        MARK, "From - Fri Jan 02 03:04:05 2026", "From ali@example.org Fri Jan 2 03:04 2026",
        "From 17@xxx Fri Jan 02 03:04:05 +0000 2026", "From x Fri Jan  2 03:04:05 EST 2026",
        "From x Fri, 02 Jan 2026 03:04:05 +0300", "From MAILER-DAEMON Fri Jan  2 03:04:05 2026\r",
    ],
)  # fmt: skip
def test_mailboxes_lines_as_programs_write_them(tmp_path: Path, mark: str):
    text = f"{mark}\n{HEAD}\none\n\n{mark}\n{HEAD}\ntwo\n"
    assert bodies(read(written(tmp_path, text))[0]) == ["one", "two"]


def test_a_line_of_a_mailbox_without_an_empty_one_before_it_is_text(tmp_path: Path):
    text = f"{MARK}\n{HEAD}\none\n{MARK}\n{HEAD}\ntwo\n"
    assert len(read(written(tmp_path, text))[0]) == 1


def test_quoted_lines_lose_one_mark_each(tmp_path: Path):
    text = f"{MARK}\n{HEAD}\n>From a\n>>From b\n> From c\n"
    assert bodies(read(written(tmp_path, text))[0]) == ["From a\n>From b\n> From c"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.lists(st.sampled_from(["From x", MARK, "", "From: a", "a b", "from x"]), max_size=6),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_mailboxes_are_parted_as_pythons_own_library_parts_them(
    tmp_path: Path, texts: list[list[str]]
):
    # It quotes every line that begins with From, so that there it is right.
    path = tmp_path / "box"
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for lines in texts:
        box.add((HEAD + "\n" + "\n".join(lines) + "\n").encode())
    box.close()
    with path.open("rb") as stream:
        found = [whole.partition(b"\n\n")[2] for whole in messages_of(stream) if whole is not None]
    with closing(mailbox.mbox(path)) as box:
        theirs = [one.get_payload().replace("\n>From ", "\nFrom ") for one in box]
    assert [one.decode().strip() for one in found] == [
        one.removeprefix(">" if one.startswith(">From ") else "").strip() for one in theirs
    ]


def test_a_letter_that_is_too_large_does_not_hide_the_others(tmp_path: Path):
    many = "a: b\n" * (LARGEST_HEADERS // 5 + 1)
    text = f"{MARK}\n{HEAD}{many}\nx\n\n{MARK}\n{HEAD}\ntwo\n"
    first, second = read(written(tmp_path, text))[0]
    assert first.refused[0].problem == "the message has more than 1 MiB of headers"
    assert bodies([second]) == ["two"]


def test_a_letter_of_parts_within_parts_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Each line may be the end of each part that it stands in."""
    monkeypatch.setattr(letters, "MOST_TRIES", 5_000)
    kind = "Content-Type: multipart/mixed"
    deep = "".join(f"{kind}; boundary=b{at}\n\n--b{at}\n" for at in range(20))
    lines = "\n" * 400
    text = f"{MARK}\n{HEAD}{deep}{lines}\n{MARK}\n{HEAD}\ntwo\n"
    first, second = read(written(tmp_path, text))[0]
    assert first.refused[0].problem == "the message has too many parts"
    assert bodies([second]) == ["two"]
