"""Mail headers are told apart by their structure, whatever the words in them decode to."""

import base64
from email.headerregistry import HeaderRegistry
from email.utils import formataddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.loaders.mail_addresses import Mailbox, mailboxes_of
from hawkari.evidence.loaders.mail_text import text_of_html
from hawkari.evidence.loaders.mail_words import decoded_words, unfolded

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=60)
TRICKS = st.sampled_from([
    "<other@example.org>", "other@example.org,", '"', "\\", "(", ")", ";", ":", "=?utf-8?q?a?=",
])  # fmt: skip
HOSTILE = st.lists(NAMES | TRICKS, max_size=6).map("".join)


def addresses(header: str) -> list[str]:
    return [one.address for one in mailboxes_of(header, 1_000)]


def encoded(name: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(name.encode()).decode()}?="


@given(HOSTILE)
def test_whatever_a_name_decodes_to_the_sender_is_who_stands_in_the_angle(name: str):
    (only,) = mailboxes_of(f"{encoded(name)} <ali@example.org>", 1_000)
    assert only.address == "ali@example.org"
    assert only.name == " ".join(name.split())


@given(HOSTILE, HOSTILE)
def test_names_that_a_library_writes_leave_two_addresses_two(one: str, two: str):
    pairs = [(one, "ali@example.org"), (two, "omer@example.org")]
    header = ", ".join(map(formataddr, pairs))
    assert addresses(unfolded(header, bytes.decode)) == ["ali@example.org", "omer@example.org"]


@given(st.text(max_size=300))
def test_any_header_gives_addresses_that_stand_in_it_outside_of_encoded_words(header: str):
    for one in mailboxes_of(header, 1_000):
        assert not one.address or "@" in one.address
        assert not set(one.address) & set("<>,;")


ATOM = st.text("abcXYZ019_-+", min_size=1, max_size=8)
ADDRESS = st.builds("{}@{}.org".format, ATOM, ATOM)
WORDS = st.lists(ATOM, max_size=3).map(" ".join)
SPECS = ADDRESS | st.builds("{} <{}>".format, WORDS, ADDRESS) | st.builds(
    '"{}" <{}>'.format, WORDS, ADDRESS
)  # fmt: skip


@given(st.lists(SPECS, min_size=1, max_size=5))
def test_headers_of_the_plain_form_are_read_as_the_standard_library_reads_them(specs: list[str]):
    header = ", ".join(specs)
    theirs = HeaderRegistry()("to", header).addresses
    ours = list(mailboxes_of(header, 1_000))
    assert [(one.name, one.address) for one in ours] == [
        (one.display_name, one.addr_spec) for one in theirs
    ]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Team: a@x.org, B <b@x.org>;", ["a@x.org", "b@x.org"]),
        ("undisclosed-recipients:;", []),
        ("<@relay.org,@b.org:a@x.org>", ["a@x.org"]),
        ("a . b @ x . org", ["a.b@x.org"]),
        ('"a b"@x.org', ['"a b"@x.org']),
        ("a@[192.0.2.1]", ["a@[192.0.2.1]"]),
        ("a@x.org (Ali (work))", ["a@x.org"]),
        ("a@(x)x.org", ["a@x.org"]),
        (", ,a@x.org,", ["a@x.org"]),
        ("a b@x.org", [""]),
        ("<a@x.org", [""]),
        ("(a@x.org", [""]),
    ],
)
def test_forms_of_addresses_that_the_standard_names(header: str, found: list[str]):
    assert addresses(header) == found


def test_a_name_stands_in_a_comment_where_it_stands_nowhere_else():
    (only,) = mailboxes_of("a@x.org (=?utf-8?q?Al=C3=AF?=)", 10)
    assert only == Mailbox("Alï", "a@x.org", "a@x.org (Alï)")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("=?utf-8?q?a?= =?utf-8?q?b?= c", "ab c"),
        ("=?utf-8?b?2LM=?= =?utf-8?b?2YQ=?=", "سل"),
        ("=?utf-8?q?=D8?=\n =?utf-8?q?=B3?=", "س"),
        ("=?windows-1256?q?=D3=E1=C7=E3?=", "سلام"),
        ("=?utf-8*ar?q?a_b?=", "a b"),
        ("=?punycode?q?a-b?=", "=?punycode?q?a-b?="),
        ("=?utf-8?q?a", "=?utf-8?q?a"),
        ("a =?nonsense?q?b?= c", "a =?nonsense?q?b?= c"),
    ],
)
def test_encoded_words(written: str, text: str):
    assert decoded_words(written) == text


@given(st.text(max_size=200))
def test_text_without_encoded_words_stays_as_it_is(text: str):
    if "=?" not in text:
        assert decoded_words(text) == text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("<p>one</p><p>t<b>wo</b> &amp;</p>", "one\ntwo &"),
        ("<style>p{}</style>a<SCRIPT>b</script >c", "ac"),
        ("a<!-- b > --><br/>c", "a\nc"),
        ("1 < 2 &lt;b&gt;", "1 < 2 <b>"),
        ("a<b", "a<b"),
        ("a<!-- b", "a"),
        ("&#" + "9" * 5_000 + ";", "&#" + "9" * 5_000 + ";"),
    ],
)
def test_html_without_its_marks(marked: str, text: str):
    assert text_of_html(marked) == text
