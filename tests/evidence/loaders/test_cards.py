"""Contacts as vCards; everybody in them is invented."""

from pathlib import Path

import pytest

from tests.evidence.loaders.reading import read, said, written

FILES = Path(__file__).parent / "files"


def test_contacts_that_another_library_wrote():
    """``contacts.vcf`` was written by vobject 0.9.9."""
    (first, second), context = read(FILES / "contacts.vcf")
    assert {
        ("name", "بەرزان عەلی"), ("firstName", "بەرزان"), ("lastName", "عەلی"),
        ("phone", "+447700900101"), ("email", "barzan@example.org"), ("birthDate", "1984-03-12"),
        ("address", "Quay 2, Dock; 3, Basra, 61001, Iraq"),
        ("notes", "A long note that the library folds after seventy-five bytes, with a line end\n"
         "and a comma, too."),
    } == said(first, "Person")  # fmt: skip
    assert ("notes", "ORG: Port;Basra") in said(second, "Person")
    assert not first.refused
    assert not second.refused
    assert context.unused.counts == {"parameter TYPE of TEL": 1}


def test_quoted_printable_soft_line_ends_and_charsets_of_version_2(tmp_path: Path):
    arabic = "".join(f"={byte:02X}" for byte in "حسين".encode("cp1256"))
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        f"FN;CHARSET=WINDOWS-1256;ENCODING=QUOTED-PRINTABLE:{arabic}\r\n"
        "NOTE;QUOTED-PRINTABLE:a=3D=\r\nb\r\nTEL;CELL;PREF:07700 900102\r\n"
        "PHOTO;BASE64:AAAA\r\n BBBB\r\n\r\nEND:VCARD\r\n"
    )
    (only,), context = read(written(tmp_path, card))
    assert {("name", "حسين"), ("notes", "a=b"), ("phone", "+447700900102")} == said(only, "Person")
    assert context.unused.counts["property PHOTO"] == 1


def test_a_card_without_a_name_is_named_by_its_parts(tmp_path: Path):
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Reshid;Haval;;Dr;\nEND:VCARD\n"
    (only,), _ = read(written(tmp_path, card))
    assert ("name", "Dr Haval Reshid") in said(only, "Person")


def test_an_organization_a_partial_birthday_and_odd_values_lose_nothing(tmp_path: Path):
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Port\nBDAY:--0312\nGENDER:F\nTITLE:x\n"
        "IMPP:xmpp:a@b\nURL:no url\nEND:VCARD\n"
    )
    (only,), _ = read(written(tmp_path, card))
    assert {
        ("name", "Port"), ("notes", "BDAY: --0312"), ("notes", "GENDER: F"), ("notes", "TITLE: x"),
        ("notes", "IMPP: xmpp:a@b"), ("notes", "URL: no url"),
    } == said(only, "Organization")  # fmt: skip


def test_the_same_card_has_the_same_id_wherever_it_stands(tmp_path: Path):
    one, two = (f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n" for name in ("Ali", "Omer"))
    forth, _ = read(written(tmp_path, one + two))
    back, _ = read(written(tmp_path, two + one))
    assert {s.entity_id for o in forth for s in o.statements} == {
        s.entity_id for o in back for s in o.statements
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("BEGIN:VCARD\nFN:Ali\n", "the card does not end"),
        ("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", "the card says nothing"),
    ],
)
def test_a_card_that_cannot_be_used_is_refused_alone(tmp_path: Path, text: str, problem: str):
    good = "BEGIN:VCARD\nFN:Ali\nEND:VCARD\n"
    (first, second), _ = read(written(tmp_path, good + text))
    assert first.statements
    assert second.refused[0].problem == problem


def test_a_card_that_does_not_end_hides_none_behind_it(tmp_path: Path):
    text = "BEGIN:VCARD\nFN:Ali\nBEGIN:VCARD\nFN:Omer\nEND:VCARD\nBEGIN:VCARD\nFN:Sara\nEND:VCARD\n"
    broken, *rest = read(written(tmp_path, text))[0]
    assert broken.refused[0].problem == "the card does not end"
    assert [s.value for one in rest for s in one.statements if s.prop == "name"] == ["Omer", "Sara"]


