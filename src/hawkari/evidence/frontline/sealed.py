"""The sealed file: made at a desk, answered from on a laptop without a network.

It is an age file under a passphrase (age-encryption.org/v1) behind one line that says what it is.
Inside are slow, salted digests of tokens, padded with random ones, and desks to call; no name, no
number, no count. Beside it grows a log: one line a check, each proved by a key from inside the file
and chained to the line before. The laptop's clock is believed only forwards.

What this does not do: whoever has the file *and* its passphrase and writes a program of their own
can guess, at the price of `tokens.COST` a guess, for as long as they like. See
``docs/security/frontline-file.md``.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from pyrage import DecryptError, passphrase  # type: ignore[import-untyped]

from hawkari.errors import BadInput, HawkariError
from hawkari.evidence.frontline.tokens import slow_digests, tokens_of

try:
    import fcntl
except ImportError:  # no such locks on Windows; what another window wrote is read there too
    fcntl = None  # type: ignore[assignment]

__all__ = [
    "MOST_A_DAY",
    "MOST_IN_TEN_MINUTES",
    "Answer",
    "LogLine",
    "Opened",
    "SealedTerms",
    "TooManyChecks",
    "open_sealed",
    "read_log",
    "seal",
]

MAGIC = b"hawkari-check 1\n"
SHORTEST_PASSPHRASE = 16
PADDED_TO = 512
LARGEST = 1 << 26
MOST_IN_TEN_MINUTES = 20
MOST_A_DAY = 200
TEN_MINUTES = timedelta(minutes=10)
CLOCK_MAY_LAG = timedelta(minutes=5)


class TooManyChecks(HawkariError):
    """More checks than a post makes: the next one has to wait."""

    def __init__(self) -> None:
        super().__init__(
            f"more than {MOST_IN_TEN_MINUTES} checks in ten minutes or {MOST_A_DAY} in a day; "
            "wait, or call the desk"
        )


@dataclass(frozen=True, slots=True)
class SealedTerms:
    """What a file is sealed with.

    Attributes:
        number: its random id, 32 hexadecimal digits.
        post: whom it is for.
        made, expires: it answers from the one through the other, dates in UTC.
        log_key: 64 hexadecimal digits.
        cost: see `tokens.COST`.
    """

    number: str
    post: str
    made: date
    expires: date
    log_key: str
    cost: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a post learns: the desks to call, or none for *no hit*."""

    call: tuple[str, ...]

    @property
    def is_hit(self) -> bool:
        """Whether to call."""
        return bool(self.call)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One check of a file's log. `asked` is a slow digest that only the open file can compare."""

    line: int
    at: datetime
    hit: bool
    asked: str
    proof: str


def seal(desks: Mapping[str, Iterable[str]], terms: SealedTerms, *, secret: str) -> bytes:
    """Seal a file.

    Args:
        desks: tokens by the telephone of the desk to call.
        terms: whose file it is, how long it answers, and its keys.
        secret: the passphrase, 16 characters or more.

    Raises:
        BadInput: if the passphrase is too short.
    """
    if len(secret) < SHORTEST_PASSPHRASE:
        raise BadInput(
            f"the passphrase has {len(secret)} characters; {SHORTEST_PASSPHRASE} are needed",
            "Take six words or more.",
        )
    salt, calls = secrets.token_bytes(16), sorted(desks)
    held: dict[str, list[int]] = {}
    for place, call in enumerate(calls):
        for digest in slow_digests(sorted(set(desks[call])), salt=salt, cost=terms.cost):
            held.setdefault(digest, []).append(place)
    while not held or len(held) % PADDED_TO:
        held.setdefault(secrets.token_hex(12), [secrets.randbelow(max(len(calls), 1))])
    content = {
        "number": terms.number, "post": terms.post, "made": terms.made.isoformat(),
        "expires": terms.expires.isoformat(), "log_key": terms.log_key, "cost": terms.cost,
        "salt": salt.hex(), "calls": calls, "held": sorted(held.items()),
    }  # fmt: skip
    return MAGIC + bytes(passphrase.encrypt(json.dumps(content).encode(), secret))


def open_sealed(path: Path, secret: str, *, now: datetime) -> "Opened":
    """Open a file with its passphrase.

    Args:
        path: the file; its log is beside it, named ``<file>.log``.
        secret: the passphrase.
        now: an aware time, the laptop's.

    Raises:
        BadInput: if it is no such file, the passphrase is another, it has expired, its log was
            changed, or the clock stands before what the log has seen. An expired file is erased.
    """
    content = _content(path, secret)
    terms = SealedTerms(
        content["number"], content["post"], date.fromisoformat(content["made"]),
        date.fromisoformat(content["expires"]), content["log_key"], content["cost"],
    )  # fmt: skip
    log = path.with_name(path.name + ".log")
    lines = read_log(log, number=terms.number, key=terms.log_key) if log.exists() else ()
    if _latest(now, terms, lines).date() > terms.expires:
        path.unlink(missing_ok=True)
        raise BadInput("the file has expired and was erased", "Ask the desk for a new one.")
    return Opened(terms, content, log=log)


def _latest(now: datetime, terms: SealedTerms, lines: Sequence[LogLine]) -> datetime:
    """The latest time that is known of; refuses a clock that stands before what a log has seen."""
    made = datetime.combine(terms.made, datetime.min.time(), UTC)
    newest = max((one.at for one in lines), default=made)
    if now + CLOCK_MAY_LAG < newest:
        raise BadInput("the clock of this machine stands back", "Set it right.")
    return max(now, newest)


