"""What a load report says is not used, in the reader's language."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["UNUSED", "unused"]

UNUSED: Mapping[str, Promise] = {
    "column %s": _("column %s"),
    "key %s": _("key %s"),
    "element %s": _("element %s"),
    "parameter %s of %s": _("parameter %s of %s"),
    "property %s": _("property %s"),
    "field %s of %s": _("field %s of %s"),
    "field %s": _("field %s"),
    "model %s of %s": _("model %s of %s"),
    "messages of the type %s": _("messages of the type %s"),
    "models of the kind %s": _("models of the kind %s"),
    "other names": _("other names"),
    "rows above the header": _("rows above the header"),
    "rows of totals": _("rows of totals"),
    "paragraphs outside tables": _("paragraphs outside tables"),
    "lines of text outside tables": _("lines of text outside tables"),
    "rows that were deleted with changes tracked": _("rows that were deleted with changes tracked"),
    "rows with text that was deleted with changes tracked": _(
        "rows with text that was deleted with changes tracked"
    ),
    "comments of the document": _("comments of the document"),
    "footnotes of the document": _("footnotes of the document"),
    "endnotes of the document": _("endnotes of the document"),
    "scripts of the PDF": _("scripts of the PDF"),
    "files attached to the PDF": _("files attached to the PDF"),
    "forms of the PDF": _("forms of the PDF"),
    "links of the PDF": _("links of the PDF"),
    "fields of forms of the PDF": _("fields of forms of the PDF"),
    "notes on pages of the PDF": _("notes on pages of the PDF"),
    "letters set at an angle": _("letters set at an angle"),
    "lines outside a card": _("lines outside a card"),
    "lines of a card within a card": _("lines of a card within a card"),
    "lines before the first message": _("lines before the first message"),
    "dates of another form at the beginning of a line of text": _(
        "dates of another form at the beginning of a line of text"
    ),
    "body in HTML beside one in text": _("body in HTML beside one in text"),
    "parts of a message beyond 1,000": _("parts of a message beyond 1,000"),
    "values of the chart as a whole": _("values of the chart as a whole"),
    "values of a node beyond 10,000": _("values of a node beyond 10,000"),
    "values by default that are too many or too long": _(
        "values by default that are too many or too long"
    ),
    "keys beyond 2,000": _("keys beyond 2,000"),
    "positions, sizes and colours of drawings": _("positions, sizes and colours of drawings"),
    "hyperedges": _("hyperedges"),
    "statements of ids": _("statements of ids"),
    "objects of the type %s": _("objects of the type %s"),
    "objects that are revoked or have a newer version": _(
        "objects that are revoked or have a newer version"
    ),
}
"""By what the loaders call it; ``%s`` stands for the file's own word."""

_FORMS = {
    words: re.compile(re.escape(words).replace("%s", "(.+)"), re.DOTALL)
    for words in UNUSED
    if "%s" in words
}


def unused(name: str) -> str:
    """What is not used, in words, the file's own word as it is; a name without words as it is."""
    if name in UNUSED:
        return str(UNUSED[name])
    for words, form in _FORMS.items():
        found = form.fullmatch(name)
        if found is not None:
            return str(UNUSED[words]) % found.groups()
    return name
