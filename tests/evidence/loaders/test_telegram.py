"""Telegram exports: messages, accounts and chats, whole accounts, broken documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from hawkari.evidence.loaders import Context, RowOutcome, loader_for
from tests.evidence.loaders import reading


def message(number: int, text: Any = "hello", **more: Any) -> dict[str, Any]:
    return {
        "id": number, "type": "message", "date": "2026-01-02T03:04:05",
        "date_unixtime": "1767319445", "from": "Agent", "from_id": "user5", "text": text, **more,
    }  # fmt: skip


def chat(*messages: Any, **about: Any) -> dict[str, Any]:
    return {"name": "Travel", "type": "public_channel", "id": 7, **about, "messages": [*messages]}


def read(
    tmp_path: Path, document: Any, file: str = "result.json"
) -> tuple[list[RowOutcome], Context]:
    path = tmp_path / file
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return reading.read(path, Context("tg"))


def said(outcome: RowOutcome, schema: str) -> dict[str, str]:
    return {s.prop: s.value for s in outcome.statements if s.schema == schema}


def test_a_message_states_its_text_sender_chat_and_moment(tmp_path: Path):
    (outcome,), _ = read(tmp_path, chat(message(3, "به‌رزان\nبۆ ئەڵمانیا", reply_to_message_id=2)))
    assert said(outcome, "Message") == {
        "messageId": "3",
        "threadTopic": "Travel",
        "date": "2026-01-02T02:04:05",
        "bodyText": "به‌رزان\nبۆ ئەڵمانیا",
        "senderAccount": "tg:telegram-user5",
        "recipientAccount": "tg:telegram-channel7",
        "inReplyToMessage": "tg:telegram-channel7-2",
    }
    assert {s.row for s in outcome.statements} == {"message 3"}


def test_accounts_are_stated_once_a_file(tmp_path: Path):
    outcomes, _ = read(tmp_path, chat(message(1), message(2)))
    accounts = [(s.entity_id, s.value) for o in outcomes for s in o.statements if s.prop == "name"]
    assert accounts == [("tg:telegram-channel7", "Travel"), ("tg:telegram-user5", "Agent")]


def test_marked_pieces_of_text_are_joined_and_phones_stay_with_the_message(tmp_path: Path):
    pieces = ["call ", {"type": "phone", "text": "+447700900123"}, " now"]
    (outcome,), _ = read(tmp_path, chat(message(1, pieces)))
    assert said(outcome, "Message")["bodyText"] == "call +447700900123 now"
    assert said(outcome, "Message")["phoneMentioned"] == "+447700900123"
    assert {s.schema for s in outcome.statements} == {"Message", "UserAccount"}


def test_what_has_no_meaning_is_reported(tmp_path: Path):
    service = {"id": 1, "type": "service", "action": "pin_message"}
    outcomes, context = read(tmp_path, chat(service, message(2, photo="a.jpg")))
    assert outcomes[0].statements == ()
    assert context.unused.counts == {"messages of the type service": 1, "key photo": 1}


def test_every_chat_of_a_whole_account_is_read(tmp_path: Path):
    first = chat(message(1), type="personal_chat", id=5, name="Agent")
    account = {"about": "x", "chats": {"about": "y", "list": [first, chat(message(1))]}}
    outcomes, _ = read(tmp_path, account)
    topics = [s.value for o in outcomes for s in o.statements if s.prop == "threadTopic"]
    assert topics == ["Agent", "Travel"]


def test_a_document_broken_in_the_middle_keeps_what_came_before(tmp_path: Path):
    text = json.dumps(chat(message(1), message(2), message(3)))
    outcomes, _ = read(tmp_path, text[: text.index('"id": 3')])
    assert [len(o.statements) > 0 for o in outcomes] == [True, True, False]
    assert outcomes[-1].damaged
    assert outcomes[-1].refused[0].row == "after message 2"


def test_a_message_without_id_is_refused_alone(tmp_path: Path):
    outcomes, _ = read(tmp_path, chat(message(1), {"type": "message"}, "text", message(4)))
    assert [len(o.refused) for o in outcomes] == [0, 1, 1, 0]


def test_an_old_export_with_numeric_sender_ids_is_read(tmp_path: Path):
    (outcome,), _ = read(tmp_path, chat(message(1, from_id=5, date_unixtime=None)))
    assert said(outcome, "Message")["senderAccount"] == "tg:telegram-user5"
    assert said(outcome, "Message")["date"] == "2026-01-02T03:04:05"


# Ids


def message_ids(outcomes: list[RowOutcome]) -> set[str]:
    return {s.entity_id for o in outcomes for s in o.statements if s.schema == "Message"}


def test_messages_of_two_personal_chats_with_one_number_are_two(tmp_path: Path):
    personal = chat(message(1), type="personal_chat", id=5, name="Agent")
    small = chat(message(1), type="private_group", id=9)
    for document in (personal, small):
        one, _ = read(tmp_path, document, "one.json")
        two, _ = read(tmp_path, document, "two.json")
        assert not message_ids(one) & message_ids(two)


def test_a_message_of_a_channel_is_the_same_in_every_export(tmp_path: Path):
    one, _ = read(tmp_path, chat(message(1)), "one.json")
    two, _ = read(tmp_path, chat(message(1)), "two.json")
    assert message_ids(one) == message_ids(two) == {"tg:telegram-channel7-1"}


def test_a_small_group_is_not_the_channel_of_the_same_number(tmp_path: Path):
    (small,), _ = read(tmp_path, chat(message(1), type="private_group"))
    (large,), _ = read(tmp_path, chat(message(1), type="private_supergroup"))
    assert said(small, "Message")["recipientAccount"] == "tg:telegram-chat7"
    assert said(large, "Message")["recipientAccount"] == "tg:telegram-channel7"


def test_who_writes_in_a_personal_chat_is_not_its_recipient(tmp_path: Path):
    theirs, ours = message(1), message(2, from_id="user6", **{"from": "Owner"})
    outcomes, _ = read(tmp_path, chat(theirs, ours, type="personal_chat", id=5, name="Agent"))
    assert "recipientAccount" not in said(outcomes[0], "Message")
    assert said(outcomes[1], "Message")["recipientAccount"] == "tg:telegram-user5"


def test_a_message_without_a_sender_is_not_laid_to_the_other_side(tmp_path: Path):
    nobody = message(1)
    del nobody["from_id"]
    (personal,), _ = read(tmp_path, chat(nobody, type="personal_chat", id=5, name="Agent"))
    assert "senderAccount" not in said(personal, "Message")
    (post,), _ = read(tmp_path, chat(nobody))
    assert said(post, "Message")["senderAccount"] == "tg:telegram-channel7"


def test_an_id_that_telegram_does_not_give_names_nobody_outside_the_file(tmp_path: Path):
    odd = chat(message(1, from_id="channel7-3"))
    one, _ = read(tmp_path, odd, "one.json")
    two, _ = read(tmp_path, odd, "two.json")
    senders = {said(outcome, "Message")["senderAccount"] for outcome in (*one, *two)}
    assert len(senders) == 2
    assert "tg:telegram-channel7-3" not in senders


# What is an export


@pytest.mark.parametrize(
    "document",
    [
        {"messages": [{"id": 1, "text": "x", "sender": "Ali"}]},
        {"type": "letters", "messages": [{"id": 1, "type": "message", "body": "x"}]},
        {"people": [{"name": "Ali"}], "note": '"messages"'},
        {"chats": [{"id": 1, "name": "Ali"}]},
        {"chats": {"list": [{"name": "Ali", "kind": "x"}]}},
        {"messages": {"total": 4}},
    ],
)
def test_json_that_has_messages_but_not_telegrams_form_is_not_taken_for_an_export(
    tmp_path: Path, document: Any
):
    path = tmp_path / "other.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert loader_for(path).name == "json-table"


@pytest.mark.parametrize(
    "document",
    [
        chat(),
        chat(message(1)),
        chat({"id": 1, "type": "message", "date": "2026-01-02T03:04:05"}, type="new_kind"),
        {"messages": [message(1)]},
        chat(message(1, "x" * 100_000)),
        {"about": "x", "left_chats": {"about": "y", "list": [chat()]}},
        {
            "about": "x",
            "personal_information": {"user_id": 5},
            "contacts": {"list": ["x" * 90_000]},
        },
    ],
)
def test_an_export_is_known_by_its_form_also_where_its_beginning_is_long(
    tmp_path: Path, document: Any
):
    path = tmp_path / "result.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert loader_for(path).name == "telegram"
