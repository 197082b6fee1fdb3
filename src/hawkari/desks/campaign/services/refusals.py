"""What is not there, or is another agency's: nobody is told which."""

from hawkari.desks.campaign.models import Import, Post
from hawkari.desks.campaign.services.access import known_imports, known_posts
from hawkari.desks.refusals import NotFound
from hawkari.evidence.access import Access

__all__ = ["NotFound", "import_of", "post_of"]


def import_of(access: Access, reference: str) -> Import:
    """An import by its reference.

    Raises:
        NotFound: if there is none that the reader may know of.
    """
    found = known_imports(access).filter(reference=reference).first()
    if found is None:
        raise NotFound("import", reference)
    return found


def post_of(access: Access, number: int) -> Post:
    """A post by its number here.

    Raises:
        NotFound: if there is none that the reader may know of.
    """
    found = known_posts(access).filter(pk=number).select_related("imported", "channel").first()
    if found is None:
        raise NotFound("post", str(number))
    return found
