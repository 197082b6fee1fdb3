"""Doors of the returns desk: the board, and loading cases."""

from tests.trust.visits import Visit

__all__ = ["EXEMPT_COMMANDS", "VISITS"]

VISITS = (
    Visit("returns:board", role="caseworker"),
    Visit("returns:board_file", role="caseworker"),
    Visit(
        "returns:board_act",
        "post",
        data=lambda _: {"action": "hold", "why": "flight cancelled", "case": "R-2026-7KQ4XM"},
        role="caseworker",
    ),
)
EXEMPT_COMMANDS = {
    "returns load": "into an operation of its own: asks, refuses, is audited, see "
    "tests/desks/returns/test_loading",
}
