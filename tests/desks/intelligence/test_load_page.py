"""The page that loads a file: proposed, doubts first, said once, loaded; nothing kept beside."""

import re
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hawkari.desks.intelligence.loading_words import DOUBTS, doubt, meaning
from hawkari.evidence.loaders.proposing import Remark, targets_of
from hawkari.evidence.loaders.proposing.proposal import DOUBTS as KNOWN_DOUBTS
from hawkari.evidence.models import AuditEntry, LoadRun, Source, Statement
from tests.desks.intelligence.case import Case

pytestmark = pytest.mark.django_db

SURE = "Name,Tel\nAli Invented,+447700900101\nOmar Invented,+447700900102\n"
ASKED = "Name,Zzyx,DOB\nAli Invented,43,03/12/1984\nOmar Invented,44,04/11/1985\n"


def post(case: Case, text: str, action: str = "see", name: str = "people.csv", **more: str):
    data = {
        "file": SimpleUploadedFile(name, text.encode()),
        "source": "from-a-page",
        "grade": "2D",
        "action": action,
        **more,
    }
    return case.client().post("/load", data)


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def digest(shown: str) -> str:
    """What the page sends back of the columns that it shows."""
    found = re.search(r'name="shown" value="(\w+)"', shown)
    assert found is not None
    return found[1]


def test_what_was_said_of_one_files_columns_is_never_taken_for_anothers(case: Case):
    said = {"column-0-0": "alias", "shown": digest(words(post(case, ASKED)))}
    shown = words(post(case, SURE, "load", **said))
    assert "Load these rows" in shown
    assert not Source.objects.filter(slug="from-a-page").exists()
    assert "Rows read" in words(post(case, SURE, "load", shown=digest(shown)))
    assert not Statement.objects.filter(source__slug="from-a-page", prop="alias").exists()


def test_the_empty_form_asks_for_the_file_and_whose_it_is(case: Case):
    page = words(case.client().get("/load"))
    assert 'name="file"' in page
    assert 'name="agency"' not in page, "a team's user loads for their own agency"


def test_a_file_of_certain_columns_is_shown_and_then_loaded_for_the_users_agency(case: Case):
    shown = words(post(case, SURE))
    assert "Ali Invented" in shown
    assert not Source.objects.filter(slug="from-a-page").exists()
    answer = post(case, SURE, "load")
    assert "Statements added" in words(answer)
    source = Source.objects.get(slug="from-a-page")
    assert source.agency == case.access().user.agency
    assert Statement.objects.filter(source=source, prop="phone").count() == 2
    assert AuditEntry.records.filter(object_ids__contains='"from-a-page"').count() == 4


def test_what_is_not_certain_stands_first_and_stops_the_load_until_it_is_said(case: Case):
    for action in ("see", "load"):
        shown = words(post(case, ASKED, action))
        rows = re.findall(r'<th scope="row"><bdi>([^<]+)</bdi>', shown)
        assert rows == ["Zzyx", "DOB", "Name"]
        assert "Day and month can be read either way round" in shown
    assert not Source.objects.filter(slug="from-a-page").exists()
    said = {"column-0-1": "notes", "order-0-2": "dmy", "shown": digest(shown)}
    assert "Rows read" in words(post(case, ASKED, "load", **said))
    values = set(
        Statement.objects.filter(source__slug="from-a-page").values_list("value", flat=True)
    )
    assert {"Zzyx: 43", "1984-12-03"} <= values
    assert "Rows read" in words(post(case, ASKED + "Sara Invented,38,05/10/1990\n", "load"))


def test_a_chat_whose_dates_do_not_tell_their_order_is_loaded_as_the_page_says(case: Case):
    chat = "".join(
        f"{day}/{month}/2024, 10:00 - Ali Invented: one\n" for day, month in ((1, 3), (2, 3))
    )
    told = words(post(case, chat, "load", name="chat.txt"))
    assert 'href="#id_date_order"' in told
    dates = Statement.objects.filter(source__slug="from-a-page", prop="date", retracted=False)
    assert not dates.exists()
    told = words(post(case, chat, "load", name="chat.txt", date_order="dmy"))
    assert 'href="#id_date_order"' not in told
    assert '<option value="dmy" selected>' in told
    assert {one.value for one in dates} == {"2024-03-01T10:00", "2024-03-02T10:00"}


def test_a_file_that_cannot_be_read_is_told_in_the_form(case: Case):
    answer = post(case, "SQLite format 3\x00", "load")
    assert answer.status_code == 422
    assert 'role="alert"' in words(answer)


