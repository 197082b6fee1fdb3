"""A million entries are checked in seconds, and nothing changed in the log goes unnoticed.

Every mutation is one that somebody with the database, or with the file, could make: a bit flipped
in a stored value, an entry dropped, two swapped, the end cut off. Each is checked by itself.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from hawkari.evidence import audit
from hawkari.evidence.audit.rows import COLUMNS
from hawkari.evidence.log_files import check_log
from hawkari.evidence.models.audit import AuditHead
from tests.evidence.logs import build
from tests.evidence.test_audit import write, write_first_version
from tests.trust.conftest import TrustLine

pytestmark = pytest.mark.django_db

MILLION = 1_000_000
MOST_CPU_S = 5.0
TABLE = "evidence_auditentry"
# Blocks smaller than the log, so that both ways of growing the tree are used.
BLOCK = 8
TEXTS = (*(name for name in COLUMNS if name not in ("version", "seq", "count")), "leaf_hash",
         "node_hash")  # fmt: skip
OFF = 1_000_000


def cpu_seconds(check: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    found = check()
    return found, time.process_time() - start


def test_a_million_entries_are_checked_in_seconds(tmp_path: Path, trust_line: TrustLine):
    build(MILLION)
    audit.export(tmp_path / "log.jsonl", actor="auditor")
    stored, from_store = cpu_seconds(audit.verify)
    key = audit.head_key().public
    exported, from_file = cpu_seconds(lambda: check_log([tmp_path / "log.jsonl"], key=key))
    assert (stored.ok, exported.ok) == (True, True)
    assert stored.entries == exported.entries == MILLION + 1
    # From the store it takes 4.5 s where the export takes 1.6: most of it is the database's work.
    assert from_file <= MOST_CPU_S
    trust_line(
        "1,000,000 audit entries verified",
        f"{from_file:.1f} CPU s from the export, at most {MOST_CPU_S:.0f}; "
        f"{from_store:.1f} from the store",
    )


def small_log(path: Path, size: int) -> None:
    """A log of both versions, the last entry of which is its export to `path`."""
    write_first_version(5)
    write(size - 6)
    audit.export(path, actor="auditor")
    assert AuditHead.objects.get().size == size


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def flip_text(chance: random.Random, size: int) -> None:
    """Flip one bit of one stored text; where it is empty, put one byte there."""
    column, seq = chance.choice(TEXTS), chance.randrange(size)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS BLOB) FROM {TABLE} WHERE seq = %s", [seq])
        stored = bytearray(cursor.fetchone()[0])
    if stored:
        stored[chance.randrange(len(stored))] ^= 1 << chance.randrange(8)
    else:
        stored.append(chance.randrange(1, 256))
    execute(f"UPDATE {TABLE} SET {column} = CAST(%s AS TEXT) WHERE seq = %s", bytes(stored), seq)


def change_number(chance: random.Random, size: int) -> None:
    column = chance.choice(("version", "count"))
    change = chance.choice((-1, 1, 2**20))
    execute(f"UPDATE {TABLE} SET {column} = {column} + %s WHERE seq = %s", change,
            chance.randrange(size))  # fmt: skip


def drop(chance: random.Random, size: int) -> None:
    execute(f"DELETE FROM {TABLE} WHERE seq = %s", chance.randrange(size))


def drop_and_close_the_gap(chance: random.Random, size: int) -> None:
    seq = chance.randrange(size - 1)
    execute(f"DELETE FROM {TABLE} WHERE seq = %s", seq)
    for later in range(seq + 1, size):
        execute(f"UPDATE {TABLE} SET seq = seq - 1 WHERE seq = %s", later)


def swap(chance: random.Random, size: int) -> None:
    one, other = chance.sample(range(size), 2)
    for old, new in ((one, OFF), (other, one), (OFF, other)):
        execute(f"UPDATE {TABLE} SET seq = %s WHERE seq = %s", new, old)


def cut_back(chance: random.Random, size: int) -> None:
    execute(f"DELETE FROM {TABLE} WHERE seq >= %s", chance.randrange(size))


def cut_back_and_count_less(chance: random.Random, size: int) -> None:
    left = chance.randrange(size)
    execute(f"DELETE FROM {TABLE} WHERE seq >= %s", left)
    AuditHead.objects.update(size=left)


def double(chance: random.Random, size: int) -> None:
    names = ", ".join(name for name in (*COLUMNS, "leaf_hash", "node_hash") if name != "seq")
    execute(
        f"INSERT INTO {TABLE} (seq, {names}) SELECT {size}, {names} FROM {TABLE} WHERE seq = %s",
        chance.randrange(size),
    )


def spoil_head(chance: random.Random, size: int) -> None:
    head = AuditHead.objects.get()
    place = chance.randrange(64)
    digit = "1" if head.root_hash[place] == "0" else "0"
    AuditHead.objects.update(root_hash=head.root_hash[:place] + digit + head.root_hash[place + 1 :])


STORE = (flip_text, flip_text, flip_text, flip_text, change_number, drop, drop_and_close_the_gap,
         swap, cut_back, cut_back_and_count_less, double, spoil_head)  # fmt: skip


def undetected_in_store(count: int, *, size: int) -> list[tuple[int, str]]:
    """Which of so many mutations of the store a verification does not find."""
    missed = []
    for number in range(count):
        chance = random.Random(number)
        mutate = chance.choice(STORE)
        point = transaction.savepoint()
        mutate(chance, size)
        if audit.verify(block=BLOCK).ok:
            missed.append((number, mutate.__name__))
        transaction.savepoint_rollback(point)
    return missed


def flip_byte(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    changed = content[place] ^ 1 << chance.randrange(8)
    return content[:place] + bytes([changed]) + content[place + 1 :]


def lines_changed(content: bytes, chance: random.Random) -> bytes:
    """A line dropped, doubled, or two swapped, the first and the last line among them."""
    lines = content.split(b"\n")[:-1]
    one, other = chance.sample(range(len(lines)), 2)
    how = chance.randrange(3)
    if how == 0:
        del lines[one]
    elif how == 1:
        lines.insert(one, lines[one])
    else:
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(line + b"\n" for line in lines)


def cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


FILE = (flip_byte, flip_byte, lines_changed, cut_off)


def undetected_in_file(path: Path, count: int) -> list[tuple[int, str]]:
    """Which of so many mutations of an export a check with the public key does not find."""
    key, content, missed = audit.head_key().public, path.read_bytes(), []
    changed = path.with_suffix(".changed")
    for number in range(count):
        chance = random.Random(number)
        mutate = chance.choice(FILE)
        changed.write_bytes(mutate(content, chance))
        if check_log([changed], key=key, block=BLOCK).ok:
            missed.append((number, mutate.__name__))
    return missed


def test_every_mutation_of_the_log_is_found(tmp_path: Path, trust_line: TrustLine):
    small_log(tmp_path / "log.jsonl", 24)
    assert undetected_in_file(tmp_path / "log.jsonl", 5000) == []
    assert undetected_in_store(5000, size=24) == []
    trust_line(
        "10,000 mutations of the log found",
        "10,000 of 10,000: 5,000 in the store, 5,000 in the export, of a log of 24 entries",
    )


@pytest.mark.full
def test_every_mutation_of_a_longer_log_is_found(tmp_path: Path):
    small_log(tmp_path / "log.jsonl", 500)
    assert undetected_in_file(tmp_path / "log.jsonl", 10_000) == []
    assert undetected_in_store(10_000, size=500) == []
