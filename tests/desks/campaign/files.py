"""Small files of posts in each form; all invented, phones from the ranges reserved for fiction."""

import json
from pathlib import Path

TELEGRAM = {
    "name": "Route news",
    "type": "public_channel",
    "id": 1500000001,
    "messages": [
        {"id": 1, "type": "service", "date": "2026-11-10T09:00:00", "action": "create_channel"},
        {
            "id": 2,
            "type": "message",
            "date": "2026-11-10T12:00:00",
            "date_unixtime": "1794304800",
            "from": "Route news",
            "from_id": "channel1500000001",
            "text": ["بەلەم بۆ دۆڤەر ", {"type": "phone", "text": "+44 7700 900163"}],
            "text_entities": [],
            "forwarded_from": "Somebody",
            "reactions": [{"type": "emoji", "count": 3, "emoji": "x"}],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2026-11-10T12:05:00",
            "from": "Karwan",
            "from_id": "user77",
            "text": "چەندە؟",
            "reply_to_message_id": 2,
        },
        {"id": 4, "type": "message", "date": "2026-11-10T12:06:00", "text": "", "photo": "p.jpg"},
        {"id": 5, "type": "message", "date": "the day after", "text": "x"},
        {"type": "message", "date": "2026-11-10T12:06:00", "text": "no id"},
    ],
}
OLD_TELEGRAM = {
    "name": "Old group",
    "type": "private_supergroup",
    "id": 900,
    "messages": [
        {"id": 1, "type": "message", "date": "2019-05-01T10:00:00", "from": "A", "from_id": 4611,
         "text": "hello"},
        {"id": 2, "type": "message", "date": "2019-05-01T10:01:00", "from": "B",
         "from_id": (2 << 32) + 900, "text": "of the group itself"},
    ],
}  # fmt: skip
PERSONAL = {
    "name": "Karwan",
    "type": "personal_chat",
    "id": 77,
    "messages": [{"id": 1, "type": "message", "date": "2026-11-10T12:00:00", "text": "hi"}],
}
TIKTOK = {
    "data": {
        "videos": [
            {"id": 7001, "video_description": "Dover safe", "create_time": 1794304800,
             "username": "some.body", "view_count": 900, "like_count": 4, "region_code": "IQ"},
            {"id": 7002, "video_description": "second", "create_time": 1794304900,
             "username": "some.body", "view_count": 10},
        ],
        "cursor": 2, "has_more": False, "search_id": "s",
    },
    "error": {"code": "ok"},
}  # fmt: skip
FOURCAT_TIKTOK = {
    "id": "7101", "thread_id": "7101", "author": "some.body", "author_full": "Some Body",
    "body": "boat is new", "timestamp": "2026-11-10 10:00:00", "unix_timestamp": 1794304800,
    "is_ad": False, "likes": 5, "comments": 1, "shares": 2, "plays": 300, "hashtags": "dover",
    "tiktok_url": "https://example.org/v/7101",
}  # fmt: skip
RAW_TIKTOK = {
    "id": "7201", "desc": "raw item", "createTime": 1794304800,
    "author": {"uniqueId": "some.body", "nickname": "Some Body"},
    "stats": {"playCount": 12, "diggCount": 1, "shareCount": 0, "commentCount": 0},
    "__import_meta": {"platform": "tiktok"},
}  # fmt: skip
FOURCAT_TELEGRAM = (
    "id,thread_id,chat,author,author_username,author_name,author_is_bot,body,is_reply,reply_to,"
    "views,reactions,timestamp,unix_timestamp\n"
    "11,route,route,55,karwan_k,Karwan,False,لا أحد يُعاد,False,,120,,2026-11-10 10:00:00,"
    "1794304800\n"
    "12,route,route,56,,,False,second,True,11,5,,2026-11-10 10:05:00,1794305100\n"
)
META = (
    "id,text,creation_time,modified_time,lang,post_owner.id,post_owner.name,statistics.views,"
    "statistics.like_count\n"
    "9001,The border is opening,2026-11-10T10:00:00+0000,,en,42,Some Page,77,3\n"
)
PLAIN = (
    "Date;Channel;Text\n"
    "2026-11-10 10:00;forum;pay after you arrive\n"
    "tomorrow;forum;bad time\n"
    "2026-11-10 11:00;forum;one;too many\n"
)


def written(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def lines(*rows: object) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)
