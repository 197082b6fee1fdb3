"""Doors of the intelligence desk."""

import json
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hawkari.evidence.models import (
    HarmMark,
    IndicatorRelease,
    SavedChart,
    Task,
    WatchAlert,
    WatchEntry,
)
from tests.trust.visits import PHONE, Ground, Visit, rebwar

__all__ = ["VISITS"]

DECIDE = Visit(
    "intelligence:decide",
    "post",
    data=lambda _: {"left": "krg-1", "right": "uk-1", "judgement": "positive", "reason": "seen"},
)
DECIDED = Visit(
    "intelligence:api:decide_pair",
    "post",
    data=lambda _: {"left": "krg-1", "right": "uk-1", "judgement": "positive"},
    as_json=True,
)


def withdrawal(ground: Ground) -> dict[str, Any]:
    return {"event": ground.standing, "reason": "a mistake"}


MARK = Visit(
    "intelligence:api:mark_entity",
    "post",
    arguments=rebwar,
    data=lambda _: {"reason": "a person under threat"},
    as_json=True,
)


def a_mark(_: Ground) -> int:
    """The newest mark."""
    newest = HarmMark.objects.order_by("-pk").first()
    return 0 if newest is None else int(newest.pk)


SAVE_CHART = Visit(
    "intelligence:saved_charts",
    "post",
    data=lambda g: {"name": "Routes", "content": json.dumps({"shown": [g.rebwar]})},
)


def a_chart() -> int:
    """The newest saved chart."""
    newest = SavedChart.objects.order_by("-pk").first()
    return 0 if newest is None else int(newest.pk)


SAVE_ANOTHER = Visit(
    "intelligence:saved_charts",
    "post",
    first=SAVE_CHART,
    data=lambda g: {"name": "Money", "content": json.dumps({"shown": [g.aras]})},
)


def two_charts(_: Ground) -> dict[str, Any]:
    """The two newest saved charts; to whoever could save none, numbers that there are not."""
    newest = SavedChart.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    other, one, *_ = [*newest, 0, 0]
    return {"one": one, "other": other, "name": "Both"}


PROPOSE = Visit(
    "intelligence:propose_task",
    "post",
    data=lambda g: {"left": g.rebwar, "right": g.aras, "agency": "nca", "reason": "unsure"},
)
PROPOSED = Visit(
    "intelligence:api:propose_task",
    "post",
    data=lambda g: {"left": g.rebwar, "right": g.aras, "agency": "nca"},
    as_json=True,
)


def a_task(_: Ground) -> list[str]:
    """The newest task."""
    newest = Task.objects.order_by("-pk").first()
    return [str(newest.pk if newest else 1)]


def until(_: Ground) -> dict[str, Any]:
    return {"due": "2999-01-01", "words": "agreed"}


ACCEPT = Visit("intelligence:accept_task", "post", first=PROPOSE, arguments=a_task, data=until)
ACCEPTED = Visit(
    "intelligence:api:accept_task",
    "post",
    first=PROPOSED,
    arguments=a_task,
    data=until,
    as_json=True,
)

ANSWER = Visit(
    "intelligence:answer_task",
    "post",
    first=ACCEPT,
    arguments=a_task,
    data=lambda _: {"answer": "refuted", "words": "seen"},
)
ANSWERED = Visit(
    "intelligence:api:answer_task",
    "post",
    first=ACCEPTED,
    arguments=a_task,
    data=lambda _: {"answer": "confirmed", "words": "seen"},
    as_json=True,
)


def loaded(_: Ground) -> dict[str, Any]:
    text = "Name,Tel\nAli Invented,+447700900101\nOmar Invented,+447700900102\n"
    file = SimpleUploadedFile("people.csv", text.encode())
    return {"file": file, "source": "from-a-page", "grade": "2D", "action": "load"}


def watched(_: Ground) -> int:
    """The newest entry of the watchlist."""
    newest = WatchEntry.objects.order_by("-pk").first()
    return 0 if newest is None else int(newest.pk)


def alerted(_: Ground) -> dict[str, Any]:
    newest = WatchAlert.objects.order_by("-pk").first()
    return {"alert": 0 if newest is None else newest.pk, "answer": "acknowledged"}


WATCHED = Visit(
    "intelligence:watch_entries",
    "post",
    data=lambda _: {
        "kind": "phone", "value": "+447700900101", "ground": "investigation", "reason": "boats",
        "expires": (timezone.now() + timedelta(days=30)).date().isoformat(), "at_least": "0.9",
    },
)  # fmt: skip
ALERTED = Visit("intelligence:load", "post", data=loaded, first=WATCHED)


def _newest_release() -> int:
    newest = IndicatorRelease.objects.order_by("-pk").first()
    return newest.pk if newest else 1


