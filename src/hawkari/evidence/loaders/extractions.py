"""Phone extractions as UFDR: ``report.xml`` in a zip archive, as Cellebrite's programs write it.

Contacts, calls, text messages, chats and user accounts are read; every other kind of model, and
every field without a property, is reported as unused, passwords among them. Pictures and other
files of the archive are not opened. Moments with an offset become UTC. What was deleted on the
phone says so in a note. What the report leaves open (whose side of a call somebody is on, in which
unit a length is, which number of a date is the day) is kept in words and not stated.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from hawkari.evidence.loaders.extraction_dates import Moments
from hawkari.evidence.loaders.extraction_models import Model, value_of
from hawkari.evidence.loaders.extraction_parties import Party, party_of, side_of
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader, broken_off
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of, numbered_row
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)
from hawkari.evidence.loaders.xml_stream import BrokenXml, xml_events
from hawkari.evidence.loaders.zips import ZIP_DAMAGE, checked_member, member_names

__all__ = ["ExtractionLoader"]

REPORT = "report.xml"
_WHOLE = frozenset({"model", "field"})
_SPAN = re.compile(r"(?:(\d{1,5})\.)?(\d{1,5}):(\d{2}):(\d{2})(?:\.\d+)?")
LONGEST_TOPIC = 200
_AGAIN = "Export the extraction again."
_NO_SIDE = "Takes part, on which side is not known"


class ExtractionLoader(RecordLoader):
    """Phone extractions; each contact, call, message and account is one row."""

    name = "extraction"
    layout = Layout("ufdr-report", "Phone extraction (UFDR)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether it is a zip archive with a report in its root."""
        return _report(head.members) != "" and "[Content_Types].xml" not in head.members

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The models in the order of the report."""
        stater = Stater(context, "ufdr", file=path.name)
        reader = _Reader(stater, Moments(stater, lambda: _fields(path)))
        with open_binary(path, context.meter) as stream:
            name = _report(member_names(stream))
            archive = checked_member(stream, path, name)
            try:
                with archive.open(name) as report:
                    yield from reader.outcomes(report)
            except (BrokenXml, *ZIP_DAMAGE) as error:
                said = error.problem if isinstance(error, BrokenXml) else "the archive is damaged"
                yield broken_off(said, reader.last, _AGAIN)


def _report(names: frozenset[str]) -> str:
    """The report's name in the archive, in whatever case; empty if there is none."""
    return min((name for name in names if name.casefold() == REPORT), default="")


def _fields(path: Path) -> Iterator[Element]:
    """Every field of the report, as far as it can be read."""
    with open_binary(path) as stream:
        name = _report(member_names(stream))
        archive = checked_member(stream, path, name)
        with suppress(BrokenXml, *ZIP_DAMAGE), archive.open(name) as report:
            for _, field in xml_events(report, frozenset({"field"})):
                yield field


class _Reader:
    """Turns models into statements; a chat's own fields hold for the messages behind them."""

    def __init__(self, stater: Stater, moments: Moments) -> None:
        self._stater = stater
        self._moments = moments
        self._chat: dict[str, str] = {}
        self._number = 0
        self.last = ""

    def outcomes(self, report: IO[bytes]) -> Iterator[RowOutcome]:
        """One outcome a model that is read."""
        events = xml_events(report, _WHOLE, entered=lambda one: one.get("type") == "Chat")
        for event, element in events:
            if event == "start":
                self._chat = {"id": element.get("id", "")}
            elif event == "left":
                self._chat = {}
            elif element.tag == "field":
                self._chat.setdefault(element.get("name", ""), value_of(element))
            else:
                yield self._read(Model(element))

    def _read(self, model: Model) -> RowOutcome:
        self._number += 1
        kind = model.kind or "model"
        row = self.last = numbered_row(kind, model.stated_id, self._number)
        state = _KINDS.get(model.kind)
        if state is None:
            self._stater.context.unused.add(f"models of the kind {model.kind or 'unknown'}")
            return RowOutcome(())
        draft = RowDraft(row)
        try:
            facts = _Facts(self._stater, draft, model, moments=self._moments, chat=self._chat)
            state(facts)
        except UnreadableValue as error:
            draft.refuse("id", error, value=model.stated_id)
        for name in model.left():
            self._stater.context.unused.add(name)
        if not draft.statements and not draft.refused:
            problem = "the model says nothing that is read"
            return RowOutcome((), (Refused(row, "", problem, "Look at it in the report."),))
        return draft.outcome()


