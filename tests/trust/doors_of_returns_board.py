"""Doors of the returns desk: the board, and loading cases."""

from tests.trust.visits import Visit

__all__ = ["EXEMPT_COMMANDS", "VISITS"]

VISITS: tuple[Visit, ...] = ()
EXEMPT_COMMANDS = {
    "returns load": "into an operation of its own: asks, refuses, is audited, see "
    "tests/desks/returns/test_loading",
}