def test_a_card_of_an_agent_is_within_its_card(tmp_path: Path):
    text = "BEGIN:VCARD\nFN:Ali\nAGENT:\nBEGIN:VCARD\nFN:Omer\nEND:VCARD\nEND:VCARD\n"
    (only,), context = read(written(tmp_path, text))
    assert ("name", "Ali") in said(only, "Person")
    assert context.unused.counts["lines of a card within a card"] == 2


def names_of(path: Path) -> dict[str, str]:
    """Each entity's schema by its id, of all the cards of a file."""
    return {s.entity_id: s.schema for one in read(path)[0] for s in one.statements}


def test_two_cards_that_say_only_one_name_are_two_people(tmp_path: Path):
    card = "BEGIN:VCARD\nFN:Ali\nEND:VCARD\n"
    assert len(names_of(written(tmp_path, card * 3))) == 3
    for file in ("one", "two"):
        (tmp_path / file).mkdir()
    one = written(tmp_path / "one", card).rename(tmp_path / "one.vcf")
    two = written(tmp_path / "two", card).rename(tmp_path / "two.vcf")
    assert not names_of(one).keys() & names_of(two).keys()


@pytest.mark.parametrize(
    ("uid", "is_one"),
    [("urn:uuid:7d444840-9dc0-11d1-b245-5ffdce74fad2", True), ("1", False), ("Ali", False)],
)
def test_a_uid_holds_in_every_file_only_where_it_is_a_uuid(tmp_path: Path, uid: str, is_one: bool):
    card = f"BEGIN:VCARD\nUID:{uid}\nFN:%s\nEND:VCARD\n"
    one = written(tmp_path, card % "Ali").rename(tmp_path / "one.vcf")
    two = written(tmp_path, card % "Omer").rename(tmp_path / "two.vcf")
    assert bool(names_of(one).keys() & names_of(two).keys()) is is_one
    assert len(names_of(written(tmp_path, card % "Ali" + card % "Ali H"))) == 1


@pytest.mark.parametrize(
    ("lines", "schema"),
    [
        ("FN:Port of Basra\nORG:Port of Basra", "LegalEntity"),
        ("N:;;;;\nORG:Port;Pilots\nFN:Port Pilots", "LegalEntity"),
        ("FN:Port\nX-ABShowAs:COMPANY", "Organization"),
        ("KIND:group\nFN:Boatmen", "LegalEntity"),
        ("KIND:location\nFN:Quay 2", "LegalEntity"),
        ("FN:Ali\nORG:Port of Basra", "Person"),
        ("FN:Port\nN:Port;;;;\nORG:Port", "Person"),
    ],
)
def test_a_card_that_names_only_a_company_is_no_person(tmp_path: Path, lines: str, schema: str):
    card = f"BEGIN:VCARD\n{lines}\nEND:VCARD\n"
    assert list(names_of(written(tmp_path, card)).values()) == [schema]


def test_a_charset_that_is_no_charset_of_texts_is_not_used(tmp_path: Path):
    card = "BEGIN:VCARD\nFN;CHARSET=punycode;ENCODING=QUOTED-PRINTABLE:a-b=C3=A9\nEND:VCARD\n"
    (only,), _ = read(written(tmp_path, card))
    assert ("name", "a-bé") in said(only, "Person")


def test_an_extension_behind_a_number_is_kept_in_words(tmp_path: Path):
    card = "BEGIN:VCARD\nFN:Ali\nTEL;VALUE=uri:tel:+447700900101;ext=12\nEND:VCARD\n"
    (only,), _ = read(written(tmp_path, card))
    assert {("phone", "+447700900101"), ("notes", "TEL +447700900101: ext=12")} <= said(
        only, "Person"
    )
