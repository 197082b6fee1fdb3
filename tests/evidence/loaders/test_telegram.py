"""Telegram exports: messages, accounts and chats, whole accounts, broken documents."""

import json
from pathlib import Path
from typing import Any

from hawkari.evidence.loaders import Context, RowOutcome, loader_for


def message(number: int, text: Any = "hello", **more: Any) -> dict[str, Any]:
    return {
        "id": number, "type": "message", "date": "2026-01-02T03:04:05",
        "date_unixtime": "1767319445", "from": "Agent", "from_id": "user5", "text": text, **more,
    }  # fmt: skip


def chat(*messages: Any, **about: Any) -> dict[str, Any]:
    return {"name": "Travel", "type": "public_channel", "id": 7, **about, "messages": [*messages]}


def read(tmp_path: Path, document: Any) -> tuple[list[RowOutcome], Context]:
    path = tmp_path / "result.json"
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    context = Context("tg")
    loader = loader_for(path)
    return list(loader.rows(path, loader.sniff(path, context, ()), context)), context


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
    ids = [s.entity_id for o in outcomes for s in o.statements if s.prop == "messageId"]
    assert ids == ["tg:telegram-user5-1", "tg:telegram-channel7-1"]


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