class _Facts:
    """One model, being read into its row."""

    def __init__(
        self,
        stater: Stater,
        draft: RowDraft,
        model: Model,
        *,
        moments: Moments,
        chat: dict[str, str],
    ) -> None:
        self.stater = stater
        self.draft = draft
        self.model = model
        self.chat = chat
        self._moments = moments
        self._stated_id = ""

    @property
    def place(self) -> str:
        """Within what a name alone tells somebody: the chat, or the model where there is none."""
        return digest_of(*self.chat.values()) if self.chat else self._stated_id

    def main(self, schema: str) -> Entity:
        """The entity that the model is, named by the report's id, else by what it says and where.

        Two that say the same are two.
        """
        model = self.model
        known = model.stated_id or f"{digest_of(*model.peek())}-{self.draft.row}"
        self._stated_id = self.stater.of_file(known)
        return self.stater.entity(self.draft, schema, f"{model.kind.lower()}-{self._stated_id}")

    def moment(self, entity: Entity, name: str, prop: str = "date") -> None:
        """State a field's moment, and take it for when the source saw the row."""
        stated = self.model.text(name)
        if stated:
            self._moments.say(entity, prop, stated)

    def note(self, entity: Entity, prop: str, *names: str) -> None:
        """Keep fields in words."""
        for name in names:
            for text in self.model.texts(name):
                entity.say_text(prop, f"{name}: {text}")
        if self.model.is_deleted:
            entity.say(prop, "Deleted on the phone.")

    def account(self, party: Party, service: str) -> Entity:
        """Somebody's account of a service."""
        stated = party.stated_id(self.stater, service, self.place)
        account = self.stater.entity(self.draft, "UserAccount", f"account-{stated}")
        account.say("service", service)
        account.say("name", party.name)
        account.say("phone", party.phone, original=party.identifier)
        if not _is_number(party):
            account.say("username", party.identifier)
        return account


def _is_number(party: Party) -> bool:
    """Whether an identifier is a telephone number and nothing more, such as a name of a service."""
    return bool(party.phone) and "@" not in party.identifier


def _contact(facts: _Facts) -> None:
    person = facts.main("Person")
    model = facts.model
    for name in model.texts("Name"):
        person.say("name", name)
    for entry in [*model.models("Entries"), *model.models("PhoneNumbers"), *model.models("Emails")]:
        _entry(person, entry)
    for organization in model.models("Organizations"):
        said = "; ".join(text for _, text in organization.all_texts())
        person.say("notes", f"Organization: {said}" if said else "")
    for address in model.models("Addresses"):
        person.say("address", ", ".join(text for _, text in address.all_texts()))
    facts.note(person, "notes", "Source", "Notes", "Group", "Account", "Type")


def _entry(person: Entity, entry: Model) -> None:
    value, category = entry.text("Value"), entry.text("Category")
    prop = {"PhoneNumber": "phone", "EmailAddress": "email"}.get(entry.kind, "")
    if prop and person.can_say(prop, value):
        person.say(prop, value)
        person.say("notes", f"{value}: {category}" if category else "")
    elif value:
        label = " ".join(filter(None, (entry.kind or "Entry", category, entry.text("Domain"))))
        person.say("notes", f"{label}: {value}")
    for left in entry.left():
        person.stater.context.unused.add(left)


def _call(facts: _Facts) -> None:
    model = facts.model
    call = facts.main("Call")
    facts.moment(call, "TimeStamp")
    _length(call, model.text("Duration"))
    direction = model.text("Direction").casefold()
    service = model.text_left("Source")
    for one in model.models("Parties"):
        party = party_of(facts.stater, one, service)
        _caller(facts, call, party, direction=direction, service=service)
    call.say("description", f"Direction: {direction}" if direction else "")
    facts.note(call, "description", "Source", "Type", "Status", "VideoCall", "CountryCode")


