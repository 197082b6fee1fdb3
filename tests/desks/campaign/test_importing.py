"""Files of posts as their exporters write them: good rows kept, bad ones listed, nothing twice."""

import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from hawkari.desks.campaign.importing.values import UnreadablePost, instant
from hawkari.desks.campaign.models import Import, Post
from hawkari.desks.campaign.services.importing import NewImport, import_posts
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign import files
from tests.desks.campaign.playing import Desk

pytestmark = pytest.mark.django_db
BASIS = "public channel; exported by the unit under warrant 7"


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def access(desk):
    return desk.officer()


def said(access, **more) -> NewImport:
    terms = {"lawful_basis": BASIS, "keep_until": access.today + timedelta(days=365)}
    return NewImport(**(terms | more))


@pytest.fixture
def take_in(access, tmp_path):
    def taken(name, content):
        return import_posts(access, files.written(tmp_path, name, content), said(access)).row

    return taken


def bad(row: Import) -> list[tuple[str, str]]:
    return [(one.place, one.problem) for one in row.bad_rows.all()]


def test_a_channel_of_telegram_desktop_comes_in_with_its_bad_messages_listed(take_in):
    row = take_in("result.json", files.TELEGRAM)
    assert (row.form, row.posts, row.wordless, row.bad) == ("telegram", 3, 1, 2)
    assert bad(row) == [
        ("message 5", "its time cannot be read"),
        ("after message 5", "a message has no id"),
    ]
    assert row.passed_over == {"messages of the type service": 1}
    first, second, _ = Post.objects.order_by("pk")
    assert first.text == "بەلەم بۆ دۆڤەر +44 7700 900163"
    assert first.at == datetime(2026, 11, 10, 10, tzinfo=UTC)
    assert (first.likes, first.author, first.channel.name) == (3, "", "Route news")
    assert (second.reply_to, second.channel) == ("2", first.channel)


def test_a_member_of_a_group_is_kept_as_a_hash_and_never_by_name_or_number(take_in):
    take_in("result.json", files.TELEGRAM)
    second = Post.objects.get(ref="3")
    assert len(second.author) == 32
    assert "Karwan" not in str(Post.objects.filter(pk=second.pk).values().get())
    assert "user77" not in second.author


def test_a_field_without_a_meaning_is_kept_with_its_post_and_listed(take_in):
    row = take_in("result.json", files.TELEGRAM)
    assert row.other_fields == {"photo": 1}
    assert Post.objects.get(ref="4").other == {"photo": "p.jpg"}


@pytest.mark.parametrize(
    "field", ["forwarded_from", "author", "contact_information", "actor", "via_bot"]
)
def test_nobody_else_who_is_named_in_a_message_is_kept(take_in, field):
    first = files.TELEGRAM["messages"][1]
    named = first | {field: {"name": "Karwan", "phone_number": "+44 7700 900163"}}
    take_in("result.json", files.TELEGRAM | {"messages": [named]})
    assert Post.objects.get().other == {}


def test_a_raw_message_of_4cat_to_one_account_is_no_post(take_in):
    row = {"_": "Message", "id": 5, "date": "2026-11-18T12:00:00+00:00", "message": "hi"}
    to_all = {**row, "peer_id": {"_": "PeerChannel", "channel_id": 9}}
    to_one = {**row, "peer_id": {"_": "PeerUser", "user_id": 77}}
    found = take_in("raw.ndjson", files.lines(to_one, to_all))
    assert found.posts == 1
    assert found.passed_over == {"messages from person to person": 1}


def test_an_export_of_before_2021_with_whole_numbers_as_senders_comes_in(take_in):
    row = take_in("result.json", files.OLD_TELEGRAM)
    assert (row.posts, row.bad) == (2, 0)
    assert [bool(one.author) for one in Post.objects.order_by("pk")] == [True, False]


