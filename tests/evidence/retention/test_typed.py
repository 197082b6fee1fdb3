"""What was typed on charts and about watched matches goes with the people whom it was about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hawkari.evidence.access import visible_to
from hawkari.evidence.entities import get_entity
from hawkari.evidence.judgements import judge
from hawkari.evidence.models import ChartVersion, SavedChart, WatchAlert, WatchEntry
from hawkari.evidence.retention import DisposalRequest, dispose
from hawkari.evidence.watchlists import answer_alert, digest_of, match_standing
from tests.evidence.watchlists.watched import NAME, PHONE, place

pytestmark = pytest.mark.contract
WHY = "the review found no need to keep it"


def saved(access, *ids: str) -> int:
    chart = SavedChart.objects.create(
        operation=access.operation, name=f"around {NAME}", made_by=access.user,
        made_at=timezone.now(),
    )  # fmt: skip
    groups = [{"id": "group:1", "name": f"{NAME}'s men", "members": list(ids)}]
    ChartVersion.objects.create(
        chart=chart, number=1, saved_by=access.user, saved_at=timezone.now(),
        content={"shown": list(ids), "groups": groups},
    )  # fmt: skip
    return chart.pk


def test_names_of_charts_that_show_somebody_go_with_a_record_of_theirs(world, reviewer):
    for name in "123":
        world.person("nca", f"nca:{name}", name=NAME)
    judge(reviewer, "nca:1", "nca:2", "positive")
    head, other = (get_entity(reviewer, one).canonical_id for one in ("nca:1", "nca:3"))
    about, beside = saved(reviewer, head), saved(reviewer, other)
    [second] = visible_to(reviewer).filter(entity_id="nca:2").values_list("pk", flat=True)
    dispose(reviewer, DisposalRequest(reason=WHY, statements=(second,)))
    names = dict(SavedChart.objects.values_list("pk", "name"))
    assert names == {about: "[disposed]", beside: f"around {NAME}"}
    version = ChartVersion.objects.get(chart=about)
    assert version.content["shown"] == [head]
    assert NAME not in str(version.content)


def test_answers_to_alerts_and_entries_that_ended_go_and_one_that_stands_stays(world, reviewer):
    world.person("nca", "nca:1", name=NAME, phone=PHONE)
    standing, ended = place(reviewer, NAME), place(reviewer, PHONE, "phone", reason=f"of {NAME}")
    match_standing(reviewer)
    for alert in digest_of(reviewer).open:
        answer_alert(reviewer, alert.id, answer="acknowledged", reason=f"it is {NAME}")
    yesterday = reviewer.today - timedelta(days=1)
    WatchEntry.objects.filter(pk=ended.id).update(expires=yesterday)
    [phone] = visible_to(reviewer).filter(prop="phone").values_list("pk", flat=True)
    dispose(reviewer, DisposalRequest(reason=WHY, statements=(phone,)))
    entries = dict(WatchEntry.objects.values_list("pk", "value"))
    assert entries == {standing.id: NAME, ended.id: ""}
    assert WatchEntry.objects.get(pk=ended.id).reason == "[disposed]"
    [left] = WatchAlert.objects.all()
    assert (left.entry_id, left.answer_reason) == (standing.id, "[disposed]")