def _length(call: Entity, written: str) -> None:
    """State how long a call took in seconds; what does not name its units is a note."""
    span = _SPAN.fullmatch(written)
    if span is None:
        call.say("description", f"Duration: {written}" if written else "")
        return
    days, hours, minutes, seconds = (int(part or 0) for part in span.groups())
    length = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    call.say("duration", str(length), original=written)


def _caller(facts: _Facts, call: Entity, party: Party, *, direction: str, service: str) -> None:
    side = side_of(party, direction)
    if not side or not party.is_somebody:
        said = f"{side} {party.written}" if side else f"{_NO_SIDE}: {party.written}"
        call.say_text("description", said if party.written else "")
        return
    number, person = {
        "from": ("callerNumber", "caller"), "to": ("receiverNumber", "receiver"),
    }[side]  # fmt: skip
    call.say(number, party.phone, original=party.identifier)
    if party.identifier and not _is_number(party):
        call.say("description", f"{person}: {party.identifier}")
    stated = party.stated_id(facts.stater, service, facts.place)
    somebody = facts.stater.entity(facts.draft, "LegalEntity", f"party-{stated}")
    somebody.say("name", party.name)
    somebody.say("phone", party.phone, original=party.identifier)
    call.refer(person, somebody)


def _message(facts: _Facts) -> None:
    model, chat = facts.model, facts.chat if facts.model.kind == "InstantMessage" else {}
    message = facts.main("Message")
    service = model.text("Source") or chat.get("Source", "") or model.kind
    facts.moment(message, "TimeStamp")
    # A chat's name stands beside each of its messages, so that it is short there.
    topic = chat.get("Name", "") or chat.get("Id", "") or chat.get("id", "")
    message.say("threadTopic", topic[:LONGEST_TOPIC])
    parties = [("from", party) for party in model.models("From")]
    parties += [("to", party) for party in model.models("To")]
    parties += [("", party) for party in model.models("Parties")]
    for side, one in parties:
        party = party_of(facts.stater, one, service)
        _takes_part(facts, message, party, side=side, service=service)
    message.say_short("subject", model.text("Subject"))
    for body in model.texts("Body"):
        message.say_text("bodyText", body)
    for attachment in [*model.models("Attachments"), *model.models("Attachment")]:
        said = "; ".join(text for _, text in attachment.all_texts())
        message.say_text("notes", f"Attachment, not opened: {said}" if said else "")
    facts.note(message, "notes", "Folder", "Status", "Type", "SMSC", "Identifier", "Label")


def _takes_part(facts: _Facts, message: Entity, party: Party, *, side: str, service: str) -> None:
    """State who sends or gets a message; somebody of no known side is a note."""
    side = side or side_of(party)
    if side and party.is_somebody:
        prop = "senderAccount" if side == "from" else "recipientAccount"
        message.refer(prop, facts.account(party, service))
    elif party.written:
        said = f"{side} {party.written}" if side else f"{_NO_SIDE}: {party.written}"
        message.say_text("notes", said)


def _account(facts: _Facts) -> None:
    account = facts.main("UserAccount")
    model = facts.model
    account.say("service", model.text("ServiceType") or model.text("Source"))
    account.say("name", model.text("Name"))
    account.say("username", model.text("Username"))
    for entry in model.models("Entries"):
        _entry_of_account(account, entry)
    facts.moment(account, "TimeCreated", "createdAt")
    facts.note(account, "notes", "Source", "Notes", "ServerAddress")


def _entry_of_account(account: Entity, entry: Model) -> None:
    value = entry.text("Value")
    prop = {"PhoneNumber": "phone", "EmailAddress": "email"}.get(entry.kind, "")
    if prop and account.can_say(prop, value):
        account.say(prop, value)
    elif value:
        account.say("notes", f"{entry.kind or 'Entry'} {entry.text('Category')}: {value}")
    for left in entry.left():
        account.stater.context.unused.add(left)


_KINDS: dict[str, Callable[[_Facts], None]] = {
    "Contact": _contact,
    "Call": _call,
    "SMS": _message,
    "MMS": _message,
    "InstantMessage": _message,
    "UserAccount": _account,
}
