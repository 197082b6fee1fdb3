"""Files to judge: the official fixtures, and one invented activity to break."""

import gzip
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hawkari.engines.iati import ActivityVerdict, validate

TODAY = date(2026, 11, 23)

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03">
<iati-activity xml:lang="en" default-currency="GBP">
<iati-identifier>XX-ORG-1-BORDER</iati-identifier>
<reporting-org ref="XX-ORG-1" type="10"><narrative>Example office</narrative></reporting-org>
<title><narrative>Training at border posts</narrative></title>
<description><narrative>Courses for officers.</narrative></description>
<participating-org role="1" ref="XX-ORG-1"/>
<activity-status code="2"/>
<activity-date type="1" iso-date="2025-01-01"/>
<recipient-country code="IQ"/>
<sector code="15136"/>
<budget><period-start iso-date="2025-01-01"/><period-end iso-date="2026-01-01"/>
<value value-date="2025-01-01">300000</value></budget>
<transaction><transaction-type code="3"/><transaction-date iso-date="2025-02-01"/>
<value value-date="2025-02-01">1200.50</value></transaction>
</iati-activity>
</iati-activities>
"""


@cache
def packed(name: str) -> dict[str, Any]:
    path = Path(__file__).parent / "data" / f"{name}.json.gz"
    read: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return read


def judged(*changes: tuple[str, str], today: date = TODAY) -> ActivityVerdict:
    """The verdict on the good activity after some texts of it are replaced."""
    text = GOOD
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    (verdict,) = validate(text.encode(), today=today).activities.values()
    return verdict
