"""Doors of the oversight desk: keeping, the audit log, access."""

from collections.abc import Callable
from typing import Any

from tests.trust import doors_access as access
from tests.trust import doors_keeping as keeping
from tests.trust.visits import PHONE, Ground, Need, Visit

__all__ = ["VISITS"]


def _kept(name: str, *numbers: Callable[[Ground], Any], **data: Any) -> Visit:
    """A page of the oversight desk's keeping, opened or sent as a reviewer."""
    return Visit(
        f"oversight:{name}",
        "post" if data else "get",
        arguments=lambda g: [str(number(g)) for number in numbers],
        data=lambda g: {key: one(g) if callable(one) else one for key, one in data.items()},
        role=keeping.REVIEWER,
    )


def _named(kind: str) -> Callable[[Ground], str]:
    return lambda _: kind


_REASON = keeping.REASON
_SOURCE = (_named("source"), keeping.source)
_KEEPING = (
    _kept("retention"),
    _kept("review_one", *_SOURCE),
    _kept("keep_one", *_SOURCE, reason=_REASON),
    _kept(
        "extend_one",
        *_SOURCE,
        reason=_REASON,
        until=lambda _: keeping.soon(),
    ),
    _kept("dispose_one", *_SOURCE, reason=_REASON, understood="on"),
    _kept("disposal", keeping.disposal),
    _kept("resume_one", keeping.disposal, finish="on"),
    _kept("holds"),
    _kept("lift", hold=keeping.hold, reason=_REASON),
    _kept("corrections"),
    _kept("mark_correction", notice=keeping.notice, state="sent", note="by letter"),
    _kept("subject_access"),
    _kept("subject_export", lambda g: keeping.export(g).pk),
    Visit(
        "oversight:mark_rows",
        "post",
        arguments=lambda g: [str(keeping.row(g).export_id)],
        data=lambda g: {"decision": "release", "row": str(keeping.newest_row())},
        role=keeping.REVIEWER,
    ),
    _kept("submit_export", lambda g: keeping.export(g).pk, send="on"),
    _kept("approve_export", lambda g: keeping.export(g, "reviewed").pk, refuse="", note=_REASON),
    _kept("api:corrections"),
    Visit(
        "oversight:api:mark",
        "post",
        arguments=lambda g: [str(keeping.notice(g))],
        data=lambda _: {"state": "sent", "note": "by letter"},
        role=keeping.REVIEWER,
        as_json=True,
    ),
    _kept("api:reviews"),
    _kept("export_pdf", lambda g: keeping.export(g, "approved").pk),
    _kept("export_json", lambda g: keeping.export(g, "approved").pk),
)


def _auditing(name: str, method: str = "get", **data: str) -> Visit:
    """A page or API operation of the audit log, as an auditor."""
    return Visit(f"oversight:{name}", method, data=lambda _: data, role="auditor")


_AUDITING = (
    _auditing("audit", person="uk-1"),
    _auditing("audit_export", why="inspection 4"),
    _auditing("audit_term", "post", term=PHONE),
    _auditing("audit_patterns"),
    _auditing(
        "audit_hours", "post", time_zone="Asia/Baghdad", first_hour="8", last_hour="15", days="1"
    ),
    _auditing("api:entries", person="uk-1"),
    _auditing("api:term", "post", term=PHONE),
    _auditing("api:patterns"),
    _auditing("api:log_health"),
)
_BREAK = Visit(
    "oversight:break_glass", "post", data=access.asked, need=Need.OPENS, role=access.READER
)
_ACCESS = (
    Visit("oversight:colleagues", role=access.MANAGER),
    Visit("oversight:colleague", arguments=lambda g: [access.member(g)], role=access.MANAGER),
    Visit("oversight:source_readers", arguments=lambda g: [access.source(g)], role=access.MANAGER),
    Visit("oversight:operations", need=Need.AUDIT),
    Visit("oversight:operation", need=Need.OPENS),
    Visit("oversight:open_operation", "post", data=lambda _: access.OPENED, role=access.MANAGER),
    Visit("oversight:review_operation", "post", data=lambda _: access.WENT_ON, role="reviewer"),
    _BREAK,
    Visit(
        "oversight:end_glass",
        "post",
        data=access.newest,
        need=Need.AUDIT,
        first=_BREAK,
        role=access.READER,
    ),
    Visit("oversight:glass_uses", need=Need.OPENS),
    Visit("oversight:review_glass", "post", data=access.review, role=access.REVIEWER),
)
VISITS = (*_KEEPING, *_AUDITING, *_ACCESS)
