"""A post learns whether to call, and nothing else; its file's log comes home once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.frontline import checking
from hawkari.evidence.frontline.checking import check, seal_file, sync_log
from hawkari.evidence.frontline.sealed import TooManyChecks, open_sealed
from hawkari.evidence.models import AuditEntry, FrontlineCheck
from hawkari.evidence.policy import Action, actions_of
from hawkari.evidence.watchlists import remove_entry
from tests.evidence.factories import World
from tests.evidence.watchlists.watched import NAME, PHONE, SORANI, place

pytestmark = pytest.mark.django_db
SECRET, DESK = "six invented words in a row", "+964 700 000 0009"


@pytest.fixture
def world() -> World:
    return World()


def test_a_border_post_may_check_and_nothing_else(world: World):
    assert actions_of("border") == {Action.CHECK}
    post = world.access("krg", "border")
    with pytest.raises(AccessDenied):
        seal_file(post, post="us", expires=post.today, secret=SECRET, cost=2)


def test_the_answer_is_a_desk_or_none_and_only_of_entries_that_give_one(world: World):
    officer, post = world.access("nca"), world.access("krg", "border")
    entry = place(officer, NAME, call=DESK)
    place(officer, PHONE, "phone")
    assert check(post, SORANI).call == (DESK,)
    assert check(post, PHONE).call == ()
    remove_entry(officer, entry.id, reason="arrested")
    assert check(post, NAME).call == ()
    assert list(FrontlineCheck.objects.order_by("pk").values_list("hit", flat=True)) == [1, 0, 0]
    log = AuditEntry.records.filter(act="search", actor=post.user.get_username())
    assert [one.count for one in log.order_by("seq")] == [1, 0, 0]
    assert "Rebwar" not in str([(one.object_ids, one.detail) for one in log])


def test_another_operations_entries_answer_nothing(world: World):
    place(World().access("nca"), NAME, call=DESK)
    assert check(world.access("nca", "border"), NAME).call == ()


def test_guessing_is_stopped_and_logged(world: World, monkeypatch):
    post = world.access("krg", "border")
    monkeypatch.setattr(checking, "MOST_IN_TEN_MINUTES", 1)
    check(post, PHONE)
    with pytest.raises(TooManyChecks):
        check(post, PHONE)
    assert AuditEntry.records.filter(act="deny", detail__contains="too many").count() == 1


def test_a_log_comes_home_once_and_one_that_was_cut_is_found(world: World, tmp_path: Path):
    officer = world.access("nca")
    place(officer, NAME, call=DESK)
    file = tmp_path / "post.check"
    file.write_bytes(seal_file(officer, post="Post", expires=officer.today, secret=SECRET, cost=2))
    now, log = datetime.now(UTC), tmp_path / "post.check.log"
    open_sealed(file, SECRET, now=now).check(SORANI, now=now)
    assert (sync_log(officer, log).taken, sync_log(officer, log).known) == (1, 1)
    open_sealed(file, SECRET, now=now).check(PHONE, now=now)
    report = sync_log(officer, log)
    assert (report.taken, report.known, report.hits) == (1, 1, 0)
    log.unlink()
    open_sealed(file, SECRET, now=now).check(PHONE, now=now + timedelta(seconds=1))
    with pytest.raises(BadInput, match="contradicts"):
        sync_log(officer, log)
    with pytest.raises(BadInput, match="no file of yours"):
        sync_log(world.access("krg"), log)


def test_a_file_answers_two_weeks_at_most_and_is_of_ones_own_entries(world: World):
    officer = world.access("nca")
    place(world.access("krg"), NAME, call=DESK)
    for days, problem in ((-1, "is past"), (15, "two weeks"), (1, "no entry")):
        with pytest.raises(BadInput, match=problem):
            seal_file(
                officer, post="Post", expires=officer.today + timedelta(days=days), secret=SECRET,
                cost=2,
            )  # fmt: skip


def test_the_command_answers_lines_from_a_file_without_a_store(world: World, tmp_path: Path):
    officer = world.access("nca")
    place(officer, NAME, call=DESK)
    file, secret = tmp_path / "post.check", tmp_path / "secret"
    secret.touch(0o600)
    secret.write_text(SECRET, "utf-8")
    file.write_bytes(seal_file(officer, post="Post", expires=officer.today, secret=SECRET, cost=2))
    words = ["check", str(file), "--passphrase-file", str(secret)]
    done = CliRunner().invoke(build(), words, input=f"{SORANI}\n\nRebwar\n+447700900199\n")
    assert done.exit_code == 0
    lines = [one for one in done.stdout.splitlines() if one]
    assert (lines[0], lines[-1]) == (f"CALL {DESK}", "no hit")
    assert lines[1].startswith("not checked")
