"""What a step of the desk is: a page that asks something, and the service that records it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from hawkari.evidence.access import Access

__all__ = ["PageStep"]

Run = Callable[[Access, str, Mapping[str, Any]], object]
Prepare = Callable[[Access, str, forms.Form], None]


@dataclass(frozen=True, slots=True)
class PageStep:
    """One step.

    Attributes:
        title: what the page asks.
        button: what the button says.
        said: what is said when it was done.
        form: what is asked.
        run: gets the access, the case's reference and what the form gave.
        hint: what the reader must know first; may be empty.
        prepare: puts into the form what only the case or the operation knows; gets the access, the
            case's reference and the form.
    """

    title: Promise
    button: Promise
    said: Promise
    form: type[forms.Form]
    run: Run
    hint: Promise | str = ""
    prepare: Prepare | None = None

    def form_for(self, access: Access, reference: str, **given: Any) -> forms.Form:
        """The form of a case.

        Args:
            access: who fills it in.
            reference: of the case.
            given: what the form is made of, e.g. `data` or `initial`.
        """
        made = self.form(**given)
        if self.prepare is not None:
            self.prepare(access, reference, made)
        return made
