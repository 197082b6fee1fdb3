"""Writers on SQLite take turns, whoever they are and however they end."""

import signal
import subprocess
import sys
import threading

import pytest

from hawkari.site.sqlite import queue
from hawkari.site.sqlite.queue import WriteQueue


def test_one_is_in_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "LONGEST_WAIT_S", 0.02)
    first, second = WriteQueue(tmp_path / "queue"), WriteQueue(tmp_path / "queue")
    assert first.enter()
    assert not second.enter()
    first.leave()
    assert second.enter()


def test_whoever_is_in_may_enter_again(tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "LONGEST_WAIT_S", 0.02)
    first, second = WriteQueue(tmp_path / "queue"), WriteQueue(tmp_path / "queue")
    assert first.enter()
    assert first.enter()
    first.leave()
    assert not second.enter()
    first.leave()
    assert second.enter()


def test_a_waiting_writer_comes_in_when_the_other_leaves(tmp_path):
    first, second = WriteQueue(tmp_path / "queue"), WriteQueue(tmp_path / "queue")
    assert first.enter()
    came_in = threading.Event()
    waiting = threading.Thread(target=lambda: second.enter() and came_in.set())
    waiting.start()
    assert not came_in.wait(0.05)
    first.leave()
    assert came_in.wait(600)
    waiting.join()


def test_a_killed_process_leaves_the_queue(tmp_path):
    program = (
        "import sys, time; from pathlib import Path; "
        "from hawkari.site.sqlite.queue import WriteQueue; "
        "held = WriteQueue(Path(sys.argv[1])); held.enter(); print('in', flush=True); "
        "time.sleep(600)"
    )
    path = tmp_path / "queue"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        process.send_signal(signal.SIGKILL)
    assert WriteQueue(path).enter()


@pytest.mark.parametrize("times", [0, 2])
def test_leaving_without_having_entered_changes_nothing(tmp_path, times):
    one = WriteQueue(tmp_path / "queue")
    for _ in range(times):
        one.leave()
    assert one.enter()
    one.close()
