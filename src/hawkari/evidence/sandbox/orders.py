"""The two kinds of message between a load and its nursery."""

import struct

__all__ = ["ENDED", "PROCESS"]

PROCESS = struct.Struct(">cI")
"""An order, or the reply to ``F``: its letter, and a process id."""

ENDED = struct.Struct(">id")
"""The reply to ``W``: exit status (negative: the signal), processor seconds."""
