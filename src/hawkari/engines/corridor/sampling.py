"""Writes a sample: invents cell after cell and hands what they leave behind to the files."""

from collections import ChainMap
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from pathlib import Path
from random import Random

from hawkari.engines.corridor.ceiling import LIMIT, estimate
from hawkari.engines.corridor.events import Events, links, sightings
from hawkari.engines.corridor.numbers import PhoneBook
from hawkari.engines.corridor.partners import PartnerFiles
from hawkari.engines.corridor.people import CELL_SIZE, World, make_cell
from hawkari.engines.corridor.posts import Recruiters, write_posts
from hawkari.engines.corridor.records import Record, Registers
from hawkari.engines.corridor.sinks import write_json
from hawkari.engines.corridor.tables import name_table
from hawkari.engines.corridor.ties import Brokers, tie_cell
from hawkari.engines.corridor.values import Manifest
from hawkari.errors import BadInput

__all__ = ["LARGEST", "generate"]

LARGEST = 1_000_000
CELLS_A_BLOCK = 40
Progress = Callable[[int, int], None]


def generate(
    *, people: int, seed: int, out: Path, table: str = "main", progress: Progress | None = None
) -> Manifest:
    """Invent a corridor and write its partners' files, with the truth about them.

    The same arguments give the same bytes on one installation, whatever the hash seed or the day
    (with lxml and without it openpyxl writes the same cells in other XML). Memory does not grow
    with `people` but for the numbers of phones and files.

    Args:
        people: how many people to invent, 1 to 1,000,000; each stands in one to five registers.
        seed: any whole number.
        out: folder to write into; made if missing. Files of an earlier sample are replaced.
        table: name table, ``main`` or ``held-out``; they share no given name.
        progress: called with the people invented so far and in all.

    Returns:
        What was written, as in ``manifest.json``.

    Raises:
        BadInput: if `people` or `table` is out of range, or `out` cannot be written to.
    """
    if not 1 <= people <= LARGEST:
        raise BadInput(f"{people:,} people cannot be invented", f"Ask for 1 to {LARGEST:,}.")
    names = name_table(table)
    rng = Random(f"corridor-{seed}-{table}")  # noqa: S311  a sample to repeat, no secret
    world = World(names, PhoneBook(rng), people)
    try:
        out.mkdir(parents=True, exist_ok=True)
        # Written last: a folder without it holds no whole sample.
        (out / "manifest.json").unlink(missing_ok=True)
        recruiters = Recruiters()
        manifest = _write(world, out, rng=rng, recruiters=recruiters, progress=progress)
        write_posts(out, recruiters, seed=seed, table=table)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise BadInput(
            f"the sample cannot be written ({reason})", "Choose another folder.", where=(str(out),)
        ) from error
    manifest = replace(manifest, seed=seed, table=table)
    write_json(out / "manifest.json", manifest.as_json())
    return manifest


def _write(
    world: World,
    out: Path,
    *,
    rng: Random,
    recruiters: Recruiters,
    progress: Progress | None,
) -> Manifest:
    """Every partner's file."""
    files = PartnerFiles(out, rng)
    corridor = _Corridor(world, files, rng, recruiters=recruiters)
    try:
        for number in range(ceil(world.people / CELL_SIZE)):
            corridor.add_cell(number)
            if (number + 1) % CELLS_A_BLOCK == 0:
                files.flush()
            if progress is not None:
                progress(world.made, world.people)
        files.close()
    except BaseException:
        files.abandon()
        raise
    write_json(out / "ceiling.json", estimate(corridor.first, world.table))
    return Manifest(out, world.people, files.records, 0, "", files.filled())


class _Corridor:
    """Cells, and what passes between them."""

    def __init__(
        self, world: World, files: PartnerFiles, rng: Random, *, recruiters: Recruiters
    ) -> None:
        self._world, self._files, self._rng = world, files, rng
        self._recruiters = recruiters
        self._registers = Registers(rng)
        self._events = Events(self._registers, rng, world.phones.number("iq"))
        self._brokers = Brokers()
        self._broker_files: dict[str, list[Record]] = {}
        self.first: list[Record] = []

    def add_cell(self, number: int) -> None:
        """Invent a cell and write what registers and events say of it."""
        rng, files = self._rng, self._files
        people = make_cell(self._world, number, rng)
        ties = tie_cell(people, rng)
        ties += self._brokers.join(people, rng)
        own = {person.id: list(self._registers.observe(person, rng)) for person in people}
        known = ChainMap(own, self._broker_files)
        files.add_records(
            (record for records in own.values() for record in records),
            list(links(ties, people, files=known, rng=rng)),
        )
        files.add_sightings(sightings(ties, known, rng))
        files.add_calls(self._events.calls(ties, people, rng))
        files.add_payments(self._events.payments(ties, rng))
        customers = self._events.new_customers()
        files.add_customers(customers)
        if self._world.made <= LIMIT:
            self.first += [record for records in own.values() for record in records]
            self.first += customers
        files.add_trips(self._events.trips(known, people, rng))
        files.add_seizures(self._events.seizures(known, people, rng))
        files.add_truth(people, ties)
        files.advertise(people, rng)
        self._recruiters.meet(people)
        self._broker_files |= {person.id: own[person.id] for person in people if person.broker}
        kept = {person.id for person in self._brokers.known}
        self._broker_files = {id_: r for id_, r in self._broker_files.items() if id_ in kept}
