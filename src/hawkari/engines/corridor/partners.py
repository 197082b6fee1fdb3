"""The sample's files while they are written: which rows go where, in blocks of cells."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hawkari.engines.corridor import rows
from hawkari.engines.corridor.adverts import TelegramSink
from hawkari.engines.corridor.happenings import Call, Link, Payment, Seizure, Sighting, Trip
from hawkari.engines.corridor.list_entities import link_entity, person_entity
from hawkari.engines.corridor.numbers import References
from hawkari.engines.corridor.records import Record
from hawkari.engines.corridor.sinks import CsvSink, LinesSink, WorkbookSink
from hawkari.engines.corridor.tables import Place
from hawkari.engines.corridor.values import Person, SampleFile, Tie

__all__ = ["FILES", "PartnerFiles"]

_CALLS_CONDITION = (
    "Call records: not to be shown outside this operation without the originator's consent."
)
FILES = (
    SampleFile("uk.xlsx", "nca", "National Crime Agency (invented data)", "GB", "nca-nominals",
               "Nominal records", "workbook, English", "2B"),
    SampleFile("iraq.csv", "iq-fed", "Iraqi federal police (invented data)", "IQ", "iq-fed-files",
               "Personal files", "CSV, Arabic", "2C"),
    SampleFile("krg.xlsx", "krg-asayish", "Asayish, Kurdistan Region (invented data)", "IQ",
               "krg-asayish-files", "Personal files", "workbook, Sorani", "1B"),
    SampleFile("france.csv", "fr-pn", "Police nationale (invented data)", "FR", "fr-pn-procedures",
               "Procedures", "CSV, French", "2B"),
    SampleFile("germany.csv", "de-bp", "Bundespolizei (invented data)", "DE", "de-bp-vorgaenge",
               "Vorgänge", "CSV, German", "2B"),
    SampleFile("list.ftm.json", "un-list", "A list of wanted persons (invented data)", "",
               "un-list", "List of persons", "FollowTheMoney", "1A"),
    SampleFile("payments.csv", "iq-fed", "Iraqi federal police (invented data)", "IQ", "iq-hawala",
               "Seized hawala ledger", "CSV, payments", "2C"),
    SampleFile("calls.csv", "krg-asayish", "Asayish, Kurdistan Region (invented data)", "IQ",
               "krg-calls", "Call records", "CSV, calls", "1A", "C", _CALLS_CONDITION,
               ("taskforce",)),
    SampleFile("trips.csv", "fr-pn", "Police nationale (invented data)", "FR", "fr-pn-procedures",
               "Procedures", "CSV, trips", "2B"),
    SampleFile("seizures.csv", "nca", "National Crime Agency (invented data)", "GB", "nca-nominals",
               "Nominal records", "CSV, seizures", "2B"),
    SampleFile("telegram/result.json", "krg-asayish", "Asayish, Kurdistan Region (invented data)",
               "IQ", "krg-telegram", "Adverts on Telegram", "Telegram Desktop", "3D"),
)  # fmt: skip
_EVENTS = {
    "calls.csv": ("call_id", "caller", "called", "start", "duration_s", "cell_place"),
    "payments.csv": (
        "payment_id", "date", "office_from_id", "office_from", "office_to_id", "office_to",
        "sender_no", "sender_name", "sender_phone", "receiver_no", "receiver_name",
        "receiver_phone", "amount", "currency", "note",
    ),
    "trips.csv": (
        "trip_id", "date", "departure", "arrival", "vehicle_type", "registration", "person_ref",
        "person_name", "role",
    ),
    "seizures.csv": (
        "seizure_id", "date", "place", "commodity", "quantity", "unit", "registration",
        "person_ref", "person_name",
    ),
}  # fmt: skip
_UK, _KRG = ("Persons", "Phones", "Associates", "Sightings"), ("کەسەکان", "پەیوەندییەکان")


class PartnerFiles:
    """Opens every file of a sample, takes what cells give, writes it in blocks."""

    def __init__(self, folder: Path, rng: Random) -> None:
        self._rng = rng
        self._uk = WorkbookSink(
            folder / "uk.xlsx",
            zip(
                _UK, (rows.UK_PEOPLE, rows.UK_PHONES, rows.UK_LINKS, rows.UK_SIGHTINGS), strict=True
            ),
        )
        self._krg = WorkbookSink(
            folder / "krg.xlsx", zip(_KRG, (rows.KRG_PEOPLE, rows.KRG_LINKS), strict=True)
        )
        self._iraq = CsvSink(folder / "iraq.csv", rows.IRAQ, encoding="utf-8-sig")
        self._france = CsvSink(folder / "france.csv", rows.FRANCE, delimiter=";", encoding="cp1252")
        self._germany = CsvSink(folder / "germany.csv", rows.GERMANY, delimiter=";")
        self._list = LinesSink(folder / "list.ftm.json")
        self._csv = {name: CsvSink(folder / name, header) for name, header in _EVENTS.items()}
        self._truth = _truth(folder / "truth.tsv", ("record_id", "person"))
        self._people = _truth(
            folder / "truth_people.tsv", ("person", "role", "category", "cell", "stage", "broker")
        )
        self._ties = _truth(folder / "truth_ties.tsv", ("person_a", "person_b", "kind"))
        self._telegram = TelegramSink.open(folder / "telegram" / "result.json")
        self._link_numbers = {
            name: References(prefix, rng)
            for name, prefix in (("uk", "L"), ("krg", "P"), ("seen", "SG"))
        }
        self._listed = 0
        self.records = 0

    def add_records(self, records: Iterable[Record], links: Iterable[Link]) -> None:
        """Rows about people, and what the registers hold of their relations."""
        held: dict[tuple[str, str], Link] = {}
        for link in links:
            held.setdefault((link.left.register.name, link.left.reference), link)
            self._add_link(link)
        for record in records:
            self._add_record(record, held)

    def _add_record(self, record: Record, held: dict[tuple[str, str], Link]) -> None:
        name, rng = record.register.name, self._rng
        link = held.get((name, record.reference))
        if name == "uk":
            self._uk.add("Persons", rows.uk_row(record, rng))
            if record.phone:
                self._uk.add("Phones", rows.uk_phone(record, rng))
        elif name == "iraq":
            kin = link if link is not None and link.relation != "associate" else None
            self._iraq.add(rows.iraq_row(record, kin, rng))
        elif name == "krg":
            self._krg.add(_KRG[0], rows.krg_row(record, rng))
        elif name == "france":
            self._france.add(rows.france_row(record, rng))
        elif name == "germany":
            self._germany.add(rows.germany_row(record, link, rng))
        elif name == "list":
            self._list.add(person_entity(record, rng))
        self._state(record)

    def _add_link(self, link: Link) -> None:
        name = link.left.register.name
        since, until = (datetime.fromordinal(day).date() for day in (link.since, link.until))
        left, right = link.left.reference, link.right.reference
        if name == "uk":
            relation = rows.word("relation", link.relation, "en")
            number = self._link_numbers["uk"].next()
            self._uk.add("Associates", (number, left, right, relation, since, until))
        elif name == "krg":
            relation = rows.word("relation", link.relation, "ckb")
            number = self._link_numbers["krg"].next()
            day = since.isoformat().replace("-", "/")
            self._krg.add(_KRG[1], (number, left, right, relation, day))
        elif name == "list":
            self._listed += 1
            self._list.add(link_entity(link, self._listed))

    def add_sightings(self, sightings: Iterable[Sighting]) -> None:
        """Rows of the sheet Sightings."""
        for one in sightings:
            row = (
                self._link_numbers["seen"].next(), one.left.reference, one.right.reference,
                datetime.fromordinal(one.day).date(), one.place.english, one.activity,
            )  # fmt: skip
            self._uk.add("Sightings", row)

    def add_calls(self, calls: Iterable[Call]) -> None:
        """Rows of the call records."""
        for call in calls:
            start = datetime.fromordinal(call.day).replace(tzinfo=UTC) + timedelta(
                seconds=call.second
            )
            self._csv["calls.csv"].add((
                call.id, call.caller, call.called, f"{start:%Y-%m-%dT%H:%M:%SZ}", call.seconds,
                call.place.english,
            ))  # fmt: skip

    def add_payments(self, payments: Iterable[Payment]) -> None:
        """Rows of the ledger."""
        for one in payments:
            offices = (one.office_from, one.office_to)
            ends = (one.sender, one.receiver)
            self._csv["payments.csv"].add((
                one.id, _day(one.day),
                *(cell for place in offices for cell in _office(place)),
                *(cell for end in ends for cell in _customer(end)),
                one.amount, one.currency, one.note,
            ))  # fmt: skip

    def add_customers(self, records: Iterable[Record]) -> None:
        """The ledger's customers, as records of the truth."""
        for record in records:
            self._state(record)

    def _state(self, record: Record) -> None:
        self._truth.add((record.id, record.person.id))
        self.records += 1

    def add_trips(self, trips: Iterable[Trip]) -> None:
        """One row for each person on a trip."""
        for trip in trips:
            for record, role in trip.aboard:
                self._csv["trips.csv"].add((
                    trip.id, _day(trip.day), trip.start.english, trip.end.english, trip.vehicle,
                    trip.registration, record.reference, " ".join(record.name.words), role,
                ))  # fmt: skip

    def add_seizures(self, seizures: Iterable[Seizure]) -> None:
        """One row for each person tied to a seizure."""
        for one in seizures:
            for record in one.people:
                self._csv["seizures.csv"].add((
                    one.id, _day(one.day), one.place.english, one.commodity, one.quantity, one.unit,
                    one.registration, record.reference, " ".join(record.name.words),
                ))  # fmt: skip

    def add_truth(self, people: Iterable[Person], ties: Iterable[Tie]) -> None:
        """Who everyone is, what they do, and with whom."""
        for person in people:
            self._people.add((
                person.id, person.role, person.category, person.cell, person.stage,
                int(person.broker),
            ))  # fmt: skip
        for tie in ties:
            self._ties.add((tie.left.id, tie.right.id, tie.kind))

    def advertise(self, people: list[Person], rng: Random) -> None:
        """The cell's adverts."""
        self._telegram.advertise(people, rng)

    def filled(self) -> tuple[SampleFile, ...]:
        """The files that hold something; in a very small sample some do not."""
        counts = {
            "uk.xlsx": self._uk.count,
            "krg.xlsx": self._krg.count,
            "iraq.csv": self._iraq.count,
            "france.csv": self._france.count,
            "germany.csv": self._germany.count,
            "list.ftm.json": self._list.count,
            "telegram/result.json": self._telegram.chats,
            **{name: sink.count for name, sink in self._csv.items()},
        }
        return tuple(file for file in FILES if counts[file.path] > 0)

    def flush(self) -> None:
        """Write the block, shuffled."""
        for sink in self._sinks():
            sink.flush(self._rng)

    def close(self) -> None:
        """Write what is left and close every file."""
        self.flush()
        for sink in self._sinks():
            sink.close()
        self._telegram.close()

    def abandon(self) -> None:
        """Let go of every file as it is, after something went wrong."""
        for sink in self._sinks():
            sink.abandon()
        self._telegram.stream.close()

    def _sinks(self) -> list[CsvSink | LinesSink | WorkbookSink]:
        return [
            self._uk, self._krg, self._iraq, self._france, self._germany, self._list,
            *self._csv.values(), self._truth, self._people, self._ties,
        ]  # fmt: skip


def _truth(path: Path, header: tuple[str, ...]) -> CsvSink:
    return CsvSink(path, header, delimiter="\t")


def _day(day: int) -> str:
    return datetime.fromordinal(day).date().isoformat()


def _office(place: Place) -> tuple[str, str]:
    letters = "".join(c for c in place.english.upper() if c.isascii() and c.isalpha())
    return f"OFF-{letters[:8]}", f"صرافة {place.arabic}"


def _customer(record: Record) -> tuple[str, str, str]:
    return record.reference, " ".join(record.name.words), record.phone
