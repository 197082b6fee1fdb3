"""The rules of publication: per field, for all activities or for one, each with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hawkari.desks.programme.iati_out import FIELDS, Does, Field, Rule, Rules, rules_of
from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.desks.programme.models.publishing import PublishRule
from hawkari.desks.programme.services.access import own_agency, require_programme, require_reading
from hawkari.desks.programme.services.refusals import item_of
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "NewRule",
    "RuleRow",
    "is_looser",
    "loosened",
    "newest_rule",
    "rule_rows",
    "rules_for",
    "set_rule",
]

LONGEST_DELAY = 3650


@dataclass(frozen=True, slots=True)
class NewRule:
    """What shall happen to a field, and why."""

    field: str
    does: str
    why: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A field and the rule that holds.

    Attributes:
        field: the field.
        rule: what happens to it.
        kept: who said so and when; None where the default holds.
        looser: whether less stays inside than by default.
    """

    field: Field
    rule: Rule
    kept: PublishRule | None
    looser: bool


def rule_rows(access: Access, reference: str = "") -> list[RuleRow]:
    """Every field with its rule, for all activities or, with its `reference`, for one; audited.

    Raises:
        AccessDenied: if the role may not read the register.
        NotFound: if there is no such activity.
    """
    require_reading(access)
    with transaction.atomic():
        item = item_of(access, reference, ItemKind.ACTIVITY) if reference else None
        held = _held(access, item)
        _record(access, Act.CONSULT, reference or "all")
    return [_row(field, held.get(field.key)) for field in FIELDS.values()]


def rules_for(access: Access, items: Iterable[RegisterItem]) -> dict[int, dict[str, Rule]]:
    """The rules that hold for each activity, by its key."""
    kept = list(_known(access))
    everywhere = {one.field: _rule(one) for one in kept if one.item_id is None}
    own: dict[int, dict[str, Rule]] = {}
    for one in kept:
        if one.item_id is not None:
            own.setdefault(one.item_id, {})[one.field] = _rule(one)
    return {item.pk: dict(rules_of(everywhere, own.get(item.pk, {}))) for item in items}


def loosened(items: Iterable[RegisterItem], rules: Mapping[int, Rules]) -> list[dict[str, str]]:
    """The rules under which more leaves than by default: of which activity and field, and why."""
    return [
        {"reference": item.reference, "field": key, "does": str(rule.does), "why": rule.why}
        for item in items
        for key, rule in rules[item.pk].items()
        if is_looser(FIELDS[key], rule)
    ]


def is_looser(field: Field, rule: Rule) -> bool:
    """Whether less stays inside than by default."""
    order = list(Does)
    return order.index(rule.does) < order.index(field.default)


def newest_rule(access: Access) -> int:
    """Number of the newest rule; 0 where only defaults hold."""
    newest = _known(access).last()
    return newest.pk if newest is not None else 0


def set_rule(access: Access, new: NewRule, *, reference: str = "") -> None:
    """State a rule; the earlier one stays in the history.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such activity.
        BadInput: if the field is not known, the rule is none that it may have, the reason is
            missing, or a delay has no days.
    """
    require_programme(access)
    field = FIELDS.get(new.field)
    if field is None:
        raise BadInput("there is no such field", "Choose one of the list.", where=("field",))
    if new.does not in set(field.may):
        raise BadInput("this field cannot have that rule", "Choose another.", where=("does",))
    if not new.why.strip():
        raise BadInput("a rule needs a reason", "Say why.", where=("why",))
    if new.does == Does.DELAY and not 0 < new.days <= LONGEST_DELAY:
        raise BadInput("a delay has from 1 to 3650 days", "Say how many.", where=("days",))
    with transaction.atomic():
        item = item_of(access, reference, ItemKind.ACTIVITY) if reference else None
        PublishRule.objects.create(
            operation=access.operation, agency=own_agency(access), item=item, field=new.field,
            does=new.does, days=new.days if new.does == Does.DELAY else 0, why=new.why.strip(),
            at=timezone.now(), by=access.user,
        )  # fmt: skip
        _record(access, Act.DECIDE, reference or "all", field=new.field, does=new.does)


def _known(access: Access) -> QuerySet[PublishRule]:
    return PublishRule.objects.filter(operation=access.operation, agency=access.user.agency_id)


def _held(access: Access, item: RegisterItem | None) -> dict[str, PublishRule]:
    """The rule that somebody stated of each field: an activity's own before that of all."""
    of = Q(item=None) if item is None else Q(item=None) | Q(item=item)
    rows = _known(access).filter(of).select_related("by")
    return {one.field: one for one in sorted(rows, key=lambda one: one.item_id is not None)}


def _row(field: Field, kept: PublishRule | None) -> RuleRow:
    rule = Rule(field.default) if kept is None else _rule(kept)
    return RuleRow(field, rule, kept, is_looser(field, rule))


def _rule(kept: PublishRule) -> Rule:
    return Rule(Does(kept.does), kept.why, kept.days)


def _record(access: Access, act: Act, of: str, **more: str) -> None:
    detail = {"what": "publish rules", **more}
    audit.record(act, access=access, objects=[of], count=1, detail=detail)
