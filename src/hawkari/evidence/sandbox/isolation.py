"""Takes from this process what a reader of files never needs. Linux; elsewhere only the limits.

`landlock(7)`: no file but the program's own and the one to be read, none to be written.
`seccomp(2)`: no socket, no program, no process, no signal to others. Both are asked of the kernel
through its own numbers, because Python has no functions for them; each is for good.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

__all__ = ["isolate"]

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_RET_ALLOW = 0x7FFF0000
_RET_ERRNO = 0x00050000
_RET_KILL = 0x80000000
_EPERM = 1
_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_X32 = 0x40000000

# Numbers from the kernel's tables: arch/x86/entry/syscalls/syscall_64.tbl, asm-generic/unistd.h.
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_DENIED = {
    "x86_64": (
        41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 53, 56, 57, 58, 59, 62, 101, 155, 161, 165, 166,
        175, 200, 234, 246, 248, 249, 250, 272, 288, 298, 299, 304, 307, 308, 310, 311, 313, 317,
        319, 321, 322, 323, 424, 425, 426, 427, 428, 429, 434, 435, 438,
    ),
    "aarch64": (
        39, 40, 41, 51, 97, 104, 105, 106, 117, 129, 130, 131, 198, 199, 200, 201, 202, 203, 206,
        207, 210, 211, 212, 217, 218, 219, 220, 221, 241, 242, 243, 265, 268, 269, 270, 271, 273,
        277, 279, 280, 281, 282, 424, 425, 426, 427, 428, 429, 434, 435, 438,
    ),
}  # fmt: skip
"""Sockets and messages, processes and programs, signals, tracing, mounts, modules, keys, BPF, …"""

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
_CREATE_VERSION = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# Every right that each version of the interface knows: files, then network, then scopes.
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NETWORK_FROM, _NETWORK_RIGHTS = 4, 0b11
_SCOPES_FROM, _SCOPES = 6, 0b11
_SYSTEM = ("/usr", "/lib", "/lib64", "/etc/localtime", "/etc/ld.so.cache", "/dev/urandom")


def isolate(path: Path) -> tuple[str, ...]:
    """Give up everything but reading one file. For this process, for good.

    Args:
        path: the one file.

    Returns:
        the guards that hold: of ``files``, ``network``, ``processes``, those the kernel offers.
    """
    if sys.platform != "linux":
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return ()
    held: tuple[str, ...] = ()
    if _only_read(libc, path):
        held += ("files",)
    if _deny_calls(libc):
        held += ("network", "processes")
    return held


def _only_read(libc: ctypes.CDLL, path: Path) -> bool:
    """Landlock: whether from now on only the program and `path` can be opened, to be read."""
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _CREATE_VERSION)
    if version < 1:
        return False
    rights = _FILE_RIGHTS[max(known for known in _FILE_RIGHTS if known <= version)]
    asked = struct.pack("Q", rights)
    if version >= _NETWORK_FROM:
        asked += struct.pack("Q", _NETWORK_RIGHTS)
    if version >= _SCOPES_FROM:
        asked += struct.pack("Q", _SCOPES)
    ruleset = libc.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), 0)
    if ruleset < 0:
        return False
    try:
        for root in _readable(path):
            _allow(libc, ruleset, root)
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _readable(path: Path) -> list[str]:
    program = [sys.prefix, sys.base_prefix, *sys.path]
    return [*dict.fromkeys(root for root in (*_SYSTEM, *program) if root), str(path)]


def _allow(libc: ctypes.CDLL, ruleset: int, root: str) -> None:
    try:
        opened = os.open(root, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | (_READ_DIR if Path(root).is_dir() else 0)
        rule = struct.pack("=Qi", rights, opened)
        libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(opened)


def _deny_calls(libc: ctypes.CDLL) -> bool:
    """Seccomp: whether from now on the denied calls fail with EPERM."""
    machine = os.uname().machine
    if machine not in _AUDIT_ARCH:
        return False
    program = _filter(machine)
    code = ctypes.create_string_buffer(b"".join(program))
    # struct sock_fprog: the number of instructions, and where they are.
    asked = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, asked, 0, 0) == 0)


def _filter(machine: str) -> list[bytes]:
    """The instructions: another architecture's calls kill, denied ones fail, the rest go on."""

    def step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    denied = _DENIED[machine]
    steps = [
        step(_LOAD, 4),
        step(_EQUALS, _AUDIT_ARCH[machine], yes=1),
        step(_RETURN, _RET_KILL),
        step(_LOAD, 0),
        step(_AT_LEAST, _X32, yes=len(denied) + 1),
    ]
    for at, number in enumerate(denied):
        steps.append(step(_EQUALS, number, yes=len(denied) - at))
    steps.append(step(_RETURN, _RET_ALLOW))
    steps.append(step(_RETURN, _RET_ERRNO | _EPERM))
    return steps
