"""Link charts as GraphML, as Gephi, yEd, NetworkX and others write them.

A node is what its attribute ``type``, ``schema`` or ``kind`` says, else a `LegalEntity`; its name
is its ``name``, ``label`` or ``caption``, else its drawing's label, else its id where that is a
name. An edge is an `UnknownLink` between two nodes: a chart says that two things hang together,
seldom how. Attributes that are no property are kept as notes. Nodes within groups are read; what
group they are in is a note. Ids hold in their file alone, unless they are UUIDs.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from hawkari.errors import BadInput
from hawkari.evidence.loaders.chart_labels import drawn_labels, is_drawing
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader, broken_off
from hawkari.evidence.loaders.schemata import property_of, schema_of
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of, numbered_row
from hawkari.evidence.loaders.values import Context, RowDraft, RowOutcome, UnreadableValue
from hawkari.evidence.loaders.xml_fields import Fields, xml_root
from hawkari.evidence.loaders.xml_stream import BrokenXml, xml_events

__all__ = ["GraphLoader"]

MOST_KEYS = 2_000
MOST_DEFAULTS = 50
LONGEST_DEFAULT = 1_000
MOST_VALUES = 10_000
MOST_REMEMBERED = 200_000
LONGEST_NAME = 100
_AGAIN = "Export the chart again."
_WHOLE = frozenset({"key", "data", "node", "edge", "hyperedge", "desc", "port", "locator"})
_KINDS = ("schema", "type", "kind")
_NAMES = ("name", "label", "caption", "title")
_ROLES = frozenset({"label", "type", "relationship", "role"})
_NAME_LIKE = re.compile(r"[^\W\d_]+(?:[\s.'’\-\u200c]+[^\W\d_]+)*")
_SCHEMATA = {
    "person": "Person", "individual": "Person", "people": "Person", "man": "Person",
    "woman": "Person", "organisation": "Organization", "group": "Organization",
    "company": "Company", "car": "Vehicle", "ship": "Vessel", "boat": "Vessel", "place": "Address",
    "location": "Address", "account": "UserAccount", "phone": "UserAccount",
}  # fmt: skip


class GraphLoader(RecordLoader):
    """Charts; each node and each edge is one row, named by its number in the document."""

    name = "graph"
    layout = Layout("graphml", "Link chart (GraphML)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether the document's first element is GraphML's."""
        return xml_root(head) == "graphml"

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The nodes and edges in the order in which they end: a group behind what is in it."""
        reader = _Reader(Stater(context, "chart", file=path.name))
        with open_binary(path, context.meter) as stream:
            try:
                events = xml_events(stream, _WHOLE, entered=lambda one: one.tag == "node")
                for event, element in events:
                    yield from reader.take(event, element)
            except BrokenXml as error:
                yield broken_off(error.problem, reader.last, _AGAIN)


@dataclass(frozen=True, slots=True)
class _Key:
    """What the values of a key are: of nodes or edges, by what name, and by default."""

    place: str
    name: str
    default: str


@dataclass(slots=True)
class _Node:
    """A node that has begun: its id, the row it is, and its values by key as they come."""

    stated: str
    row: str
    values: list[tuple[str, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    @property
    def caption(self) -> str:
        """What to call it as a group."""
        return next(iter(self.labels), self.stated)


class _Reader:
    """Turns nodes and edges into statements; knows what the keys of attributes mean."""

    def __init__(self, stater: Stater) -> None:
        self._stater = stater
        self._keys: dict[str, _Key] = {}
        self._open: list[_Node] = []
        self._counts = {"node": 0, "edge": 0, "hyperedge": 0}
        self._defaults = 0
        self._known: set[str] = set()
        self.last = ""

    def take(self, event: str, element: Element) -> Iterator[RowOutcome]:
        """What an element of the document becomes, if it is a row."""
        tag = str(element.tag)
        if event == "start":
            stated = (element.get("id") or "").strip()
            self._open.append(_Node(stated, self._row("node", stated)))
        elif event == "left":
            yield self._node(self._open.pop())
        elif tag == "key":
            self._learn(Fields(element))
        elif tag == "data":
            self._value(element)
        elif tag in ("edge", "hyperedge"):
            yield self._edge(element, tag)
        else:
            self._stater.context.unused.add(f"element {tag}")

    def _row(self, kind: str, stated: str) -> str:
        """A row's name: its number, or its id where that cannot be a person's name or phone."""
        self._counts[kind] += 1
        return numbered_row(kind, stated, self._counts[kind])

    def _learn(self, key: Fields) -> None:
        """Take in a key: its id, what it is for, its name, and what holds where none is stated."""
        if len(self._keys) >= MOST_KEYS:
            self._stater.context.unused.add("keys beyond 2,000")
            return
        name = key.attribute("attr.name") or key.attribute("yfiles.type")
        stated = key.attribute("id")
        default = key.text("default")
        self._defaults += bool(default)
        # Every node repeats a default, so what a short file can make of them is bounded.
        if default and (self._defaults > MOST_DEFAULTS or len(default) > LONGEST_DEFAULT):
            self._stater.context.unused.add("values by default that are too many or too long")
            default = ""
        self._keys[stated] = _Key(key.attribute("for"), name or stated, default)

    def _value(self, data: Element) -> None:
        """A value of the node that is open."""
        if not self._open:
            self._stater.context.unused.add("values of the chart as a whole")
            return
        node = self._open[-1]
        if len(node.values) + len(node.labels) >= MOST_VALUES:
            self._stater.context.unused.add("values of a node beyond 10,000")
            return
        self._sorted(data, node.values, node.labels)

    def _sorted(self, data: Element, values: list[tuple[str, str]], labels: list[str]) -> None:
        """Put a value where it belongs: among the labels if it is drawn, else among the values."""
        key = (data.get("key") or "").strip()
        known = self._keys.get(key)
        if is_drawing(known.name if known is not None else "", data):
            labels += drawn_labels(data)
            self._stater.context.unused.add("positions, sizes and colours of drawings")
        else:
            values.append((key, "".join(data.itertext()).strip()))

    def _attributes(self, values: list[tuple[str, str]], kind: str) -> list[tuple[str, str]]:
        """The values by their keys' names, in order; keys' own values where none is stated."""
        stated: dict[str, list[str]] = {}
        for key, text in values:
            stated.setdefault(key, []).append(text)
        found = []
        for key, known in self._keys.items():
            if known.place in (kind, "all", "") and (key in stated or known.default):
                found += [(known.name, text) for text in stated.pop(key, [known.default]) if text]
        return [*found, *((key, text) for key, texts in stated.items() for text in texts if text)]

    def _node(self, node: _Node) -> RowOutcome:
        draft = RowDraft(node.row)
        self.last = node.row
        try:
            known = f"node-{self._stater.of_file(node.stated)}"
            self._refuse_twin(known)
            self._state_node(draft, node, known)
        except UnreadableValue as error:
            draft.refuse("id", error, value=node.stated)
        return draft.outcome()

    def _refuse_twin(self, known: str) -> None:
        """Refuse a second node of one id: two things must not become one by it.

        Of charts with more than 200,000 nodes the first so many are remembered.
        """
        if known in self._known:
            raise UnreadableValue("stands twice in the chart", "Give each node an id of its own.")
        if len(self._known) < MOST_REMEMBERED:
            self._known.add(known)

    def _state_node(self, draft: RowDraft, node: _Node, known_id: str) -> None:
        attributes = self._attributes(node.values, "node")
        known = {name.casefold(): text for name, text in reversed(attributes)}
        kind = next((known[name] for name in _KINDS if name in known), "")
        schema = _schema(kind)
        entity = self._stater.entity(draft, schema, known_id)
        named = next((name for name in _NAMES if name in known), "")
        used = name = known.get(named, "")
        labels = node.labels
        if not name and labels:
            name, *labels = labels
        if not name and len(node.stated) <= LONGEST_NAME and _NAME_LIKE.fullmatch(node.stated):
            # NetworkX and others give a node no label: its id is what it is called.
            name = node.stated
        entity.say("full" if schema == "Address" else "name", name)
        for key, text in attributes:
            is_name = key.casefold() == named and text == used
            if not is_name and not (key.casefold() in _KINDS and text == schema):
                _say_or_note(entity, key, text, note="notes")
        for label in labels:
            entity.say_text("notes", f"label: {label}")
        if not draft.statements:
            # A node that says nothing but that it is there.
            entity.say_text("notes", f"A node of a chart without a name: {node.stated}")
        if self._open:
            entity.say_text("notes", f"In the group: {self._open[-1].caption}")

    def _edge(self, element: Element, kind: str) -> RowOutcome:
        if kind == "hyperedge":
            self._stater.context.unused.add("hyperedges")
            return RowOutcome(())
        fields = Fields(element)
        values: list[tuple[str, str]] = []
        labels: list[str] = []
        stated = fields.attribute("id")
        ends = (fields.attribute("source"), fields.attribute("target"))
        for data in [child for child in element if child.tag == "data"][:MOST_VALUES]:
            self._sorted(data, values, labels)
            data.clear()
        row = self.last = self._row("edge", stated)
        draft = RowDraft(row)
        attributes = [*self._attributes(values, "edge"), *(("label", text) for text in labels)]
        try:
            self._state_edge(draft, ends, attributes, stated=stated)
        except UnreadableValue as error:
            draft.refuse("id", error, value=stated)
        for name in fields.left():
            self._stater.context.unused.add(f"element {name}")
        return draft.outcome()

    def _state_edge(
        self,
        draft: RowDraft,
        ends: tuple[str, str],
        attributes: list[tuple[str, str]],
        *,
        stated: str,
    ) -> None:
        # NetworkX numbers parallel edges anew for each pair, so that the ends belong to the id.
        said = () if stated else (f"{name}={text}" for name, text in attributes)
        known = self._stater.of_file(digest_of(stated, *ends, *said))
        link = self._stater.entity(draft, "UnknownLink", f"link-{known}")
        for prop, end in zip(("subject", "object"), ends, strict=True):
            if not end:
                raise UnreadableValue("has no two ends", _AGAIN)
            address = f"node-{self._stater.of_file(end)}"
            link.refer(prop, self._stater.entity(draft, "LegalEntity", address))
        for name, text in attributes:
            if name.casefold() in _ROLES:
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
