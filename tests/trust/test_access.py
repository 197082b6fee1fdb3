"""Who sees what: the filter, the rules as a function and an independent judge agree everywhere.

The judge is Cedar (`cedarpy`), with policies written by hand from the words of the policy and the
schemes; nothing of them is made from our files.
"""

import json
from typing import Any

import cedarpy
import pytest

from hawkari.evidence.access import visible_to
from hawkari.evidence.grading import MarkingValue, readable
from hawkari.evidence.models import Marking
from hawkari.evidence.policy import fields_of
from hawkari.evidence.reach import marking_values, reader_of
from tests.trust.access_matrix import (
    CONDITIONS,
    ELSEWHERE,
    PARTNER,
    READER,
    TODAY,
    Item,
    Matrix,
    Viewer,
)
from tests.trust.conftest import TrustLine

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

JUDGE = """
permit (principal, action == Action::"read", resource);

// Only in an operation that runs, in which both agencies take part.
forbid (principal, action, resource) unless { principal.operationRuns };
forbid (principal, action, resource) unless { principal.partners.contains(principal.agency) };
forbid (principal, action, resource) unless { principal.partners.contains(resource.agency) };

// Only roles that read, or break-glass for those who may break it; never what was taken back.
forbid (principal, action, resource) when { resource.retracted };
forbid (principal, action, resource) unless {
  ["analyst", "reviewer", "liaison", "caseworker"].contains(principal.role)
  || (principal.glass && !principal.neverBreaks)
};
forbid (principal, action, resource) unless {
  ["analyst", "reviewer"].contains(principal.role)
  || (principal.glass && !principal.neverBreaks)
  || (principal.role == "liaison" && ["identity", "standing"].contains(resource.field))
  || (principal.role == "caseworker"
      && ["identity", "contact", "standing"].contains(resource.field))
};

// Handling. One's own agency's values are always one's own.
forbid (principal, action, resource)
when { resource.agency != principal.agency }
unless { resource.handling == "P" || (resource.handling == "C" && resource.hasCondition) };
forbid (principal, action, resource)
when { resource.agency != principal.agency && resource.handling == "C" }
unless {
  (resource.agencies.contains(principal.agency)
   || (resource.readersNamed && principal.isNamed))
  && resource.lastDay >= principal.today
  && (resource.purposes.isEmpty() || resource.purposes.contains(principal.purpose))
  && (!resource.consult || resource.agreed)
};

// Codes that no scheme has.
forbid (principal, action, resource)
when { resource.agency != principal.agency }
unless {
  ["1", "2", "3"].contains(resource.source)
  && ["A", "B", "C", "D", "E"].contains(resource.intelligence)
  && ["H0", "H1", "H2", "H3"].containsAll(resource.europol)
  && ["", "RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"].contains(resource.tlp)
  && ["", "RED", "AMBER", "GREEN", "CLEAR"].contains(resource.pap)
  && ["", "OFFICIAL", "OFFICIAL-SENSITIVE"].contains(resource.gsc)
};

// Europol: H0 is for crime only, H3 has words.
forbid (principal, action, resource)
when { resource.agency != principal.agency && resource.europol.contains("H0") }
unless { principal.purpose == "crime" };
forbid (principal, action, resource)
when { resource.agency != principal.agency && resource.europol.contains("H3") }
unless { resource.europolWords };

// The traffic light.
forbid (principal, action, resource)
when { resource.agency != principal.agency && resource.tlp == "RED" }
unless { resource.readersNamed && principal.isNamed };
forbid (principal, action, resource)
when { resource.agency != principal.agency && resource.tlp == "AMBER+STRICT" }
unless { resource.agencies.contains(principal.agency) };
forbid (principal, action, resource)
when { resource.agency != principal.agency && resource.tlp == "AMBER" }
unless { resource.agencies.contains(principal.agency) || resource.handling == "P" };
"""
NO_END = 4_000_000
# Who reads no content whatever happens: whoever audits, whoever keeps accounts, and border posts.
NEVER_BREAKS = frozenset({"auditor", "administrator", "border", "monitor", "legal", ELSEWHERE})