def test_a_conversation_of_two_people_is_no_post_and_nothing_of_it_is_kept(access, tmp_path):
    path = files.written(tmp_path, "result.json", files.PERSONAL)
    with pytest.raises(BadInput, match="holds no posts"):
        import_posts(access, path, said(access))
    assert not Import.objects.exists()
    assert not Post.objects.exists()


def test_a_whole_account_comes_in_without_its_private_conversations(take_in):
    whole = {"about": "x", "chats": {"about": "x", "list": [files.PERSONAL, files.TELEGRAM]}}
    row = take_in("result.json", whole)
    assert row.posts == 3
    assert row.passed_over["messages from person to person"] == 1


def test_answers_of_tiktoks_research_interface_come_in_alone_or_as_a_list(take_in):
    row = take_in("videos.json", files.TIKTOK)
    assert (row.posts, row.bad) == (2, 0)
    first = Post.objects.order_by("pk").first()
    assert (first.channel.platform, first.channel.ref, first.views) == ("tiktok", "some.body", 900)
    assert first.channel.is_person
    assert first.other == {"region_code": "IQ"}
    again = take_in("pages.json", [files.TIKTOK, files.TIKTOK])
    assert (again.posts, again.known) == (0, 4)


def test_lines_of_4cat_come_in_flat_or_as_the_platform_sent_them(take_in):
    lines = files.lines(files.FOURCAT_TIKTOK, files.RAW_TIKTOK) + "{broken\n[1]\n"
    row = take_in("posts.ndjson", lines)
    assert (row.form, row.posts) == ("lines", 2)
    assert [place for place, _ in bad(row)] == ["line 3", "line 4"]
    flat, raw = Post.objects.order_by("pk")
    assert (flat.text, flat.views, flat.comments) == ("boat is new", 300, 1)
    assert (raw.text, raw.views, raw.channel) == ("raw item", 12, flat.channel)


def test_a_table_of_4cat_keeps_nobodys_name(take_in):
    row = take_in("telegram.csv", files.FOURCAT_TELEGRAM)
    assert (row.form, row.posts) == ("4cat-telegram", 2)
    assert "karwan" not in str(list(Post.objects.values())).lower()
    assert Post.objects.get(ref="12").reply_to == "11"


def test_a_table_of_metas_library_comes_in(take_in):
    row = take_in("meta.csv", files.META)
    post = Post.objects.get()
    assert (row.form, post.channel.name, post.views, post.likes) == ("meta", "Some Page", 77, 3)
    assert post.at == datetime(2026, 11, 10, 10, tzinfo=UTC)


def test_any_table_with_a_column_for_the_text_comes_in(take_in):
    row = take_in("forum.csv", files.PLAIN)
    assert (row.form, row.posts) == ("csv", 1)
    assert bad(row) == [
        ("row 3", "its time cannot be read"),
        ("row 4", "it has more cells than the header"),
    ]


@pytest.mark.contract
def test_the_same_file_again_adds_nothing(access, tmp_path):
    path = files.written(tmp_path, "result.json", files.TELEGRAM)
    first = import_posts(access, path, said(access))
    second = import_posts(access, path, said(access))
    assert (first.again, second.again) == (False, True)
    assert second.row == first.row
    assert Import.objects.count() == 1


@pytest.mark.contract
def test_a_newer_export_of_the_same_channel_adds_only_what_is_new(take_in):
    take_in("result.json", files.TELEGRAM)
    newer = {"id": 9, "type": "message", "date": "2026-11-11T12:00:00", "text": "new"}
    grown = files.TELEGRAM | {"messages": [*files.TELEGRAM["messages"], newer]}
    row = take_in("result (1).json", grown)
    assert (row.posts, row.known) == (1, 3)


def test_rows_without_an_id_are_known_again_by_their_content(take_in):
    take_in("a.csv", files.PLAIN)
    row = take_in("b.csv", files.PLAIN + "2026-11-12 10:00;forum;another\n")
    assert (row.posts, row.known) == (1, 1)


