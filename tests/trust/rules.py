"""Rules of trust as small checks, and how to break each: `test_broken_rules` does both.

Checks call what is broken through its module, since a name imported here is not replaced.
"""

import __future__

import inspect
import sys
import textwrap
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hawkari.errors import AccessDenied
from hawkari.evidence import access, audit, identities, judgements, policy, reach
from hawkari.evidence.access import Action, visible_to
from hawkari.evidence.audit import verifying
from hawkari.evidence.entities import finding, get_entity, search
from hawkari.evidence.judgements import judge
from hawkari.evidence.models import Act, AuditEntry
from hawkari.evidence.policy import fields
from hawkari.evidence.retention import (
    DisposalRefused,
    DisposalRequest,
    HoldTerms,
    disposal,
    dispose,
    holding,
    place_hold,
)
from tests.evidence.factories import World
from tests.trust.watching import patch_everywhere

Patch = pytest.MonkeyPatch
PHONE = "+447700900142"
YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """A rule: a check that holds, and a way to break the program so that it must not."""

    name: str
    check: Callable[[], None]
    break_it: Callable[[Patch], Any]


def without(function: Any, *texts: str, instead: str = "") -> Callable[[Patch], None]:
    """Breaks a function by taking parts out of its source, everywhere it is used."""

    def broken(patch: Patch) -> None:
        source = textwrap.dedent(inspect.getsource(function))
        for text in texts:
            assert text in source, f"{function.__name__} no longer says {text!r}"
            source = source.replace(text, instead)
        scope: dict[str, Any] = {}
        module = sys.modules[function.__module__]
        flags = __future__.annotations.compiler_flag
        exec(compile(source, "<broken>", "exec", flags=flags), vars(module) | {}, scope)
        made = scope[function.__name__]
        patch_everywhere(patch, function, made)

    return broken


def in_place_of(original: Any, replacement: Any) -> Callable[[Patch], Any]:
    """Breaks the program by another function in place of one."""
    return lambda patch: patch_everywhere(patch, original, replacement)


def refused(kind: type[Exception]) -> AbstractContextManager[Any]:
    return pytest.raises(kind)


def conditions_hide() -> None:
    world = World()
    world.person("nca", "a", how={"shared_with": []}, name="Invented One")
    assert not visible_to(world.access("krg")).exists()


def conditions_lapse() -> None:
    world = World()
    how = {"shared_with": ["krg"], "expires": YESTERDAY}
    world.person("nca", "a", how=how, name="Invented One")
    assert not visible_to(world.access("krg")).exists()


def only_partners_share() -> None:
    world = World()
    world.person("nca", "a", name="Invented One")
    reader = world.access("krg")
    assert visible_to(reader).exists()
    world.operation.agencies.remove(world.source("nca").agency)
    assert not visible_to(reader).exists()


def retracted_is_gone() -> None:
    world = World()
    world.person("nca", "a", how={"slot": "file"}, name="Invented One")
    world.person("nca", "a", how={"slot": "file", "version": "2"}, name="Invented Two")
    values = visible_to(world.access("nca")).values_list("value", flat=True)
    assert list(values) == ["Invented Two"]


def running_loads_are_hidden() -> None:
    from tests.evidence.factories import row

    world = World()
    world.begin("nca").write_batch([row("a", "name", "Invented One")], rows=1)
    assert not visible_to(world.access("nca")).exists()


def some_fields_are_hidden() -> None:
    world = World()
    world.person("nca", "a", name="Invented One", phone=PHONE)
    props = visible_to(world.access("nca", "liaison")).values_list("prop", flat=True)
    assert set(props) == {"name"}


def reading_is_audited() -> None:
    world = World()
    world.person("nca", "a", name="Invented One")
    reader = world.access("nca")
    get_entity(reader, "a")
    seen = AuditEntry.records.filter(act=Act.CONSULT, actor=reader.user.username)
    assert seen.exists()


def administrators_read_nothing() -> None:
    with refused(AccessDenied):
        access.require(World().access("nca", "administrator"), Action.READ)


def denials_are_audited() -> None:
    reader = World().access("nca", "administrator")
    with refused(AccessDenied):
        access.require(reader, Action.READ)
    denied = AuditEntry.records.filter(act=Act.DENY, actor=reader.user.username)
    assert denied.exists()


