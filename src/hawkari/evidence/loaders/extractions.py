"""Phone extractions as UFDR: ``report.xml`` in a zip archive, as Cellebrite's programs write it.

Contacts, calls, text messages, chats and user accounts are read; every other kind of model, and
every field without a property, is reported as unused, passwords among them. Pictures and other
files of the archive are not opened. Moments with an offset become UTC. What was deleted on the
phone says so in a note.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.extraction_models import Model, value_of
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader, broken_off
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of, row_name
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
_PHONE = re.compile(r"\+?[\d\s().\-]{5,24}")
_AGAIN = "Export the extraction again."


class ExtractionLoader(RecordLoader):
    """Phone extractions; each contact, call, message and account is one row."""

    name = "extraction"
    layout = Layout("ufdr-report", "Phone extraction (UFDR)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether it is a zip archive with a report in its root."""
        return _report(head.members) != "" and "[Content_Types].xml" not in head.members

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The models in the order of the report."""
        reader = _Reader(Stater(context, "ufdr"))
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


class _Reader:
    """Turns models into statements; a chat's own fields hold for the messages behind them."""

    def __init__(self, stater: Stater) -> None:
        self._stater = stater
        self._chat: dict[str, str] = {}
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
        row = self.last = row_name(model.kind or "model", model.stated_id)
        state = _KINDS.get(model.kind)
        if state is None:
            self._stater.context.unused.add(f"models of the kind {model.kind or 'unknown'}")
            return RowOutcome(())
        draft = RowDraft(row)
        try:
            state(_Facts(self._stater, draft, model, chat=self._chat))
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
        self, stater: Stater, draft: RowDraft, model: Model, *, chat: dict[str, str]
    ) -> None:
        self.stater = stater
        self.draft = draft
        self.model = model
        self.chat = chat

    def main(self, schema: str) -> Entity:
        """The entity that the model is, named by the report's id."""
        model = self.model
        stated = model.stated_id or digest_of(model.kind, *(t for _, t in model.peek()))
        return self.stater.entity(self.draft, schema, f"{model.kind.lower()}-{stated}")

    def moment(self, entity: Entity, name: str, prop: str = "date") -> None:
        """State a field's moment, and take it for when the source saw the row."""
        stated = self.model.text(name)
        if stated and entity.say(prop, stated, order="dmy"):
            cleaned = self.stater.cleaned("date", stated, order="dmy").values
            self.draft.seen = self.draft.seen or cleaned[0][0]

    def note(self, entity: Entity, prop: str, *names: str) -> None:
        """Keep fields in words."""
        for name in names:
            for text in self.model.texts(name):
                entity.say_text(prop, f"{name}: {text}")
        if self.model.is_deleted:
            entity.say(prop, "Deleted on the phone.")

    def party(self, party: Model) -> tuple[str, str]:
        """Identifier and name of somebody who takes part; the rest of the model is not used."""
        identifier, name = party.text("Identifier"), party.text("Name")
        for known in ("Role", "IsPhoneOwner"):
            party.texts(known)
        for left in party.left():
            self.stater.context.unused.add(left)
        return identifier, name

    def account(self, identifier: str, name: str, service: str) -> Entity | None:
        """Somebody's account of a service, by its identifier."""
        if not identifier and not name:
            return None
        stated = digest_of(service, identifier or name)
        account = self.stater.entity(self.draft, "UserAccount", f"account-{stated}")
        account.say("service", service)
        account.say("name", name)
        if _is_phone(identifier) and account.can_say("phone", identifier):
            account.say("phone", identifier)
        else:
            account.say("username", identifier)
        return account


def _is_phone(identifier: str) -> bool:
    return _PHONE.fullmatch(fold_digits(identifier)) is not None


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
    span = _SPAN.fullmatch(model.text("Duration"))
    if span is not None:
        days, hours, minutes, seconds = (int(part or 0) for part in span.groups())
        call.say("duration", str(((days * 24 + hours) * 60 + minutes) * 60 + seconds))
    outgoing = model.text("Direction").casefold()
    for party in model.models("Parties"):
        role = (party.text("Role") or ("to" if outgoing == "outgoing" else "from")).casefold()
        _caller(facts, call, party, is_caller=role == "from")
    call.say("description", f"Direction: {outgoing}" if outgoing else "")
    facts.note(call, "description", "Source", "Type", "Status", "VideoCall", "CountryCode")


def _caller(facts: _Facts, call: Entity, party: Model, *, is_caller: bool) -> None:
    identifier, name = facts.party(party)
    number, person = ("callerNumber", "caller") if is_caller else ("receiverNumber", "receiver")
    if identifier and call.can_say(number, identifier):
        call.say(number, identifier)
    elif identifier:
        call.say("description", f"{person}: {identifier}")
    if identifier or name:
        somebody = facts.stater.entity(
            facts.draft, "LegalEntity", f"party-{digest_of(identifier or name)}"
        )
        somebody.say("name", name)
        if identifier and somebody.can_say("phone", identifier):
            somebody.say("phone", identifier)
        call.refer(person, somebody)


def _message(facts: _Facts) -> None:
    model, chat = facts.model, facts.chat if facts.model.kind == "InstantMessage" else {}
    message = facts.main("Message")
    service = model.text("Source") or chat.get("Source", "") or model.kind
    facts.moment(message, "TimeStamp")
    message.say("threadTopic", chat.get("Name", "") or chat.get("Id", "") or chat.get("id", ""))
    parties = [("from", party) for party in model.models("From")]
    parties += [("to", party) for party in model.models("To")]
    parties += [(party.text("Role").casefold(), party) for party in model.models("Parties")]
    for role, party in parties:
        account = facts.account(*facts.party(party), service)
        if account is not None:
            message.refer("senderAccount" if role == "from" else "recipientAccount", account)
    message.say_short("subject", model.text("Subject"))
    for body in model.texts("Body"):
        message.say_text("bodyText", body)
    for attachment in [*model.models("Attachments"), *model.models("Attachment")]:
        said = "; ".join(text for _, text in attachment.all_texts())
        message.say_text("notes", f"Attachment, not opened: {said}" if said else "")
    facts.note(message, "notes", "Folder", "Status", "Type", "SMSC", "Identifier", "Label")


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
