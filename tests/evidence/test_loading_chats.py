"""Chats in the store: an order of dates that a person says, and what two files have in common."""

from dataclasses import replace
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.loading.files import LoadReport, Terms, load_file
from hawkari.evidence.local import ensure_local_user

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

TERMS = Terms(agency="nca", source="chats", country="GB")
CHAT = "01/03/2024, 10:00 - Ali: a\n02/03/2024, 10:00 - +44 7700 900101: b\n"


@pytest.fixture
def access():
    user, operation = ensure_local_user(username="analyst")
    return open_access(user, operation.slug)


@pytest.fixture
def load(tmp_path: Path, access):
    def run(file: str, terms: Terms = TERMS) -> LoadReport:
        path = tmp_path / file
        path.write_text(CHAT, encoding="utf-8")
        return load_file(path, terms, access=access)

    return run


def values(access, prop: str) -> set[str]:
    return set(visible_to(access).filter(prop=prop).values_list("value", flat=True))


def entities(access, schema: str) -> set[str]:
    return set(visible_to(access).filter(schema=schema).values_list("entity_id", flat=True))


def test_the_same_bytes_are_read_again_when_a_person_says_their_order(load, access):
    first = load("chat.txt")
    assert "--date-order" in first.refused[0].remedy
    assert values(access, "date") == set()
    second = load("chat.txt", replace(TERMS, date_order="mdy"))
    assert second.refused_count == 0
    assert values(access, "date") == {"2024-01-03T10:00", "2024-02-03T10:00"}
    assert load("chat.txt", replace(TERMS, date_order="mdy")).status == "unchanged"


def test_two_files_have_a_number_in_common_and_no_name_or_message(load, access):
    load("one.txt")
    load("two.txt")
    assert len(entities(access, "UserAccount")) == 3
    assert len(entities(access, "Message")) == 4


def test_a_newer_version_under_another_name_is_the_same_chat(load, access):
    slot = replace(TERMS, slot="chat")
    load("may.txt", slot)
    assert load("june.txt", slot).statements_added == 0
    assert len(entities(access, "Message")) == 2


def test_an_order_that_is_none_is_refused(load):
    with pytest.raises(BadInput, match="no order of dates"):
        load("chat.txt", replace(TERMS, date_order="dym"))
