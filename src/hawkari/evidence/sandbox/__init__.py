"""Partners' files are parsed by a process that can do nothing else.

A file from outside is read by loaders in a child process with limits on size, memory, time and
open files; it has no network, starts no program, writes no file, and on Linux reads nothing but
the program and the one file. What it hands back is data that is checked, never code.
`loader_for` stands in for the loaders' own function of that name.

    parent (the load)          nursery                     worker, one a question
    SandboxedLoader ──fork──>  loaders imported, no file ──fork──> isolated, then opens the file
         ^───────────────── frames of JSON, each checked ──────────────┘
"""

from hawkari.evidence.sandbox.limits import Limits
from hawkari.evidence.sandbox.reading import SandboxedLoader, loader_for
from hawkari.evidence.sandbox.workers import NoWorker, prepare

__all__ = ["Limits", "NoWorker", "SandboxedLoader", "loader_for", "prepare"]
