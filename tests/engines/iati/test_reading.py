"""Files are read safely, in bounded memory, with everything that stands in them."""

import json
import subprocess
import sys
from io import BytesIO

import pytest

from hawkari.engines.iati import read, validate, write
from hawkari.errors import BadInput
from tests.engines.iati.cases import GOOD, TODAY, packed

ONE = GOOD.split("\n", 2)[2].rsplit("\n", 2)[0]
OPEN, CLOSE = '<iati-activities version="2.03">', "</iati-activities>"
BOMB = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))


def wrapped(inside: str) -> str:
    return (
        f"{OPEN}<iati-activity><iati-identifier>{inside}</iati-identifier></iati-activity>{CLOSE}"
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no whole XML"),
        (b"hello", "no whole XML"),
        (b"\x1f\x8b\x08 packed", "no whole XML"),
        (wrapped("x\0y").encode(), "Char 0x0"),
        (wrapped("&#0;").encode(), "no whole XML"),
        (wrapped("&#xD800;").encode(), "no whole XML"),
        (GOOD.encode()[:-30], "no whole XML"),
        (GOOD.encode() + b"<more/>", "no whole XML"),
        (GOOD.replace("Courses", "é").encode("latin-1"), "encoding"),
        (GOOD.replace("UTF-8", "klingon").encode(), "encoding"),
        (wrapped("<a>" * 5000 + "</a>" * 5000).encode(), "depth"),
    ],
)
def test_a_broken_file_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        validate(data, today=TODAY)


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        (f'x [<!ENTITY a "aaaaaaaaaa">{BOMB}]', "&j;"),
        ('x [<!ENTITY a "b">]', "&a;"),
        ('x [<!ENTITY a SYSTEM "file:///etc/hosts">]', "&a;"),
        ('iati-activities SYSTEM "x.dtd"', ""),
        ('x [<!ENTITY % a SYSTEM "x.dtd"> %a;]', ""),
    ],
)
def test_a_document_type_is_refused_whatever_it_declares(declared: str, used: str) -> None:
    for text in (wrapped(used), wrapped("a").replace('"2.03"', f'"{used}"')):
        with pytest.raises(BadInput, match="document type"):
            validate(f"<!DOCTYPE {declared}>{text}".encode(), today=TODAY)


def test_a_broken_place_is_named_by_line() -> None:
    with pytest.raises(BadInput, match="line 7"):
        validate(GOOD.replace("Courses for", "Courses & for").encode(), today=TODAY)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(BadInput, match=r"nowhere\.xml"):
        list(read("nowhere.xml"))


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_other_ways_to_write_unicode_are_read(codec: str) -> None:
    text = GOOD.replace("UTF-8", codec.removesuffix("-sig"))
    assert validate(text.encode(codec), today=TODAY).xsd_valid


def test_nothing_outside_is_included() -> None:
    include = (
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/hosts" parse="text"/>'
    )
    (activity,) = read(GOOD.replace("</iati-activity>", include + "</iati-activity>").encode())
    assert b"localhost" not in activity.canonical()


def test_many_activities_come_one_by_one_and_say_how_far_the_reading_is() -> None:
    data = f"{OPEN}{ONE * 500}{CLOSE}".encode()
    told: list[tuple[int, int]] = []
    records = read(data, progress=lambda done, total: told.append((done, total)))
    first = next(records)
    assert (first.identifier, first.element.getparent()) == ("XX-ORG-1-BORDER", None)
    # The first is given before the file is read to its end.
    assert len(told) < 2
    assert 1 + sum(1 for _ in records) == 500
    assert told[-1] == (len(data), len(data))
    assert told == sorted(told)


