"""The entries of an activity as tables: what its charts draw, and what is handed out as CSV."""

from collections.abc import Callable, Iterable

from hawkari.desks.programme.services.activities import Activity

__all__ = ["TABLES"]

Cells = Iterable[object]


def _milestones(one: Activity) -> Iterable[Cells]:
    yield ("milestone", "owner", "begins", "due", "revised", "revised_why", "done", "evidence",
           "documents")  # fmt: skip
    for each in one.milestones:
        shown = (proof.document for proof in each.proofs.all())
        yield (each.name, each.owner, each.begins, each.due, each.revised, each.revised_why,
               each.done, each.evidence,
               " ".join(f"{kept.reference}:{kept.sha256}" for kept in shown))  # fmt: skip


def _assets(one: Activity) -> Iterable[Cells]:
    yield ("reference", "asset", "mark", "custodian", "place", "received", "state", "checked",
           "next_check")  # fmt: skip
    for each in one.assets:
        asset = each.asset
        yield (asset.reference, asset.name, asset.mark, each.custodian, each.place,
               asset.received, each.state or "not checked", each.last and each.last.day,
               each.next_check)  # fmt: skip


def _positions(one: Activity) -> Iterable[Cells]:
    yield ("position", "office", "planned", "filled", "counted")
    for each in one.positions:
        last = each.last
        yield (each.position.title, each.position.office, each.position.planned,
               last.filled if last else "not counted", last and last.day)  # fmt: skip


def _risks(one: Activity) -> Iterable[Cells]:
    yield ("reference", "risk", "likelihood", "impact", "owner", "response", "opened", "review",
           "closed", "closed_why")  # fmt: skip
    for each in one.risks:
        yield (each.reference, each.words, each.likelihood, each.impact, each.owner,
               each.response, each.opened, each.review, each.closed, each.closed_why)  # fmt: skip


def _decisions(one: Activity) -> Iterable[Cells]:
    yield ("kind", "day", "offices", "words", "why", "action", "action_owner", "action_due",
           "action_done", "action_evidence")  # fmt: skip
    for each in one.decisions:
        yield (each.kind, each.day, each.offices, each.words, each.why, each.action,
               each.action_owner, each.action_due, each.action_done,
               each.action_evidence)  # fmt: skip


TABLES: dict[str, Callable[[Activity], Iterable[Cells]]] = {
    "milestones": _milestones,
    "assets": _assets,
    "positions": _positions,
    "risks": _risks,
    "decisions": _decisions,
}
