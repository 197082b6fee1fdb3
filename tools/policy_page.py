"""Writes docs/reference/policy.md from the policy; with --check, says whether it is current.

.venv/bin/python tools/policy_page.py [--check]
"""

import sys
from pathlib import Path

from hawkari.evidence.policy.rendering import as_markdown

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "policy.md"


def main() -> int:
    """0 when the page is written or current, 1 when --check finds it is not."""
    text = as_markdown()
    if "--check" in sys.argv:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
