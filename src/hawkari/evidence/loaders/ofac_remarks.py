"""The remarks of OFAC's entries, taken apart at their semicolons.

``DOB 03 Feb 1972; alt. DOB 1973; POB Akre, Iraq; Passport A12 (Iraq) issued 12 Jan 2010 expires 11
Jan 2020; Linked To: …``. What is in no form that is known stays a note, word by word.
"""

import re
from collections.abc import Iterator

from hawkari.evidence.loaders.listed import Listed
from hawkari.evidence.loaders.ofac_terms import alias_strength, state_feature

__all__ = ["state_remarks"]

LONGEST_REMARK = 1_000
_FEATURE = re.compile(
    r"(?:alt\. )?(?P<kind>DOB|POB|Gender|nationality|citizen|Phone Number|Email Address|Website|"
    r"Passport|SSN|National ID No\.|Identification Number|Tax ID No\.|Registration Number|"
    r"Registration ID|Cedula No\.|C\.U\.R\.P\.|R\.F\.C\.|NIT #|RIF #|D\.N\.I\.|"
    r"Driver's License No\.|"
    r"US FEIN|SWIFT/BIC|Vessel Registration Identification|MMSI|Aircraft Tail Number|"
    r"Aircraft Model|Company Number|D-U-N-S Number|Vessel Year of Build|"
    r"Organization Established Date)\s+(?P<value>.+)",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"(?P<kind>[afn]\.k\.a\.)\s+'?(?P<name>.+?)'?")
_WHEN = re.compile(
    r"\s(?P<what>issued|expires) (?P<date>\d{1,2} [A-Za-z]{3,9} \d{4}|[A-Za-z]{3,9} \d{4}|\d{4})\b",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"(?P<number>[^()]*[^()\s])\s*\((?P<country>[^()]+)\)(?P<rest>.*)")
_WHOLE = frozenset({"pob", "nationality", "citizen", "gender", "dob"})
"""Kinds whose value is told as it stands: what is in brackets there is no document's country."""


def state_remarks(listed: Listed, remarks: str) -> None:
    """State what an entry's remarks say."""
    for remark in _parts(remarks.strip().removesuffix(".")):
        _state(listed, remark)


def _parts(remarks: str) -> Iterator[str]:
    """The remarks between semicolons that stand outside brackets."""
    depth = begins = 0
    for at, one in enumerate(remarks):
        depth = max(depth + (one == "(") - (one == ")"), 0)
        if one == ";" and depth == 0:
            yield remarks[begins:at].strip()
            begins = at + 1
    yield remarks[begins:].strip()


def _state(listed: Listed, remark: str) -> None:
    short = remark if len(remark) <= LONGEST_REMARK else ""
    feature, alias = _FEATURE.fullmatch(short), _ALIAS.fullmatch(short)
    if alias is not None:
        listed.name(alias["name"], alias_strength(alias["kind"], is_weak=False))
    elif feature is None:
        listed.note("Remarks", remark)
    elif feature["kind"].casefold() == "dob":
        listed.birth(feature["value"])
    else:
        _state_feature(listed, feature["kind"], feature["value"])


def _state_feature(listed: Listed, kind: str, value: str) -> None:
    """State a feature with the dates and the country that stand behind its number."""
    if kind.casefold() in _WHOLE:
        state_feature(listed, kind, value)
        return
    names = {"issued": "startDate", "expires": "endDate"}
    known = {names[found["what"].casefold()]: found["date"] for found in _WHEN.finditer(value)}
    text = " ".join(_WHEN.sub("", value).split())
    placed = _COUNTRY.fullmatch(text)
    if placed is not None:
        known |= {"country": placed["country"], "summary": placed["rest"].strip()}
        text = placed["number"].strip()
    state_feature(listed, kind, text, **{name: one for name, one in known.items() if one})
