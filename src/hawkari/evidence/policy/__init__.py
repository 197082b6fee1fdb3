"""Who may see and do what: the policy, as data in ``resources/policy.json``.

The rules on markings are `hawkari.evidence.grading.readable`; the policy says in words what they
do, and holds the rest: actions and classes of properties by role, and break-glass. Rendered for
people as ``docs/reference/policy.md`` and on the page ``/oversight/policy``.
"""

from hawkari.evidence.policy.table import (
    Action,
    BreakGlassRule,
    FieldClass,
    Policy,
    RoleRule,
    Worded,
    actions_of,
    fields_of,
    policy,
)

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
]
