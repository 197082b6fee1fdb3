"""How much one partner's file may cost, and how the kernel is told."""

import resource
import signal
from dataclasses import dataclass

from hawkari.errors import BadInput

__all__ = ["CpuSpent", "Limits", "Spent", "apply"]

GIB = 1 << 30
MIB = 1 << 20
GRACE_SECONDS = 5


class CpuSpent(Exception):
    """The worker's processor time is spent; raised inside it by the kernel's signal."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost.

    Attributes:
        file_bytes: largest file.
        memory_bytes: address space of the worker.
        cpu_seconds_at_least: processor time for any file, and
        cpu_seconds_a_mib: as much more for each MiB of it. Files are read at about 1 MiB a second,
            workbooks ten times slower because they are packed.
        silent_seconds: longest time without a byte read or a row handed back.
        wall_seconds: longest time in all.
        open_files: files open at once.
    """

    file_bytes: int = 16 * GIB
    memory_bytes: int = 4 * GIB
    cpu_seconds_at_least: int = 120
    cpu_seconds_a_mib: int = 60
    silent_seconds: float = 300.0
    wall_seconds: float = 24 * 3600.0
    open_files: int = 64

    def cpu_seconds(self, size: int) -> int:
        """Processor time for a file of `size` bytes, in seconds."""
        return self.cpu_seconds_at_least + self.cpu_seconds_a_mib * (size // MIB)


@dataclass(frozen=True, slots=True)
class Spent:
    """Which limit a file hit: ``size``, ``memory``, ``cpu``, ``silence``, ``wall``."""

    limit: str

    def error(self, name: str, size: int, limits: Limits) -> BadInput:
        """The refusal of the file, naming the limit and what to do."""
        problem = {
            "size": f"the file has {size / MIB:,.0f} MiB; at most {limits.file_bytes / MIB:,.0f} "
            "are read",
            "memory": f"reading it takes more than {limits.memory_bytes / MIB:,.0f} MiB of memory",
            "cpu": f"reading it takes more than {limits.cpu_seconds(size):,} seconds of processor "
            "time",
            "silence": f"nothing came of it for {limits.silent_seconds:,.0f} seconds",
            "wall": f"reading it takes longer than {limits.wall_seconds:,.0f} seconds",
        }[self.limit]
        remedy = "Split it into smaller files, or save it as .csv; if it came from outside, ask the"
        return BadInput(problem, f"{remedy} sender whether it is what they sent.", where=(name,))


def apply(limits: Limits, size: int) -> None:
    """Limit this process for good. Its children would inherit the limits; it may have none.

    Args:
        limits: what to allow.
        size: the file's size in bytes.
    """
    signal.signal(signal.SIGXCPU, _spent)
    seconds = limits.cpu_seconds(size)
    # The first limit is answered by Python code; the second, for code that never comes back to
    # Python, by the kernel with SIGKILL.
    wanted = {
        resource.RLIMIT_CPU: (seconds, seconds + GRACE_SECONDS),
        resource.RLIMIT_AS: (limits.memory_bytes, limits.memory_bytes),
        resource.RLIMIT_NOFILE: (limits.open_files, limits.open_files),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, (soft, hard) in wanted.items():
        ceiling = resource.getrlimit(kind)[1]
        most = max(soft, hard) if ceiling == resource.RLIM_INFINITY else ceiling
        resource.setrlimit(kind, (min(soft, most), min(hard, most)))


def _spent(_number: int, _frame: object) -> None:
    raise CpuSpent
