"""Write `docs/security/asvs.md` from `docs/security/asvs.json`.

python tools/asvs_page.py          write the page
python tools/asvs_page.py --check  exit 1 when it is out of date
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "security"
PAGE = FOLDER / "asvs.md"
CHAPTERS = {
    1: "Encoding and sanitisation", 2: "Validation and business logic", 3: "Web pages",
    4: "API and web service", 5: "Files", 6: "Authentication", 7: "Sessions", 8: "Authorization",
    9: "Self-contained tokens", 10: "OAuth and OpenID Connect", 11: "Cryptography",
    12: "Secure communication", 13: "Configuration", 14: "Data protection",
    15: "Secure coding and architecture", 16: "Logging and errors", 17: "WebRTC",
}  # fmt: skip
HEAD = """# OWASP ASVS 5.0

Use this page to see which requirements of the OWASP Application Security Verification Standard
5.0.0 hold, and which test shows it: all of levels 1 and 2, and of level 3 what we set out to hold.

The requirements are OWASP's (CC BY-SA 4.0); numbers and levels are taken over, the words are ours
and short: read the standard for what is asked. The assessment is our own; verified by: nobody yet.
The page is written by `tools/asvs_page.py` from `docs/security/asvs.json`.

"""


def page() -> str:
    """The page as it should be."""
    rows: list[dict[str, Any]] = json.loads((FOLDER / "asvs.json").read_text("utf-8"))[
        "requirements"
    ]
    lines = [
        HEAD.rstrip() + "\n",
        "| Level | met | partly | not met | not applicable |",
        "|---|---|---|---|---|",
    ]
    for level in (1, 2, 3):
        counts = Counter(row["status"] for row in rows if row["level"] == level)
        kinds = ("met", "partly", "not met", "not applicable")
        lines.append(f"| {level} | " + " | ".join(str(counts[kind]) for kind in kinds) + " |")
    for number, title in CHAPTERS.items():
        chapter = [row for row in rows if row["id"].split(".")[0] == str(number)]
        lines += ["", f"## V{number} {title}", "", "| | L | Asked | Status | Shown by, or why |"]
        lines += ["|---|---|---|---|---|", *map(_line, chapter)]
    return "\n".join(lines) + "\n"


def _line(row: dict[str, Any]) -> str:
    shown = [f"`{test.removeprefix('tests/')}`" for test in row["tests"]]
    why = " ".join([*shown, row["reason"]]).strip()
    return f"| {row['id']} | {row['level']} | {row['words']} | {row['status']} | {why} |"


def main() -> None:
    """Write or check the page."""
    text = page()
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == text else 1)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
