"""Reads the policy, and refuses one that contradicts itself."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from hawkari.errors import BadInput

__all__ = [
    "Action",
    "BreakGlassRule",
    "FieldClass",
    "Policy",
    "RoleRule",
    "Worded",
    "actions_of",
    "fields_of",
    "policy",
    "read_policy",
]

EVERY_CLASS = "all"


class Action(StrEnum):
    """What a member of an operation may be allowed to do. An action not listed is denied."""

    LOAD = "load"
    READ = "read"
    SEARCH = "search"
    RESOLVE = "resolve"
    JUDGE = "judge"
    CATEGORIZE = "categorize"
    REGRADE = "regrade"
    TASK = "task"
    EXPORT = "export"
    WATCH = "watch"
    CHECK = "check"
    READ_AUDIT = "read_audit"
    RETAIN = "retain"
    HOLD = "hold"
    DISPOSE = "dispose"
    CORRECT = "correct"
    SUBJECT_ACCESS = "subject_access"
    APPROVE_DISCLOSURE = "approve_disclosure"
    EXPLAIN_ACCESS = "explain_access"
    MANAGE_OPERATIONS = "manage_operations"
    REVIEW_OPERATIONS = "review_operations"
    REVIEW_BREAK_GLASS = "review_break_glass"
    EXCHANGE = "exchange"
    RELEASE = "release"
    MANAGE_NODE = "manage_node"
    CASEWORK = "casework"
    RETURN_DECIDE = "return_decide"
    READ_CASES = "read_cases"
    CAMPAIGN = "campaign"
    SIGN_ANSWER = "sign_answer"
    READ_CAMPAIGN = "read_campaign"
    PROGRAMME = "programme"
    TRAIN = "train"
    APPROVE_MONEY = "approve_money"
    READ_PROGRAMME = "read_programme"


@dataclass(frozen=True, slots=True)
class Worded:
    """One rule by name, in English words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class FieldClass:
    """A class of properties that is read or not as one.

    Attributes:
        id: its name.
        words: what is in it, in English.
        types: FollowTheMoney property types, for properties that no class names.
        props: FollowTheMoney properties by name, whatever their type.
    """

    id: str
    words: str
    types: frozenset[str]
    props: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What one role may do, and which classes of properties it reads."""

    id: str
    words: str
    actions: frozenset[Action]
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class BreakGlassRule:
    """Reading beyond one's role for a limited time.

    Attributes:
        roles: members who may ask; `without_membership` adds people who are no members, of an
            agency that takes part. Whoever holds a role of `never` in a running operation may not.
        actions, fields: what it adds.
        minutes, longest_minutes: how long it lasts, usually and at most.
        reviewers: roles that review its use afterwards.
        words: the rule in English.
    """

    roles: frozenset[str]
    without_membership: bool
    never: frozenset[str]
    actions: frozenset[Action]
    fields: frozenset[str]
    minutes: int
    longest_minutes: int
    reviewers: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole policy, in its own order. `actions` maps each action to its English words."""

    id: str
    version: int
    source: str
    source_date: str
    status: str
    verified_by: str | None
    actions: Mapping[Action, str]
    fields: Mapping[str, FieldClass]
    roles: Mapping[str, RoleRule]
    statements: tuple[Worded, ...]
    categories: tuple[Worded, ...]
    break_glass: BreakGlassRule

    @property
    def every_class(self) -> frozenset[str]:
        """The names of all classes of properties."""
        return frozenset(self.fields)


@cache
def policy() -> Policy:
    """The policy that is shipped."""
    path = resources.files("hawkari.evidence") / "resources" / "policy.json"
    return read_policy(json.loads(path.read_text(encoding="utf-8")))


def read_policy(data: Mapping[str, Any]) -> Policy:
    """A policy from its file's content.

    Raises:
        BadInput: if it names what it does not define, puts a property in two classes, lets a role
            that reads only some classes do what needs all of them, or read without the class
            `standing`, by which victims are known and never ranked.
    """
    fields = {
        name: FieldClass(name, row["words"], frozenset(row["types"]), frozenset(row["props"]))
        for name, row in data["fields"].items()
    }
    every = frozenset(fields)
    actions = {Action(name): words for name, words in data["actions"].items()}
    roles = {
        name: RoleRule(name, row["words"], _actions(row["actions"]), _classes(row["fields"], every))
        for name, row in data["roles"].items()
    }
    glass = data["break_glass"]
    found = Policy(
        **{key: data[key] for key in HEAD},
        actions=actions,
        fields=fields,
        roles=roles,
        statements=tuple(Worded(**row) for row in data["statements"]),
        categories=tuple(Worded(**row) for row in data["categories"]),
        break_glass=BreakGlassRule(
            roles=frozenset(glass["roles"]),
            without_membership=glass["without_membership"],
            never=frozenset(glass["never"]),
            actions=_actions(glass["actions"]),
            fields=_classes(glass["fields"], every),
            minutes=glass["minutes"],
            longest_minutes=glass["longest_minutes"],
            reviewers=frozenset(glass["reviewers"]),
            words=glass["words"],
        ),
    )
    _check(found, content=_actions(data["content_actions"]), whole=_actions(data["whole_actions"]))
    return found


HEAD = ("id", "version", "source", "source_date", "status", "verified_by")


def _actions(names: Iterable[str]) -> frozenset[Action]:
    return frozenset(Action(name) for name in names)


def _classes(listed: Any, every: frozenset[str]) -> frozenset[str]:
    return every if listed == EVERY_CLASS else frozenset(listed)


def _check(found: Policy, *, content: frozenset[Action], whole: frozenset[Action]) -> None:
    problems = [*_twice(found.fields.values())]
    if frozenset(found.actions) != frozenset(Action):
        problems.append("an action has no words")
    for role in found.roles.values():
        if not role.fields <= found.every_class:
            problems.append(f"{role.id} reads a class of properties that is not defined")
        if role.actions & whole and role.fields != found.every_class:
            problems.append(f"{role.id} does what needs every class of properties")
        if role.actions & content and "standing" not in role.fields:
            problems.append(f"{role.id} reads content but not who is a victim")
        if not role.actions & content and role.fields:
            problems.append(f"{role.id} reads no content, but classes of properties")
    problems.extend(
        f"{name} must never read content"
        for name in sorted(found.break_glass.never)
        if name in found.break_glass.roles or found.roles[name].actions & content
    )
    if problems:
        raise BadInput("the policy contradicts itself: " + "; ".join(problems), "Correct the file.")


def _twice(classes: Iterable[FieldClass]) -> list[str]:
    seen: dict[str, str] = {}
    problems = []
    for one in classes:
        for name in (*(f"type {kind}" for kind in one.types), *one.props):
            if name in seen:
                problems.append(f"{name} is in {seen[name]} and in {one.id}")
            seen[name] = one.id
    return problems


def actions_of(role: str) -> frozenset[Action]:
    """The actions a role may do; none for an unknown role."""
    rule = policy().roles.get(role)
    return rule.actions if rule is not None else frozenset()


def fields_of(role: str) -> frozenset[str]:
    """The classes of properties a role reads; none for an unknown role."""
    rule = policy().roles.get(role)
    return rule.fields if rule is not None else frozenset()