def _content(path: Path, secret: str) -> dict[str, Any]:
    where = (path.name,)
    try:
        with path.open("rb") as stream:
            sealed = stream.read(LARGEST)
    except OSError as error:
        raise BadInput("the file cannot be read", "Check its path.", where=where) from error
    if not sealed.startswith(MAGIC):
        raise BadInput("this is no sealed file of checks", "Give the desk's file.", where=where)
    try:
        opened = passphrase.decrypt(sealed[len(MAGIC) :], secret)
    except DecryptError as error:
        raise BadInput(
            "the passphrase does not open the file, or the file was changed",
            "Type it again, or ask the desk.",
            where=where,
        ) from error
    found: dict[str, Any] = json.loads(opened)
    return found


class Opened:
    """An open file, in memory only, that answers and logs. Made by `open_sealed`."""

    def __init__(self, terms: SealedTerms, content: dict[str, Any], *, log: Path) -> None:
        self.terms = terms
        self._log = log
        self._salt = bytes.fromhex(content["salt"])
        self._calls: list[str] = content["calls"]
        self._held: dict[str, list[int]] = dict(content["held"])

    def check(self, text: str, *, now: datetime) -> Answer:
        """Answer one name or number, and log that it was asked, before the answer is given.

        Several windows may answer from one file: each knows what the others logged.

        Raises:
            BadInput: if it is too little to be checked, the file has expired meanwhile, or its log
                was changed or the clock set back.
            TooManyChecks: if too much was asked.
        """
        tokens = tokens_of(text)
        with self._alone() as stream:
            lines = read_log(self._log, number=self.terms.number, key=self.terms.log_key)
            if _latest(now, self.terms, lines).date() > self.terms.expires:
                raise BadInput("the file has expired", "Ask the desk for a new one.")
            _refuse_guessing(lines, now)
            digests = slow_digests(tokens, salt=self._salt, cost=self.terms.cost)
            places = sorted({place for one in digests for place in self._held.get(one, ())})
            answer = Answer(tuple(self._calls[place] for place in places))
            self._write(stream, lines, now, hit=answer.is_hit, asked=digests[0])
        return answer

    @contextmanager
    def _alone(self) -> Iterator[IO[bytes]]:
        """The log, open behind its last whole line; other windows wait."""
        with self._log.open("ab") as stream:
            if fcntl is not None:
                fcntl.flock(stream, fcntl.LOCK_EX)
            stream.truncate(self._log.read_bytes().rfind(b"\n") + 1)
            yield stream

    def _write(
        self, stream: IO[bytes], lines: Sequence[LogLine], now: datetime, *, hit: bool, asked: str
    ) -> None:
        before = lines[-1].proof if lines else self.terms.number
        line = _line(len(lines), now, hit=hit, asked=asked)
        proof = _proof(line, before=before, key=self.terms.log_key)
        head = "" if lines else self.terms.number + "\n"
        text = head + json.dumps({**line, "proof": proof}) + "\n"
        stream.write(text.encode("ascii"))
        stream.flush()


def _refuse_guessing(lines: Sequence[LogLine], now: datetime) -> None:
    recent = sum(one.at > now - TEN_MINUTES for one in lines)
    today = sum(one.at > now - timedelta(days=1) for one in lines)
    if recent >= MOST_IN_TEN_MINUTES or today >= MOST_A_DAY:
        raise TooManyChecks


def _line(number: int, at: datetime, *, hit: bool, asked: str) -> dict[str, Any]:
    return {"line": number, "at": at.astimezone(UTC).isoformat(), "hit": hit, "asked": asked}


def _proof(line: dict[str, Any], *, before: str, key: str) -> str:
    """HMAC-SHA256 (RFC 2104) of a line and the proof before it, in hexadecimal."""
    text = before + json.dumps(line, sort_keys=True)
    return hmac.new(bytes.fromhex(key), text.encode(), hashlib.sha256).hexdigest()


def read_log(path: Path, *, number: str, key: str) -> Sequence[LogLine]:
    """The checks of a file's log, proved line by line; none of an empty one.

    A last line that was not written to its end, since the power failed, counts for nothing: its
    check was not answered.

    Args:
        path: the log.
        number: id of the file that it belongs to.
        key: that file's, in hexadecimal.

    Raises:
        BadInput: if it cannot be read, is another file's, or a line was changed or taken out.
    """
    wrong = BadInput(
        "the log was changed, or is another file's", "Keep it, and tell the desk.",
        where=(path.name,),
    )  # fmt: skip
    try:
        whole, _, _ = path.read_text("ascii").rpartition("\n")
        head, *rest = whole.splitlines() or [number]
        lines = _proved([json.loads(one) for one in rest], number=number, key=key)
    # A forger may write anything: numbers for texts, years without an hour in UTC, brackets.
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise wrong from error
    if head != number:
        raise wrong
    return lines


def _proved(given: Iterable[Any], *, number: str, key: str) -> list[LogLine]:
    """The lines of a log; raises `ValueError` or the like at the first that is not as written."""
    lines: list[LogLine] = []
    before = number
    for place, one in enumerate(given):
        at = datetime.fromisoformat(one["at"])
        said = _line(place, at, hit=one["hit"], asked=one["asked"])
        proof = _proof(said, before=before, key=key)
        if one["line"] != place or not hmac.compare_digest(one["proof"], proof):
            raise ValueError(place)
        lines.append(LogLine(place, at, one["hit"], one["asked"], proof))
        before = proof
    return lines
