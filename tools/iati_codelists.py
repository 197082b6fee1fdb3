"""Write the code lists of IATI 2.03 as one resource of the engine.

    python tools/iati_codelists.py --data FOLDER

FOLDER holds `codelists/embedded`, `codelists/nonembedded` and `codelists/mapping.xml`, as in the
repositories IATI/IATI-Codelists and IATI/IATI-Codelists-NonEmbedded (see NOTICE.md beside the
resource for which commits). Descriptions are left out: those of lists from elsewhere are not under
the standard's licence.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import parse  # type: ignore[import-untyped]

OUT = Path("src/hawkari/engines/iati/resources/codelists.json")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def names(item: Any, usual: str) -> dict[str, str]:
    """The name of a code, by language."""
    found: dict[str, str] = {}
    for text in item.findall("name/narrative"):
        words = " ".join((text.text or "").split())
        if words:
            found.setdefault(text.get(LANGUAGE) or usual, words)
    return found


def codes(root: Any) -> dict[str, Any]:
    """The codes of a list."""
    usual = root.get(LANGUAGE, "en")
    found: dict[str, Any] = {}
    for item in root.findall("codelist-items/codelist-item"):
        code = (item.findtext("code") or "").strip()
        entry: dict[str, Any] = {"names": names(item, usual)}
        if item.get("status", "active") != "active":
            entry["status"] = item.get("status")
        if category := (item.findtext("category") or "").strip():
            entry["category"] = category
        # A code that stands twice is in use while either entry is.
        if code not in found or found[code].get("status", "active") != "active":
            found[code] = entry
    return found


def main() -> None:
    """Write the resource."""
    parser = argparse.ArgumentParser(description="Write the code lists of IATI 2.03")
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data / "codelists"
    # An embedded list is part of the standard's version, and goes before one of the same name.
    paths = {
        path.stem: path
        for kind in ("nonembedded", "embedded")
        for path in sorted((folder / kind).glob("*.xml"))
    }
    lists = {}
    for name, path in sorted(paths.items()):
        root = parse(path).getroot()
        lists[name] = {"complete": root.get("complete", "1") == "1", "codes": codes(root)}
    mappings = []
    for mapping in parse(folder / "mapping.xml").getroot():
        row = {"path": mapping.findtext("path"), "codelist": mapping.find("codelist").get("ref")}
        if condition := mapping.findtext("condition"):
            row["condition"] = condition
        mappings.append(row)
    rows = [
        f"{json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in lists.items()
    ]
    text = '{"lists": {\n' + ",\n".join(rows) + '\n}, "mappings": [\n'
    text += ",\n".join(json.dumps(row) for row in mappings) + "\n]}\n"
    OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
