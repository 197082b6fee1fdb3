"""Sends entries as syslog lines (RFC 5424), over UDP or TCP, for a collector that others keep.

A line says who did what when, and the entry's leaf hash; objects, reasons and details stay in the
log. What was sent is remembered, but UDP loses lines without a word (RFC 5426): prefer TCP
(RFC 6587, octet counting). Neither is encrypted: send to a relay on this machine, or by a tunnel.
"""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence.audit.heads import current_head, root_at
from hawkari.evidence.audit.rows import COLUMNS, blocks
from hawkari.evidence.audit.shipping import ShippingGap, shipped_to
from hawkari.evidence.log_files import BLOCK
from hawkari.evidence.models.audit import AuditMark

__all__ = ["Collector", "send", "syslog_line"]

# Facility 13, log audit; severity 5, notice: RFC 5424 section 6.2.1.
PRIORITY = 13 * 8 + 5
# 32473 is the enterprise number that RFC 5612 keeps for documentation; we have none of our own.
ELEMENT = "hawkari@32473"
SHOWN = ("seq", "act", "actor", "agency", "role", "operation", "count", "outcome")
UNPRINTED = re.compile(r"[^\x21-\x7e]")
TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Collector:
    """Where to: ``udp://host:port`` or ``tcp://host:port``."""

    scheme: str
    host: str
    port: int

    @classmethod
    def parse(cls, address: str) -> "Collector":
        """Read an address.

        Raises:
            BadInput: if it is of another form.
        """
        found = re.fullmatch(r"(udp|tcp)://(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})", address)
        if found is None or not 0 < int(found[3]) < 2**16:
            raise BadInput(
                f"{address!r} is no syslog address", "Give udp://host:port or tcp://host:port."
            )
        return cls(found[1], found[2].strip("[]"), int(found[3]))

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"


def syslog_line(row: tuple[object, ...], *, host: str) -> bytes:
    """One entry as an RFC 5424 message.

    Args:
        row: as `blocks` gives it.
        host: name of this machine.
    """
    fields = dict(zip(COLUMNS, row, strict=False))
    pairs = " ".join(f'{name}="{_quoted(fields[name])}"' for name in SHOWN)
    leaf = row[len(COLUMNS)]
    name = UNPRINTED.sub("-", host)[:255] or "-"
    at = str(fields["at"]).replace(" ", "T")
    head = f"<{PRIORITY}>1 {at}Z {name} hawkari - {fields['act']}"
    return f'{head} [{ELEMENT} {pairs} leaf="{leaf}"]'.encode()


def _quoted(value: object) -> str:
    """RFC 5424 section 6.3.3; a line end would begin another message for some collectors."""
    text = re.sub(r"[\x00-\x1f\x7f]", " ", str(value))
    return re.sub(r'(["\\\]])', r"\\\1", text)


def send(collector: Collector, *, host: str = "") -> tuple[int, int]:
    """Send every entry that this collector was not sent yet, in order.

    Returns:
        The numbers sent: from the first (inclusive) to the last (exclusive).

    Raises:
        ShippingGap: if the log no longer holds what was sent.
        BadInput: if the collector cannot be reached; what was sent before stays remembered.
    """
    place = str(collector)
    mark = shipped_to(place)
    start = mark.size if mark else 0
    size = current_head()[0]
    if start > size:
        raise ShippingGap(place, f"the log holds {size} entries of the {start} that were sent")
    if mark and root_at(start) != mark.root_hash:
        raise ShippingGap(place, f"the first {start} entries of the log are not those sent")
    if start == size:
        return start, start
    try:
        for done in _sent(collector, start, end=size, host=host or socket.gethostname()):
            AuditMark.objects.create(
                kind=AuditMark.Kind.SHIPPED,
                at=timezone.now(),
                size=done,
                root_hash=root_at(done),
                place=place,
            )
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise BadInput(
            f"the collector cannot be reached: {reason}", "Check the address.", where=(place,)
        ) from error
    return start, size


def _sent(collector: Collector, start: int, *, end: int, host: str) -> Iterator[int]:
    """Sends in blocks; after each says how far it is."""
    kind = socket.SOCK_DGRAM if collector.scheme == "udp" else socket.SOCK_STREAM
    family, *_, address = socket.getaddrinfo(collector.host, collector.port, type=kind)[0]
    with socket.socket(family, kind) as link:
        link.settimeout(TIMEOUT_S)
        link.connect(address)
        for rows in blocks(start, end, block=BLOCK):
            for row in rows:
                line = syslog_line(row, host=host)
                # RFC 6587 section 3.4.1: a message over TCP is preceded by its length.
                link.sendall(line if kind == socket.SOCK_DGRAM else b"%d %b" % (len(line), line))
            start += len(rows)
            yield start
