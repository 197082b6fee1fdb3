"""Two agencies in memory: a ledger that behaves like a database, and queries between them."""

from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from hawkari.engines.blindmatch import Grounds, IdentifierType, Keyring, Limits, Query
from hawkari.engines.blindmatch.commitment import commit
from hawkari.engines.blindmatch.epochs import epoch_of
from hawkari.engines.blindmatch.evaluation import Evaluator
from hawkari.engines.blindmatch.limits import Charge
from hawkari.engines.blindmatch.scope import Scope
from hawkari.engines.blindmatch.voprf import Blinding, Mode

TODAY = date(2026, 11, 27)
GROUNDS = Grounds(
    operation="OP HAZEL",
    legal_basis="Data Protection Act 2018, section 73",
    purpose="identify the facilitator",
    necessity="no other source holds the number",
    officer="officer-1",
)
SIGNATURE = b"signed by the partner"


@dataclass
class MemoryLedger:
    """Counters behind one lock; what must never fail can be made to fail."""

    counters: dict[tuple[str, ...], int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    suspended: dict[tuple[str, str], str] = field(default_factory=dict)
    strikes: dict[tuple[str, str, int], int] = field(default_factory=dict)
    log: list[tuple[str, str, str]] = field(default_factory=list)
    broken: str = ""
    lock: Lock = field(default_factory=Lock)

    def _work(self, name: str) -> None:
        if self.broken == name:
            raise OSError("the disk is full")

    def admit(self, query_id: str, charges: list[Charge]) -> str | None:
        self._work("admit")
        with self.lock:
            if query_id in self.ids:
                return "replay"
            for charge in charges:
                if self.counters.get(charge.counter, 0) + charge.amount > charge.limit:
                    return charge.rule
            for charge in charges:
                self.counters[charge.counter] = self.counters.get(charge.counter, 0) + charge.amount
            self.ids.add(query_id)
        return None

    def is_suspended(self, partner: str, officer: str) -> bool:
        self._work("is_suspended")
        return (partner, officer) in self.suspended

    def suspend(self, partner: str, officer: str, reason: str) -> None:
        self.suspended[partner, officer] = reason

    def strike(self, partner: str, officer: str, epoch: int) -> int:
        self._work("strike")
        key = partner, officer, epoch
        self.strikes[key] = self.strikes.get(key, 0) + 1
        return self.strikes[key]

    def write(self, event: str, query: Query, detail: str = "") -> None:
        self._work("write")
        self.log.append((event, query.digest(), detail))


@dataclass
class Holder:
    """A holder with one partner, its keys, ledger and evaluator."""

    ledger: MemoryLedger
    keys: Keyring
    evaluator: Evaluator
    scope: Scope


USUAL = Limits()


def holder(limits: Limits = USUAL, today: date = TODAY) -> Holder:
    ledger, keys = MemoryLedger(), Keyring("krg")
    keys.rotate([("uk", IdentifierType.PHONE)], today)
    evaluator = Evaluator(
        keys, ledger, lambda query: query.signature == SIGNATURE, lambda _: limits
    )
    return Holder(
        ledger, keys, evaluator, Scope("krg", "uk", IdentifierType.PHONE, epoch_of(today))
    )


_made = iter(range(10**9))


def query(scope: Scope, forms: list[str], **grounds: str) -> tuple[Query, Blinding]:
    """A query, signed and committed to, and what is needed to read its answer."""
    inputs = scope.inputs(forms)
    asked = Blinding(inputs, Mode.VERIFIABLE)
    given = replace(GROUNDS, **grounds)
    made = Query(f"q{next(_made)}", scope, asked.blinded, given, commit(inputs).root, SIGNATURE)
    return made, asked


def numbers(count: int, start: int = 0) -> list[str]:
    return [f"+96475000{start + n:05d}" for n in range(count)]
