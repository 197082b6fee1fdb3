"""A marking as plain values, for rules and exchange formats that know no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

__all__ = ["ConditionValue", "MarkingValue", "Originals", "Ref", "frozen_originals"]

Ref = int | str
"""Names an agency or a user: a primary key inside an installation, a slug between them."""

Originals = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Codes as given, ``((scheme, ((part, code), …)), …)``, sorted; hashable."""


@dataclass(frozen=True, slots=True)
class ConditionValue:
    """The words under which a value of handling C may be shared, and the rest of its condition.

    Attributes:
        text: the words; always there.
        agencies, users: whom it names; naming nobody satisfies nobody but the originator.
        purposes: kinds of purpose it is for; empty for any.
        expires: last day on which it holds; None for no end.
        must_consult: whether the originator must agree first, for each agency.
        satisfied_for: agencies for which the originator has agreed.
        code: the agency's own code for it; empty if none.
    """

    text: str
    agencies: frozenset[Ref] = frozenset()
    users: frozenset[Ref] = frozenset()
    purposes: frozenset[str] = frozenset()
    expires: date | None = None
    must_consult: bool = False
    satisfied_for: frozenset[Ref] = frozenset()
    code: str = ""

    def names(self, agency: Ref, users: Iterable[Ref]) -> bool:
        """Whether it names the agency, or every one of the users; no users are not named."""
        people = frozenset(users)
        return agency in self.agencies or (bool(people) and people <= self.users)


@dataclass(frozen=True, slots=True)
class MarkingValue:
    """One distinct set of grade, handling and restrictions, as it is stored: codes are not checked.

    Rules check them: a code that a rule does not know denies.

    Attributes:
        source, intelligence, handling: 3x5x2, as given or as the lowest the conversion allows.
        condition: the words of a C; None for P.
        originals: codes of every scheme as given, see `Originals`.
        europol: Europol handling codes.
        europol_text: the words of H3.
        tlp, pap, gsc: a code of that scheme, or empty where none was given.
    """

    source: str
    intelligence: str
    handling: str
    condition: ConditionValue | None = None
    originals: Originals = ()
    europol: frozenset[str] = frozenset()
    europol_text: str = ""
    tlp: str = ""
    pap: str = ""
    gsc: str = ""

    @property
    def grade(self) -> str:
        """Source and intelligence as one text, such as ``2D``."""
        return self.source + self.intelligence


def frozen_originals(stated: Mapping[str, Mapping[str, str]]) -> Originals:
    """Codes as given in their hashable form."""
    return tuple((scheme, tuple(sorted(parts.items()))) for scheme, parts in sorted(stated.items()))
