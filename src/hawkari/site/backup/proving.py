"""Verifies the audit log of a restored installation; run by `restoring` in a process of its own.

Reads the head that the manifest states from standard input, prints what is wrong as JSON, and
enters the restoration into the log.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

__all__ = ["main"]


def main() -> None:
    """Compare, verify, record."""
    import django  # noqa: PLC0415  set up by this program itself

    django.setup()
    told: Mapping[str, Any] = json.load(sys.stdin)
    sys.stdout.write(json.dumps({"problems": _problems(told)}) + "\n")


def _problems(told: Mapping[str, Any]) -> list[str]:
    from django.core.management import call_command  # noqa: PLC0415  after django.setup

    from hawkari.evidence import audit  # noqa: PLC0415
    from hawkari.evidence.audit.heads import current_head  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    report = audit.verify()
    problems = [problem.what for problem in report.problems]
    size, root = current_head()
    if size != told["size"] or (size and root != told["root"]):
        problems.append("its head is not the one that the manifest states")
    if not problems:
        audit.record(
            audit.Act.ALTER,
            actor=told["by"],
            objects=["backup"],
            justification="restored from a backup",
            detail={"made_at": told["made_at"]},
        )
    return problems


if __name__ == "__main__":
    main()