def test_filter_function_and_judge_agree_on_every_case(trust_line: TrustLine) -> None:
    matrix = Matrix()
    values = dict(marking_values(Marking.objects.all()))
    judge = cedarpy.PolicySet.from_str(JUDGE)
    cases = shown = leaks = missed = wrong = 0
    for viewer in matrix.viewers:
        access = viewer.access()
        asked = {item.statement for item in matrix.items_for(viewer)}
        by_filter = (
            set(visible_to(access).values_list("pk", flat=True)) if access is not None else set()
        )
        by_function = _by_function(matrix, viewer, values)
        by_judge = _by_judge(matrix, viewer, judge)
        cases += len(asked)
        shown += len(by_judge)
        leaks += len((by_filter & asked) - by_judge)
        missed += len(by_judge - by_filter)
        wrong += len((by_function & asked) ^ by_judge)
        assert viewer.state == "runs" or not by_filter
    assert (leaks, missed, wrong) == (0, 0, 0)
    assert 0 < shown < cases
    trust_line("access matrix", f"{cases:,} cases, 100 % agreement with the oracle, 0 leaks")


def _by_function(matrix: Matrix, viewer: Viewer, values: dict[int, MarkingValue]) -> set[int]:
    """What the rules say, asked one by one."""
    opened = viewer.glass and viewer.role not in NEVER_BREAKS
    fields = fields_of(viewer.role)
    if viewer.state != "runs" or not (fields or opened):
        return set()
    reader = reader_of(viewer.user, viewer.operation, TODAY)
    allowed = {
        (slug, pk): readable(value, reader, originator=matrix.agencies[slug].pk).allowed
        for slug in (READER, PARTNER)
        for pk, value in values.items()
    }
    every = opened or viewer.role in {"analyst", "reviewer"}
    return {
        item.statement
        for item in matrix.items
        if not item.retracted
        and allowed.get((item.agency, item.marking), False)
        and (every or item.field in fields)
    }


def _by_judge(matrix: Matrix, viewer: Viewer, judge: cedarpy.PolicySet) -> set[int]:
    items = matrix.items_for(viewer)
    # What is alike is asked once; the judge is slow.
    profiles = {item: json.dumps(_resource(matrix, item), sort_keys=True) for item in items}
    numbers = {
        profile: str(number) for number, profile in enumerate(sorted(set(profiles.values())))
    }
    entities = [
        _entity("User", "reader", _principal(viewer)),
        *(_entity("Statement", number, json.loads(one)) for one, number in numbers.items()),
    ]
    requests = [
        {
            "principal": {"type": "User", "id": "reader"},
            "action": {"type": "Action", "id": "read"},
            "resource": {"type": "Statement", "id": number},
        }
        for number in numbers.values()
    ]
    answers = cedarpy.is_authorized_batch(
        requests, judge, cedarpy.Entities.from_json_str(json.dumps(entities))
    )
    assert not [answer for answer in answers if answer.diagnostics.errors]
    allowed = {
        profile
        for profile, answer in zip(numbers, answers, strict=True)
        if answer.decision is cedarpy.Decision.Allow
    }
    return {item.statement for item in items if profiles[item] in allowed}


def _entity(kind: str, name: str, attributes: dict[str, Any]) -> dict[str, Any]:
    return {"uid": {"type": kind, "id": name}, "attrs": attributes, "parents": []}


def _principal(viewer: Viewer) -> dict[str, Any]:
    return {
        "agency": READER,
        "role": viewer.role,
        "glass": viewer.glass,
        "neverBreaks": viewer.role in NEVER_BREAKS,
        "isNamed": viewer.named,
        "today": TODAY.toordinal(),
        "purpose": viewer.operation.purpose_kind,
        "operationRuns": viewer.state in {"runs", "agency out"},
        "partners": [PARTNER] if viewer.state == "agency out" else [READER, PARTNER],
    }


def _resource(matrix: Matrix, item: Item) -> dict[str, Any]:
    marking = matrix.markings[item.marking]
    name = matrix.named_by[item.marking]
    agencies, users, expires, purposes, consult, agreed = CONDITIONS.get(name, NO_CONDITION)
    return {
        "agency": item.agency,
        "field": item.field,
        "retracted": item.retracted,
        "source": marking.source_evaluation,
        "intelligence": marking.intelligence_assessment,
        "handling": marking.handling,
        "hasCondition": bool(name),
        "agencies": list(agencies),
        "readersNamed": users,
        "lastDay": expires.toordinal() if expires is not None else NO_END,
        "purposes": list(purposes),
        "consult": consult,
        "agreed": agreed,
        "europol": list(marking.europol),
        "europolWords": bool(marking.europol_text.strip()),
        "tlp": marking.tlp,
        "pap": marking.pap,
        "gsc": marking.gsc,
    }


NO_CONDITION: tuple[tuple[str, ...], bool, None, tuple[str, ...], bool, bool] = (
    (), False, None, (), False, False,
)  # fmt: skip
