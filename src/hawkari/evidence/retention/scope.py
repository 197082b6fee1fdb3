"""What a disposal is of: checked against what the officer may see, and put into statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from hawkari.errors import BadInput, HawkariError
from hawkari.evidence.access import Access, visible_parts, whole_parts
from hawkari.evidence.identities import EntityNotFound, clusters_of, ensure_ids, stated_ids
from hawkari.evidence.models import DisposalScope, LoadPart, LoadRun, LoadState, Source
from hawkari.evidence.retention.holding import regraded_too
from hawkari.evidence.retention.known import known_loads, known_sources
from hawkari.evidence.retention.rules import RetentionRule, retention_rules
from hawkari.evidence.unseen import statements_of, statements_visible_in

__all__ = [
    "DisposalRefused",
    "DisposalRequest",
    "Target",
    "load_of_operation",
    "own_canonical",
    "source_of_operation",
    "target_of",
    "whole_source",
]


class DisposalRefused(HawkariError):
    """Nothing may be disposed of, because all of it is on hold.

    Args:
        what: what was to be disposed of.
        holds: numbers of the holds that stop it.
    """

    def __init__(self, what: str, holds: Sequence[int]) -> None:
        self.what = what
        self.holds = tuple(holds)
        listed = ", ".join(str(one) for one in self.holds)
        super().__init__(f"{what} is on hold ({listed}); lift the hold first, with a reason")


@dataclass(frozen=True, slots=True)
class DisposalRequest:
    """What to dispose of, why, and under which rule. Exactly one scope is given.

    Attributes:
        reason: why, in words that hold no value of what is disposed of.
        source: slug of a source: everything it ever gave.
        load: number of a load: what that load added.
        entity: canonical id or id as stated: the statements of all its records that the officer
            may see, retracted ones included, and the references to them.
        statements: numbers of single statements; whatever was regraded goes with them.
        rule: id of the retention rule; empty for the default of its kind.
    """

    reason: str
    source: str = ""
    load: int | None = None
    entity: str = ""
    statements: tuple[int, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked request: `scope` and the one column that names it; `targets` statement numbers."""

    scope: DisposalScope
    rule: RetentionRule
    source: Source | None = None
    load: LoadRun | None = None
    entity: str = ""
    targets: tuple[int, ...] = ()

    @property
    def what(self) -> str:
        """In words, without a value."""
        if self.source is not None:
            return f"source {self.source.slug}"
        if self.load is not None:
            return f"load {self.load.pk}"
        return f"entity {self.entity}" if self.entity else f"{len(self.targets)} statements"


def target_of(access: Access, request: DisposalRequest) -> Target:
    """What a request means for this officer.

    Raises:
        BadInput: if not exactly one scope is given, a reason is missing, or there is no such thing
            that the officer may dispose of: unknown and hidden are told apart by nobody.
        EntityNotFound: if there is no such entity that the officer may see.
    """
    given = (request.source, request.load, request.entity, request.statements)
    if sum(bool(one) for one in given) != 1:
        raise BadInput(
            "a disposal is of one thing", "Give a source, a load, an entity or statements."
        )
    if not request.reason.strip():
        raise BadInput("a disposal needs a reason", "Say why it is not kept, without its values.")
    if request.source:
        source = whole_source(access, request.source)
        return Target(DisposalScope.SOURCE, _rule(request, "source"), source=source)
    if request.load is not None:
        load = load_of_operation(access, request.load)
        _refuse_unseen(access, [load.pk])
        return Target(DisposalScope.LOAD, _rule(request, "source"), load=load)
    rule = _rule(request, "entity")
    if request.entity:
        canonical, targets = _of_entity(access, request.entity)
        return Target(DisposalScope.ENTITY, rule, entity=canonical, targets=targets)
    targets = _of_statements(access, request.statements)
    return Target(DisposalScope.STATEMENTS, rule, targets=targets)


def _rule(request: DisposalRequest, applies_to: str) -> RetentionRule:
    rules = retention_rules()
    usual = rules.of_source() if applies_to == "source" else rules.of_entity(())
    return rules.named(request.rule, applies_to) if request.rule else usual


def source_of_operation(access: Access, slug: str) -> Source:
    """A source of the operation that the access may know of.

    Raises:
        BadInput: if there is none of this slug: unknown and hidden are told apart by nobody.
    """
    found = known_sources(access).filter(slug=slug).first()
    if found is None:
        raise BadInput(f"there is no source {slug!r} in this operation", "See the sources.")
    return found


def whole_source(access: Access, slug: str) -> Source:
    """A source that the access may decide on: its own agency's, or one it may see all of.

    Raises:
        BadInput: if there is none of this slug, or something of it is hidden.
    """
    source = source_of_operation(access, slug)
    loads = LoadRun.objects.filter(source=source)
    _refuse_unseen(access, list(loads.values_list("pk", flat=True)))
    return source


def load_of_operation(access: Access, number: int) -> LoadRun:
    """A load of the operation that the access may know of.

    Raises:
        BadInput: if there is none of this number: unknown and hidden are told apart by nobody.
    """
    found = known_loads(access).filter(pk=number).first()
    if found is None:
        raise BadInput(f"there is no load {number} in this operation", "See the sources.")
    return found


def _refuse_unseen(access: Access, loads: Sequence[int]) -> None:
    """Who may not see all of it may not decide on it: that is for the agency it comes from."""
    parts = LoadPart.objects.filter(load__in=loads, load__state=LoadState.COMPLETE)
    own = parts.filter(load__source__agency=access.user.agency_id)
    others = set(parts.values_list("pk", flat=True)) - set(own.values_list("pk", flat=True))
    if not whole_parts(access).issuperset(others):
        raise BadInput(
            "you may not see all of it, so you may not decide on it",
            "Ask the agency that it comes from.",
        )


def _of_entity(access: Access, entity: str) -> tuple[str, tuple[int, ...]]:
    canonical = own_canonical(access, entity)
    members = clusters_of(access, stated_ids([canonical]).values()).head
    return canonical, statements_of(sorted(members), visible_parts(access))


def _of_statements(access: Access, numbers: Sequence[int]) -> tuple[int, ...]:
    wanted = sorted(set(numbers))
    found = statements_visible_in(wanted, visible_parts(access))
    if missing := sorted(set(wanted) - set(found)):
        raise BadInput(f"there is no statement {missing[0]} that you may see", "Look again.")
    # Before and after a regrading one value stands in several statements.
    return statements_visible_in(sorted(regraded_too(found)), visible_parts(access))


def own_canonical(access: Access, entity: str) -> str:
    """The random id that the entity's own record goes by, whatever it is joined to.

    Raises:
        EntityNotFound: if there is no such entity that the user may see.
    """
    entity_id = stated_ids([entity])[entity]
    if entity_id not in clusters_of(access, [entity_id]).head:
        raise EntityNotFound(entity)
    return ensure_ids([entity_id])[entity_id].canonical_id
