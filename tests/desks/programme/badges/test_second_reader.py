"""Another implementation reads our badges: Node.js with `jose`, and its own reading of the list."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hawkari.desks.programme.badges import Issuer, issuer_did, packed, sign_status
from tests.desks.programme.badges.making import AWARD, badge, issuer

ROOT = Path(__file__).parents[4]
PROGRAM = ROOT / "frontend" / "badges" / "verify.mjs"
US = issuer()
TOKEN = badge(US)


def read(folder: Path, text: str, *, of: Issuer = US, revoked: list[int] | None) -> tuple[int, str]:
    """What the other implementation says, with a status list or (None) without one."""
    node = shutil.which("node")
    assert node, "Node.js is missing: make system-test"
    (folder / "badge.jwt").write_text(text, encoding="utf-8")
    arguments = [node, str(PROGRAM), str(folder / "badge.jwt"), issuer_did(of)]
    if revoked is not None:
        made = sign_status(US, revoked, now=datetime.now(UTC))
        (folder / "status.jwt").write_text(made, encoding="utf-8")
        arguments.append(str(folder / "status.jwt"))
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=120)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout.strip()


def test_a_badge_holds_for_it_as_a_file_and_from_paper(tmp_path: Path) -> None:
    assert read(tmp_path, TOKEN, revoked=[]) == (0, f"valid: {AWARD.name}")
    assert read(tmp_path, packed(TOKEN), revoked=[]) == (0, f"valid: {AWARD.name}")
    assert read(tmp_path, TOKEN, revoked=None) == (3, f"unchecked: {AWARD.name}")


def test_a_revoked_badge_does_not_hold_for_it_and_its_neighbours_do(tmp_path: Path) -> None:
    assert read(tmp_path, TOKEN, revoked=[AWARD.index]) == (1, f"revoked: {AWARD.name}")
    beside = [AWARD.index - 1, AWARD.index + 1]
    assert read(tmp_path, TOKEN, revoked=beside) == (0, f"valid: {AWARD.name}")


@pytest.mark.parametrize("what", ["another's key", "a changed word", "a changed signature"])
def test_what_we_did_not_sign_does_not_hold_for_it(tmp_path: Path, what: str) -> None:
    head, body, signature = TOKEN.split(".")
    other_head, other_body, other_signature = badge(issuer()).split(".")
    text = {
        "another's key": f"{other_head}.{other_body}.{other_signature}",
        "a changed word": f"{head}.{body[:-8]}AAAA{body[-4:]}.{signature}",
        "a changed signature": f"{head}.{body}.{other_signature}",
    }[what]

    code, said = read(tmp_path, text, revoked=[])

    assert (code, said.split(":")[0]) == (1, "refused")


def test_the_program_of_the_how_to_is_the_one_tested_here() -> None:
    guide = (ROOT / "docs" / "how-to" / "verify-a-certificate.md").read_text("utf-8")

    (shown,) = re.findall(r"```js\n(.*?)```", guide, re.DOTALL)
    assert shown == PROGRAM.read_text("utf-8")
