"""What is not there, or is another agency's: nobody is told which."""

from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.desks.programme.services.access import known_items
from hawkari.desks.refusals import NotFound
from hawkari.evidence.access import Access

__all__ = ["NotFound", "item_of"]


def item_of(access: Access, reference: str, kind: ItemKind | None = None) -> RegisterItem:
    """An item of the register by its reference.

    Args:
        access: who asks.
        reference: as it is shown.
        kind: which kind it must be; None takes any.

    Raises:
        NotFound: if there is none that the reader may know of.
    """
    found = known_items(access).filter(reference=reference.replace("\0", "")).first()
    if found is None or (kind is not None and found.kind != kind):
        raise NotFound(kind or "item", reference)
    return found
