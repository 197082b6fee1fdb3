"""One node of the demonstration: its folder, and the commands and people that work there."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hawkari.errors import HawkariError

__all__ = ["AGENCIES", "DemoNode", "NodeFailed"]

AGENCIES = (
    ("nca", "National Crime Agency", "GB"),
    ("federal-police", "Federal Police", "IQ"),
    ("asayish", "Asayish of the Kurdistan Region", "IQ"),
)
"""Short name, name and country of each agency that has a node."""

LONGEST_STEP_S = 300.0
LONGEST_START_S = 120.0


class NodeFailed(HawkariError):
    """A step at a node did not succeed; says which, and what the node said."""

    def __init__(self, node: str, step: str, said: str) -> None:
        super().__init__(f"{step} failed at {node}: {said.strip()}")


@dataclass
class DemoNode:
    """An installation of one agency.

    Attributes:
        slug, name, country: of the agency.
        home: its folder; nothing of another node is in it.
        port: where its door for partners listens on loopback.
    """

    slug: str
    name: str
    country: str
    home: Path
    port: int
    _server: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _people: subprocess.Popen[str] | None = field(default=None, repr=False)

    def hawkari(self, *arguments: str) -> str:
        """Run a command of Hawkari at this node; its standard output.

        Raises:
            NodeFailed: if it exits with anything but 0.
        """
        run = subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", "hawkari", *arguments],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_STEP_S,
        )
        if run.returncode:
            raise NodeFailed(self.slug, " ".join(arguments), run.stderr[-2000:])
        return run.stdout

    def act(self, act: str, /, **given: Any) -> Any:
        """Let a person of this node do one thing through the services of its desks.

        Args:
            act: one of `acts.ACTS`.
            given: what they give; plain values.

        Returns:
            What came of it, plain values.

        Raises:
            NodeFailed: if it was refused.
        """
        self.begin(act, **given)
        return self.finish(act)

    def begin(self, act: str, /, **given: Any) -> None:
        """Start an act without waiting for its end; `finish` waits. One at a time."""
        if self._people is None:
            self._people = subprocess.Popen(
                [sys.executable, "-m", "hawkari.site.exchange_demo"],
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        asked = self._people.stdin
        if asked is None:
            raise NodeFailed(self.slug, act, "nobody is there")
        asked.write(json.dumps([act, given]) + "\n")
        asked.flush()

    def finish(self, act: str) -> Any:
        """What came of the act that was begun.

        Raises:
            NodeFailed: if it was refused.
        """
        answers = self._people.stdout if self._people is not None else None
        said = answers.readline() if answers is not None else ""
        if not said:
            raise NodeFailed(self.slug, act, "its process ended; see above")
        well, came = json.loads(said)
        if not well:
            raise NodeFailed(self.slug, act, came)
        return came

    def serve(self) -> None:
        """Start the door for partners, and wait until it listens.

        Raises:
            NodeFailed: if it does not.
        """
        log = (self.home / "node-serve.log").open("ab")
        command = [sys.executable, "-m", "hawkari", "node", "serve", "--port", str(self.port)]
        with log:
            self._server = subprocess.Popen(  # noqa: S603  our own command
                command, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + LONGEST_START_S
        while not self._listens():
            if self._server.poll() is not None or time.monotonic() > end:
                said = (self.home / "node-serve.log").read_text("utf-8", "replace")
                raise NodeFailed(self.slug, "node serve", said[-2000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill every process of the node at once, as a power cut would."""
        if self._people is not None:
            self._people.kill()
            self._people.wait()
            self._people = None
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop the door if it runs, and let the people go home."""
        self._end(signal.SIGTERM)
        if self._people is not None and self._people.stdin is not None:
            self._people.stdin.close()
            self._people.wait(timeout=LONGEST_START_S)
            self._people = None

    def _end(self, how: signal.Signals) -> None:
        if self._server is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._server.pid, how)
        try:
            self._server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
        self._server = None

    def _listens(self) -> bool:
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"HAWKARI_DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
        }
        return {**kept, "HAWKARI_HOME": str(self.home)}
