"""The official ruleset, as cases that are compiled once.

A case of the kind ``loop`` holds further cases, run once for each value it finds; they are listed
here beside the others, each with its own official id.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from hawkari.engines.iati.paths import Path, compiled

__all__ = ["NOT_EVALUATED", "Case", "Context", "Rule", "contexts_of", "rules", "standard"]

# The value of a loop, where the ruleset writes it between quotes.
_LOOP_VALUE = "'$1'"


@dataclass(frozen=True, slots=True)
class Rule:
    """One official rule.

    Attributes:
        id: the official id, e.g. ``3.4.2``.
        severity: ``error`` or ``warning``.
        category: what it is about, e.g. ``financial``.
        words: what must hold, as the ruleset says it.
        link: page or path of the guidance; empty when the ruleset names none.
    """

    id: str
    severity: str
    category: str
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: what to look at, and what must hold of it.

    Attributes:
        kind: which check it is, e.g. ``date_order``.
        rule: the rule that it belongs to.
        condition: the case counts only where this holds; None always.
        paths: what is looked at.
        loop: gives the values to run the case for; None when it runs once.
        settings: what else the kind needs: compiled paths, numbers, words.
    """

    kind: str
    rule: Rule
    condition: Path | None
    paths: tuple[Path, ...]
    loop: Path | None
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """Which elements some cases are checked on."""

    path: Path
    cases: tuple[Case, ...]


def _standard() -> dict[str, Any]:
    text = (files(__package__) / "resources" / "rules.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


@cache
def standard() -> tuple[Context, ...]:
    """The official ruleset, without the cases that need the live registry."""
    return contexts_of(_standard())


@cache
def rules() -> Mapping[str, Rule]:
    """Every official rule by its id, those that need the live registry included."""
    cases = (case for groups in _standard().values() for _, case, _ in _flat(groups))
    return MappingProxyType({rule.id: rule for rule in map(_rule, cases)})


def _needs_registry(case: Mapping[str, Any]) -> bool:
    return "idCondition" in case or "ORG-ID-PREFIX" in case.get("prefix", ())


NOT_EVALUATED: tuple[str, ...] = tuple(
    sorted({
        _["ruleInfo"]["id"]
        for groups in _standard().values()
        for kind in groups.values()
        for _ in kind["cases"]
        if _needs_registry(_)
    })
)  # fmt: skip


def contexts_of(ruleset: Mapping[str, Any]) -> tuple[Context, ...]:
    """Compile a ruleset of the official form.

    Cases that need the live registry are left out, since nothing here asks it.
    """
    return tuple(
        Context(
            compiled(path),
            tuple(
                _case(kind, case, loop)
                for kind, case, loop in _flat(groups)
                if not _needs_registry(case)
            ),
        )
        for path, groups in ruleset.items()
    )


def _flat(groups: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any] | None]]:
    """Kind and case of each case, and the loop that holds it."""
    for kind, group in groups.items():
        for case in group["cases"]:
            if kind != "loop":
                yield kind, case, None
                continue
            for inner, cases in case["do"].items():
                for held in cases["cases"]:
                    yield inner, held, case


def _rule(case: Mapping[str, Any]) -> Rule:
    info = case.get("ruleInfo", {})
    link = info.get("link", {})
    return Rule(
        id=info.get("id", ""),
        severity=info.get("severity", "error"),
        category=info.get("category", ""),
        words=info.get("message", ""),
        link=link.get("url", "") or link.get("path", ""),
    )


def _case(kind: str, case: Mapping[str, Any], loop: Mapping[str, Any] | None) -> Case:
    # Only the keys that a loop lists have its value put in: elsewhere the text stays as it is,
    # as in the official code (so 2.1.2 is never asked of sector vocabularies other than 1).
    replaced = frozenset(loop["subs"]) if loop else frozenset()

    def path(key: str, text: str) -> Path:
        return compiled(text.replace(_LOOP_VALUE, "$value") if key in replaced else text)

    singles = ("less", "more", "date", "start", "end", "one", "if", "then")
    settings: dict[str, Any] = {
        key: path(key, case[key]) for key in singles if key in case and case[key] != "NOW"
    }
    settings |= {
        key: tuple(path(key, text) for text in case[key])
        for key in ("excluded", "prefix")
        if key in case
    }
    settings |= {key: case[key] for key in ("sum", "min", "max", "regex", "all") if key in case}
    settings["separator"] = case.get("separator", "")
    settings["now"] = "NOW" in {case.get("less"), case.get("more")}
    return Case(
        kind=kind,
        rule=_rule(case),
        condition=path("condition", case["condition"]) if "condition" in case else None,
        paths=tuple(path("paths", text) for text in case.get("paths", ())),
        loop=compiled(loop["foreach"]) if loop else None,
        settings=MappingProxyType(settings),
    )