def test_an_archive_of_one_export_comes_in(access, tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        content = files.written(tmp_path, "result.json", files.TELEGRAM).read_bytes()
        archive.writestr("ChatExport/result.json", content)
        archive.writestr("ChatExport/photos/p.jpg", b"\xff\xd8\xff")
    assert import_posts(access, path, said(access)).row.posts == 3


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("table.csv", "name,phone\nA,1\n", "no column holds the posts' texts"),
        ("empty.json", "", "the file is empty"),
        ("list.json", "[]", "holds no posts"),
        ("other.json", '{"people": [{"name": "A"}]}', "no field holds a text"),
    ],
)
def test_a_file_without_posts_is_refused_in_words(access, tmp_path, name, content, problem):
    path = files.written(tmp_path, name, content)
    with pytest.raises(BadInput, match=problem):
        import_posts(access, path, said(access))
    assert not Import.objects.exists()


def test_a_broken_off_export_keeps_what_came_before_the_break(take_in, tmp_path):
    text = files.written(tmp_path, "x.json", files.TELEGRAM).read_text()
    row = take_in("result.json", text[: text.index('"id": 5')])
    assert row.posts == 3
    assert bad(row)[0][0] == "after message 4"


def test_an_import_needs_a_lawful_basis_and_a_day_within_three_years(access, tmp_path):
    path = files.written(tmp_path, "result.json", files.TELEGRAM)
    wrong = (
        {"lawful_basis": "  "},
        {"keep_until": access.today},
        {"keep_until": access.today + timedelta(days=366 * 3 + 1)},
    )
    for terms in wrong:
        with pytest.raises(BadInput):
            import_posts(access, path, said(access, **terms))
    assert not Import.objects.exists()


def test_an_import_is_audited_with_its_basis_and_the_hash_of_the_file(take_in):
    row = take_in("result.json", files.TELEGRAM)
    entry = AuditEntry.records.latest("pk")
    assert (entry.act, entry.object_ids, entry.count) == ("collect", [row.reference], 3)
    assert entry.justification == BASIS
    assert entry.detail["sha256"] == row.sha256


def test_whoever_reads_only_myths_imports_nothing(desk, tmp_path):
    path = files.written(tmp_path, "result.json", files.TELEGRAM)
    reader = desk.officer("programme")
    with pytest.raises(AccessDenied):
        import_posts(reader, path, said(reader))


@pytest.mark.contract
def test_another_agency_may_import_the_same_file_for_itself(desk, access, tmp_path):
    path = files.written(tmp_path, "result.json", files.TELEGRAM)
    import_posts(access, path, said(access))
    other = desk.officer(agency="krg")
    assert import_posts(other, path, said(other)).row.posts == 3
    assert Post.objects.count() == 6


def test_characters_that_no_store_takes_are_left_out(take_in):
    lines = '{"id": "1", "text": "a\\u0000b"}\n{"id": "2", "text": "c\\ud83d"}\n'
    take_in("a.ndjson", lines)
    assert [one.text for one in Post.objects.order_by("pk")] == ["ab", "c?"]


def test_an_instant_is_read_in_seconds_milliseconds_and_with_any_zone():
    at = datetime(2026, 11, 10, 10, tzinfo=UTC)
    for stated in (
        1794304800,
        "1794304800",
        "1794304800000",
        "1794304800.0",
        "2026-11-10T10:00:00Z",
        "2026-11-10T13:00:00+0300",
        "2026-11-10 10:00:00 UTC",
        "٢٠٢٦-١١-١٠ ١٠:٠٠",
    ):
        assert instant(stated) == at, stated
    assert instant("") is None
    for wrong in ("10/11/2026", "1999-01-01", "2999-01-01", "9" * 40, "soon"):
        with pytest.raises(UnreadablePost):
            instant(wrong)