@pytest.mark.parametrize("name", ["../../people.csv", "..\\people.csv", "/etc/people.csv"])
def test_a_name_with_a_path_is_only_its_last_part(case: Case, name: str):
    assert post(case, SURE, "load", name=name).status_code == 200
    assert list(Source.objects.get(slug="from-a-page").mapping) == ["people.csv"]


def test_nothing_of_an_upload_stays_on_the_disk(case: Case, tmp_path: Path, monkeypatch):
    # A folder of its own: other tests of this machine upload at the same time.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    post(case, SURE, "load")
    post(case, ASKED, "load")
    assert list(tmp_path.glob("hawkari-upload-*")) == []


def test_meanings_are_offered_in_groups_the_likeliest_first(case: Case):
    shown = words(post(case, ASKED))
    select = re.search(r'<select class="input" id="column-0-2".*?</select>', shown)
    assert select is not None
    first, *groups = re.split(r"<optgroup label=", select[0])
    assert 'value="birthDate" selected' in first
    assert [one.partition(">")[0] for one in groups] == [
        '"Of the person"', '"To reach them by"', '"Papers"', '"Of a thing or place"',
        '"Of the row itself"',
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["people", "payments", "calls", "vehicles"])
def test_every_meaning_offered_is_said_in_words(kind: str):
    bare = [target for target in targets_of(kind) if meaning(target).split(": ")[-1] in target]
    assert bare == []


def test_every_doubt_has_words_in_the_readers_language():
    assert set(DOUBTS) == set(KNOWN_DOUBTS)
    assert doubt(Remark("several", ("phone",))) == "It may also be: phone."


@pytest.mark.parametrize(
    ("target", "said"),
    [("notes", "keep as a note"), ("father.phone", "father: telephone"), ("x", "x")],
)
def test_a_meaning_is_said_in_words(target: str, said: str):
    assert meaning(target).casefold() == said.casefold()


def test_the_report_says_what_came_of_the_file_and_of_each_refused_field(case: Case):
    text = "Name,DOB,Tel\n" + "".join(
        f"{who} Invented,{day},+44770090010{at}\n"
        for at, (who, day) in enumerate(
            [("Ali", "1984-02-13"), ("Omar", "1985-04-11"), ("Sara", "1990-13-45"),
             ("Dara", "1991-01-02"), ("Azad", "1987-09-08")]
        )
    )  # fmt: skip
    told = words(post(case, text, "load"))
    assert "Loaded, with refused rows" in told
    assert "1990-13-45" in told
    assert re.search(r"Rows and fields refused</dt><dd class=\"num\">1<", told)
    refused = post(case, text, "refused")
    assert refused["Content-Disposition"] == 'attachment; filename="refused-people.csv"'
    assert "no-store" in refused["Cache-Control"]
    assert "Sara Invented,1990-13-45,'+447700900102" in refused.content.decode("utf-8-sig")
    again = words(post(case, text, "load"))
    assert "Nothing new: this file was loaded before" in again


def test_a_source_of_another_agency_tells_nothing_of_its_columns(case: Case):
    theirs = Source.objects.exclude(agency=case.access().user.agency).first()
    assert theirs is not None
    for action in ("see", "load"):
        answer = post(case, SURE, action, source=theirs.slug)
        assert answer.status_code == 422
        assert "is of the agency" in words(answer)
    assert not Statement.objects.filter(source=theirs, load__file_name="people.csv").exists()


def test_seeing_what_a_file_says_is_audited_and_keeps_nothing(case: Case):
    before = LoadRun.objects.count()
    post(case, ASKED)
    entry = AuditEntry.records.order_by("-pk").first()
    assert entry is not None
    assert "columns of a file not loaded" in str(entry.detail)
    assert LoadRun.objects.count() == before
    # Nothing of it is in the session, so another session has nothing to find.
    assert "Zzyx" not in words(case.client().get("/load"))


def test_a_file_larger_than_a_page_takes_is_said_in_words(case: Case, monkeypatch):
    monkeypatch.setattr("hawkari.desks.uploads.UPLOAD_MIB", 0)
    answer = post(case, SURE)
    assert answer.status_code == 422
    assert "larger than a page takes" in words(answer)


def test_a_program_gets_the_refused_rows_of_a_file_that_it_sends(case: Case):
    text = SURE.replace("Tel", "Tel,DOB").replace("101\n", "101,1984-02-13\n")
    file = SimpleUploadedFile("people.csv", text.replace("102\n", "102,1990-13-45\n").encode())
    answer = case.client().post(
        "/api/intelligence/refused-rows", {"file": file, "source": "from-a-page"}
    )
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "Omar Invented,'+447700900102,1990-13-45" in answer.content.decode("utf-8-sig")
    assert not Source.objects.filter(slug="from-a-page").exists()
