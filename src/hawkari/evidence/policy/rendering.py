"""The policy as tables for people: ``docs/reference/policy.md`` is this, word for word."""

from collections.abc import Iterable, Sequence

from hawkari.evidence.policy.table import FieldClass, Policy, Worded, policy

__all__ = ["as_markdown"]

YES, NO = "yes", "–"


def as_markdown(found: Policy | None = None) -> str:
    """The policy as Markdown, in English; None for the one that is shipped."""
    one = found or policy()
    sections = {
        "What each role may do": _actions(one),
        "Which properties each role reads": _fields(one),
        "What is in each class of properties": _classes(one),
        "When a statement is seen": ["All of these hold:", "", *_listed(one.statements)],
        "Subject categories": _listed(one.categories),
        "Break-glass": _break_glass(one),
    }
    lines = _head(one)
    for title, content in sections.items():
        lines += ["", f"## {title}", "", *content]
    return "\n".join([*lines, ""])


def _head(found: Policy) -> list[str]:
    verified = found.verified_by or "nobody yet"
    return [
        "# The policy: who may see and do what",
        "",
        "This page is `src/hawkari/evidence/resources/policy.json` as tables, made by",
        "`tools/policy_page.py`; change the file, not the page.",
        "[Who sees what](../explanation/who-sees-what.md) says why.",
        "",
        f"Version {found.version} of {found.source_date}, {found.status}. Not legal advice; "
        f"verified by: {verified}.",
        f"Source: {found.source}.",
    ]


def _classes(found: Policy) -> list[str]:
    return [
        "A property goes to the class that names it; any other by its FollowTheMoney type. One",
        "of neither is read only by roles that read every class.",
        "",
        *_table(("Class", "What", "Types", "Properties"), map(_class, found.fields.values())),
    ]


def _break_glass(found: Policy) -> list[str]:
    rule = found.break_glass
    others = ", and people of such an agency who are no members" if rule.without_membership else ""
    return [
        rule.words,
        "",
        f"- who may ask: {_names(rule.roles)}{others}",
        f"- who never may: {_names(rule.never)}, in any running operation",
        f"- how long: {rule.minutes} minutes, at most {rule.longest_minutes}",
        f"- who reviews it: {_names(rule.reviewers)}, and never the person who used it",
    ]


def _actions(found: Policy) -> list[str]:
    rows = [
        [words, *(YES if action in role.actions else NO for role in found.roles.values())]
        for action, words in found.actions.items()
    ]
    return _table(("", *found.roles), rows)


def _fields(found: Policy) -> list[str]:
    rows = [
        [one.id, *(YES if one.id in role.fields else NO for role in found.roles.values())]
        for one in found.fields.values()
    ]
    return _table(("", *found.roles), rows)


def _class(one: FieldClass) -> list[str]:
    return [one.id, one.words, ", ".join(sorted(one.types)), ", ".join(sorted(one.props))]


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _listed(rules: Iterable[Worded]) -> list[str]:
    return [f"- **{rule.id}**: {rule.words}" for rule in rules]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