class Blocks(BytesIO):
    """A file that gives few bytes at a time, so that every seam is met."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(7)


def test_where_the_blocks_end_changes_nothing() -> None:
    others = '<o:a xmlns:o="urn:other"/> text <!-- note -->'
    data = f"{OPEN} {ONE} tail {ONE}<!-- between -->{ONE}{others}{CLOSE}".encode()
    whole = [activity.canonical() for activity in read(data)]
    assert [activity.canonical() for activity in read(Blocks(data))] == whole
    assert len(whole) == 3


@pytest.mark.parametrize(
    ("inside", "valid"),
    [
        (ONE + '<o:a xmlns:o="urn:other"/>', True),
        ('<o:a xmlns:o="urn:other"/>' + ONE, False),
        (ONE + "<unknown/>", False),
        ("", False),
    ],
)
def test_what_stands_around_the_activities_counts_for_the_file_only(
    inside: str, *, valid: bool
) -> None:
    verdict = validate(f"{OPEN}{inside}{CLOSE}".encode(), today=TODAY)
    assert verdict.xsd_valid is valid
    assert all(one.xsd_valid for one in verdict.activities.values())


def test_one_bad_activity_leaves_the_verdict_on_the_others() -> None:
    bad = ONE.replace("BORDER", "BAD").replace('<activity-status code="2"/>', "")
    verdict = validate(f"{OPEN}{ONE}{bad}{CLOSE}".encode(), today=TODAY)
    assert verdict.xsd_valid is False
    assert {name: one.xsd_valid for name, one in verdict.activities.items()} == {
        "XX-ORG-1-BORDER": True,
        "XX-ORG-1-BAD": False,
    }


def test_two_activities_of_one_identifier_keep_both_verdicts() -> None:
    verdict = validate(f"{OPEN}{ONE}\n{ONE}{CLOSE}".encode(), today=TODAY)
    assert len(verdict.activities) == 2


def test_another_root_is_no_aid_data() -> None:
    assert validate(b"<foo/>", today=TODAY).xsd_errors[0].words.startswith("the outermost")


def test_import_then_export_keeps_every_element_and_attribute_of_the_official_files() -> None:
    for group in ("activity pass", "activity fail"):
        for name, text in packed("schema")[group].items():
            before = [activity.canonical() for activity in read(text.encode())]
            after = [activity.canonical() for activity in read(write(read(text.encode())))]
            assert after == before, name


def test_what_this_software_does_not_know_is_kept() -> None:
    odd = (
        '<sector code="15136" o:note="kept" xmlns:o="urn:other"><o:more>&lt;&#13;</o:more>'
        "<!-- said --><?do it?></sector>"
    )
    (activity,) = read(GOOD.replace('<sector code="15136"/>', odd).encode())
    (again,) = read(write([activity]))
    assert again.canonical() == activity.canonical()
    for kept in (b"urn:other", b"kept", b"more", b"&#xD;", b"<?do it?>"):
        assert kept in again.canonical()


# In a process of its own: the most that a process ever held cannot be set back.
JUDGED = """
import json, resource, sys
from datetime import date
from hawkari.engines.iati import Checking

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

early, bad = 0, []
for number, verdict in enumerate(Checking(sys.argv[1], today=date.fromisoformat(sys.argv[2])), 1):
    if number == 1000:
        early = most()
    if verdict.rules:
        bad.append([verdict.rules, verdict.line, verdict.findings[0].line])
print(json.dumps([number, early, most(), bad]))
"""


@pytest.mark.full
def test_a_hundred_megabytes_are_judged_in_the_memory_of_a_few(tmp_path) -> None:
    path = tmp_path / "large.xml"
    count = 100_000_000 // len(ONE)
    with path.open("w", encoding="utf-8") as out:
        out.write(OPEN + "\n")
        for number in range(count):
            wrong = number == count - 1
            text = ONE.replace("BORDER", f"B{number}")
            out.write(text.replace('code="15136"', 'code="15136" percentage="99"', wrong) + "\n")
        out.write(CLOSE)
    words = [sys.executable, "-c", JUDGED, str(path), TODAY.isoformat()]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=3600)
    number, early, most, bad = json.loads(done.stdout)
    assert number == count
    assert most < 1.2 * early
    # The one bad activity is found by line and rule, past the 65,535 lines of older parsers.
    ((rules, line, found),) = bad
    assert rules == {"2.1.4": 1}
    assert found == line + 9 > 65_535