def judgements_on_hidden_evidence_are_hidden() -> None:
    world = World()
    world.person("nca", "a", how={"shared_with": []}, name="Invented One")
    world.person("krg", "b", name="Invented One")
    judge(world.access("nca"), "a", "b", judgements.JudgementKind.POSITIVE)
    assert judgements.live_events(world.access("krg")) == []


def searches_count_only_what_is_seen() -> None:
    world = World()
    world.person("nca", "a", how={"shared_with": []}, name="Invented One", phone=PHONE)
    reader = world.access("krg")
    assert finding.find_identifiers(reader, PHONE) == []
    assert search(reader, PHONE) == []


def changed_entries_are_found() -> None:
    for number in range(3):
        audit.record(Act.SEARCH, actor=f"somebody {number}")
    first = AuditEntry.records.order_by("seq").first()
    assert first is not None
    AuditEntry.records.filter(pk=first.pk).update(actor="somebody else")
    assert not audit.verify().ok


def holds_stop_disposal() -> None:
    world = World()
    world.person("nca", "a", name="Invented One")
    reviewer = world.access("nca", "reviewer")
    place_hold(reviewer, HoldTerms(kind="court", reason="a trial", source="nca-persons"))
    with refused(DisposalRefused):
        dispose(reviewer, DisposalRequest(reason="no longer needed", source="nca-persons"))


def _stored_leaves(rows: Any) -> list[bytes]:
    return [bytes.fromhex(row[-2]) for row in rows]


def _without_last_day(patch: Patch) -> None:
    values = reach.marking_values

    def lasting(markings: Any) -> Any:
        return [(pk, _lasting(one)) for pk, one in values(markings)]

    patch_everywhere(patch, values, lasting)


def _lasting(marking: Any) -> Any:
    words = marking.condition
    return marking if words is None else replace(marking, condition=replace(words, expires=None))


def _no_hold(patch: Patch) -> None:
    patch_everywhere(patch, disposal._refuse_held, lambda _target: None)
    patch.setattr(holding.Held, "covers", lambda _held, _one: False)


RULES = (
    Rule(
        "handling C hides from whoever its condition does not name",
        conditions_hide,
        without(reach._reachable, 'if readable(marking, reader, originator="").allowed'),
    ),
    Rule("a condition lapses", conditions_lapse, _without_last_day),
    Rule(
        "only agencies of the operation share in it",
        only_partners_share,
        without(
            reach._reachable,
            "(SELECT agency_id FROM evidence_operation_agencies WHERE operation_id = %s)",
            instead="(SELECT id FROM evidence_agency WHERE id <> -%s)",
        ),
    ),
    Rule(
        "what was retracted is gone",
        retracted_is_gone,
        without(
            access._statements,
            "retracted=False,",
        ),
    ),
    Rule(
        "a load is hidden until it is complete",
        running_loads_are_hidden,
        without(reach._reachable, "AND l.state = 'complete' "),
    ),
    Rule(
        "a role reads its classes of properties only",
        some_fields_are_hidden,
        in_place_of(fields.only_fields, lambda _classes: fields.Q()),
    ),
    Rule(
        "reading is audited",
        reading_is_audited,
        in_place_of(audit.record, lambda *_arguments, **_named: None),
    ),
    Rule(
        "administrators read nothing",
        administrators_read_nothing,
        in_place_of(policy.actions_of, lambda _role: frozenset(Action)),
    ),
    Rule(
        "denials are audited",
        denials_are_audited,
        without(access.require, "audit.record(", instead="(lambda *_, **__: None)("),
    ),
    Rule(
        "a judgement that rests on hidden evidence is hidden",
        judgements_on_hidden_evidence_are_hidden,
        without(identities.told_to, "filter(known_to(access), here)", instead="filter(here)"),
    ),
    Rule(
        "a search finds and counts only what is seen",
        searches_count_only_what_is_seen,
        lambda patch: patch.setattr(
            finding, "visible_to", lambda _access: finding.Statement.objects.all()
        ),
    ),
    Rule(
        "a changed entry of the log is found",
        changed_entries_are_found,
        in_place_of(verifying._leaves, _stored_leaves),
    ),
    Rule("a hold stops a disposal", holds_stop_disposal, _no_hold),
)