VISITS = (
    Visit("intelligence:search", data=lambda _: {"q": PHONE}),
    Visit("intelligence:search_typed", data=lambda _: {"q": PHONE}),
    Visit("intelligence:entity", arguments=rebwar),
    Visit(
        "intelligence:category",
        "post",
        arguments=rebwar,
        data=lambda _: {"category": "suspect", "basis": "fact", "reason": "charged"},
    ),
    Visit("intelligence:withdraw", "post", arguments=rebwar, data=withdrawal),
    Visit("intelligence:regrade", arguments=lambda g: [g.rebwar, g.named]),
    Visit(
        "intelligence:undo_regrade",
        "post",
        arguments=lambda g: [g.rebwar, g.regrading],
        data=lambda _: {"reason": "a mistake"},
    ),
    Visit("intelligence:mark", "post", arguments=rebwar, data=lambda _: {"reason": "threatened"}),
    Visit(
        "intelligence:lift_mark",
        "post",
        first=MARK,
        arguments=lambda g: [g.rebwar, str(a_mark(g))],
        data=lambda _: {"reason": "safe now"},
    ),
    MARK,
    Visit(
        "intelligence:api:lift_mark",
        "post",
        first=MARK,
        arguments=lambda g: [str(a_mark(g))],
        data=lambda _: {"reason": "safe now"},
        as_json=True,
    ),
    Visit("intelligence:brief", arguments=rebwar, data=lambda _: {"why": "for the court"}),
    Visit("intelligence:review"),
    DECIDE,
    Visit("intelligence:undo", "post", first=DECIDE, data=lambda g: {"event": g.event}),
    Visit("intelligence:withdraw_from_review", "post", data=withdrawal),
    Visit("intelligence:row", arguments=lambda g: [str(g.named)]),
    Visit("intelligence:model"),
    Visit("intelligence:load", "post", data=loaded),
    Visit("intelligence:apart", data=lambda g: {"of": [g.rebwar, g.aras]}),
    Visit("intelligence:network"),
    Visit("intelligence:routes"),
    Visit("intelligence:incidents"),
    Visit("intelligence:what_if", data=lambda g: {"without": g.rebwar, "other": g.aras}),
    Visit("intelligence:api:what_if", data=lambda g: {"without": g.rebwar}),
    Visit("intelligence:goods", data=lambda _: {"goods": "drugs"}),
    Visit("intelligence:api:goods", data=lambda _: {"goods": "drugs"}),
    Visit("intelligence:around", arguments=rebwar),
    Visit("intelligence:ways", data=lambda g: {"one": g.rebwar, "other": g.aras}),
    SAVE_CHART,
    Visit("intelligence:saved_chart", first=SAVE_CHART, arguments=lambda _: [str(a_chart())]),
    Visit(
        "intelligence:merge_charts",
        "post",
        first=SAVE_ANOTHER,
        data=two_charts,
    ),
    Visit(
        "intelligence:export_saved_chart",
        first=SAVE_CHART,
        arguments=lambda _: [str(a_chart()), "csv"],
        data=lambda _: {"why": "for court"},
    ),
    Visit(
        "intelligence:export_chart",
        "post",
        arguments=lambda _: ["ftm.json"],
        data=lambda g: {"content": json.dumps({"shown": [g.rebwar]}), "why": "for court"},
    ),
    Visit("intelligence:more", "post", data=lambda g: {"shown": g.rebwar, "added": g.aras}),
    Visit("intelligence:tasks"),
    Visit("intelligence:work_counts"),
    Visit(
        "intelligence:withdraw_work_counts",
        "post",
        first=Visit("intelligence:work_counts", "post"),
        data=lambda _: {"number": _newest_release(), "why": "x"},
    ),
    PROPOSE,
    ACCEPT,
    ANSWER,
    Visit(
        "intelligence:withdraw_answer",
        "post",
        first=ANSWER,
        arguments=a_task,
        data=lambda _: {"words": "seen by another"},
    ),
    Visit(
        "intelligence:decline_task",
        "post",
        first=PROPOSE,
        arguments=a_task,
        data=lambda _: {"words": "no time"},
    ),
    Visit("intelligence:api:tasks"),
    PROPOSED,
    ACCEPTED,
    ANSWERED,
    Visit(
        "intelligence:api:withdraw_answer",
        "post",
        first=ANSWERED,
        arguments=a_task,
        data=lambda _: {"words": "seen by another"},
        as_json=True,
    ),
    Visit(
        "intelligence:api:decline_task",
        "post",
        first=PROPOSED,
        arguments=a_task,
        data=lambda _: {"words": "no time"},
        as_json=True,
    ),
    Visit(
        "intelligence:network_brief",
        arguments=lambda _: ["docx"],
        data=lambda _: {"why": "for court", "language": "ckb"},
    ),
    Visit(
        "intelligence:api:brief_of_network", data=lambda _: {"why": "for court", "format": "pdf"}
    ),
    Visit("intelligence:export", arguments=lambda _: ["csv"], data=lambda _: {"why": "for court"}),
    Visit("intelligence:tie", arguments=lambda g: sorted((g.rebwar, g.aras))),
    Visit("intelligence:check", "post", data=lambda _: {"asked": PHONE}, role="border"),
    Visit("intelligence:watch"),
    WATCHED,
    Visit(
        "intelligence:watch_entry",
        "post",
        first=WATCHED,
        arguments=lambda g: [str(watched(g))],
        data=lambda _: {"action": "remove", "reason": "not needed any more"},
    ),
    Visit("intelligence:watch_answer", "post", first=ALERTED, data=alerted),
    Visit("intelligence:api:refused_of_file", "post", data=loaded),
    Visit("intelligence:api:search", data=lambda _: {"q": PHONE}),
    Visit("intelligence:api:entity", arguments=rebwar),
    Visit("intelligence:api:network"),
    Visit("intelligence:api:review_queue"),
    DECIDED,
    Visit(
        "intelligence:api:undo_decision",
        "post",
        first=DECIDED,
        data=lambda g: {"event": g.event},
        as_json=True,
    ),
    Visit("intelligence:api:withdraw_judgement", "post", data=withdrawal, as_json=True),
    Visit("intelligence:api:stated_row", arguments=lambda g: [str(g.named)]),
    Visit("intelligence:api:linkage_model"),
    Visit("intelligence:api:why_together", arguments=rebwar),
    Visit("intelligence:api:why_apart", data=lambda g: {"left": g.rebwar, "right": g.aras}),
)
