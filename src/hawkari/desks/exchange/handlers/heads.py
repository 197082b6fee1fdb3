"""Tree heads of partners' audit logs."""

from hawkari.desks.exchange.node.handling import Received, handles
from hawkari.desks.exchange.node.heads import KIND, keep_head

__all__ = ["on_tree_head"]


@handles(KIND)
def on_tree_head(message: Received) -> None:
    """Keep it, with how it follows from the one before."""
    keep_head(message)
