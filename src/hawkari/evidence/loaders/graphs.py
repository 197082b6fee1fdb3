"""Link charts as GraphML, as Gephi, yEd, NetworkX and others write them.

A node is what its attribute ``type``, ``schema`` or ``kind`` says, else a `LegalEntity`; its name
is its ``name``, ``label`` or ``caption``. An edge is an `UnknownLink` between two nodes: a chart
says that two things hang together, seldom how. Attributes that are no property are kept as notes.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hawkari.errors import BadInput
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.schemata import property_of, schema_of
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of, row_name
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)
from hawkari.evidence.loaders.xml_fields import Fields, xml_root
from hawkari.evidence.loaders.xml_stream import BrokenXml, xml_events

__all__ = ["GraphLoader"]

MOST_KEYS = 2_000
_WHOLE = frozenset({"key", "node", "edge", "hyperedge"})
_KINDS = ("schema", "type", "kind")
_NAMES = ("name", "label", "caption", "title")
_SCHEMATA = {
    "person": "Person", "individual": "Person", "people": "Person", "man": "Person",
    "woman": "Person", "organisation": "Organization", "group": "Organization",
    "company": "Company", "car": "Vehicle", "ship": "Vessel", "boat": "Vessel", "place": "Address",
    "location": "Address", "account": "UserAccount", "phone": "UserAccount",
}  # fmt: skip


class GraphLoader(RecordLoader):
    """Charts; each node and each edge is one row, named by its id."""

    name = "graph"
    layout = Layout("graphml", "Link chart (GraphML)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether the document's first element is GraphML's."""
        return xml_root(head) == "graphml"

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The nodes and edges in the order of the document."""
        reader = _Reader(Stater(context, "chart"))
        with open_binary(path, context.meter) as stream:
            try:
                for _, element in xml_events(stream, _WHOLE):
                    fields = Fields(element)
                    if fields.name == "key":
                        reader.learn(fields)
                    else:
                        yield reader.read(fields)
            except BrokenXml as error:
                problem = f"{error.problem}; nothing from here on was read"
                refused = Refused(
                    f"after {reader.last}"[:80], "", problem, "Export the chart again."
                )
                yield RowOutcome((), (refused,), damaged=True)


class _Reader:
    """Turns nodes and edges into statements; knows what the keys of attributes mean."""

    def __init__(self, stater: Stater) -> None:
        self._stater = stater
        self._keys: dict[str, tuple[str, str, str]] = {}
        self.last = "the beginning"

    def learn(self, key: Fields) -> None:
        """Take in a key: its id, what it is for, its name, and what holds where none is stated."""
        if len(self._keys) < MOST_KEYS:
            name = key.attribute("attr.name") or key.attribute("yfiles.type")
            stated = key.attribute("id")
            self._keys[stated] = (key.attribute("for"), name or stated, key.text("default"))

    def read(self, fields: Fields) -> RowOutcome:
        """One node or edge."""
        kind, stated = fields.name, fields.attribute("id")
        source, target = fields.attribute("source"), fields.attribute("target")
        attributes = self._attributes(fields, kind)
        row = self.last = row_name(kind, stated or f"{source} to {target}")
        if kind == "hyperedge":
            self._stater.context.unused.add("hyperedges")
            return RowOutcome(())
        draft = RowDraft(row)
        try:
            if kind == "node":
                self._node(draft, stated, attributes)
            else:
                ends = (source, target)
                self._edge(draft, ends, attributes, stated=stated)
        except UnreadableValue as error:
            draft.refuse("id", error, value=stated)
        for name in fields.left():
            self._stater.context.unused.add(f"element {name}")
        return draft.outcome()

    def _attributes(self, fields: Fields, kind: str) -> list[tuple[str, str]]:
        """The attributes by name, in order; keys' own values where none is stated."""
        stated: dict[str, list[str]] = {}
        for data in fields.parts("data"):
            key = data.attribute("key")
            stated.setdefault(key, []).append(data.all_text())
        found = []
        for key, (place, name, default) in self._keys.items():
            if place in (kind, "all", ""):
                found += [(name, text) for text in stated.pop(key, [default]) if text]
        return [*found, *((key, text) for key, texts in stated.items() for text in texts if text)]

    def _node(self, draft: RowDraft, stated: str, attributes: list[tuple[str, str]]) -> None:
        known = {name.casefold(): text for name, text in reversed(attributes)}
        kind = next((known[name] for name in _KINDS if name in known), "")
        schema = _schema(kind)
        node = self._stater.entity(draft, schema, f"node-{stated}")
        named = next((name for name in _NAMES if name in known), "")
        node.say("full" if schema == "Address" else "name", known.get(named, ""))
        for name, text in attributes:
            if name.casefold() != named and not (name.casefold() in _KINDS and schema == kind):
                _say_or_note(node, name, text, note="notes")
        if not draft.statements:
            # A node that says nothing but that it is there.
            node.say("notes", f"A node of a chart without a name: {stated}")

    def _edge(
        self,
        draft: RowDraft,
        ends: tuple[str, str],
        attributes: list[tuple[str, str]],
        *,
        stated: str,
    ) -> None:
        said = (f"{name}={text}" for name, text in attributes)
        known = stated or digest_of(*ends, *said)
        link = self._stater.entity(draft, "UnknownLink", f"link-{known}")
        for prop, end in zip(("subject", "object"), ends, strict=True):
            if not end:
                raise UnreadableValue("has no two ends", "Export the chart again.")
            link.refer(prop, self._stater.entity(draft, "LegalEntity", f"node-{end}"))
        for name, text in attributes:
            if name.casefold() in ("label", "type", "relationship", "role"):
                link.say_short("role", text, note="description")
            else:
                _say_or_note(link, name, text, note="description")


def _schema(kind: str) -> str:
    """The schema that a chart's word for a kind of thing means."""
    known = _SCHEMATA.get(kind.strip().casefold(), kind.strip())
    for name in (known, known.capitalize()):
        with suppress(BadInput):
            found = schema_of(name)
            if found.is_a("Thing"):
                return str(found.name)
    return "LegalEntity"


def _say_or_note(entity: Entity, name: str, text: str, *, note: str) -> None:
    """State an attribute that is a property of this name; else keep it in words."""
    try:
        is_entity = property_of(entity.schema, name).type.name == "entity"
    except BadInput:
        is_entity = True
    if not is_entity and entity.can_say(name, text):
        entity.say(name, text)
    else:
        entity.say_text(note, f"{name}: {text}")
