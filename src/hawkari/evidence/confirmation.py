"""Marks what needs a fresh confirmation: disclosure, break-glass, accounts and roles.

Desks mark their views; the site asks (`hawkari.site.accounts.stepup`), since only it knows logins.
Source: OWASP ASVS 5.0, 7.5.3 (confirm again before a highly sensitive act). Verified by: nobody
yet.
"""

import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

__all__ = ["needs_confirmation", "wants_confirmation"]

View = TypeVar("View", bound=Callable[..., Any])
MARK = "needs_confirmation"


def needs_confirmation(view: View) -> View:
    """Mark a view: whoever has not shown their second factor or password just now is asked first.

    Also for operations of an API, beneath the API's own decorator. Put it on the page that shows
    the form as well: a form sent too late is not sent again by itself.
    """
    setattr(view, MARK, True)
    return view


def wants_confirmation(view: Callable[..., Any], method: str) -> bool:
    """Whether a view, as Django's resolver gives it, is marked for a request of this method."""
    if getattr(view, MARK, False):
        return True
    return any(
        getattr(operation.view_func, MARK, False)
        for operation in _operations(view)
        if method in operation.methods
    )


def _operations(view: Callable[..., Any]) -> Iterable[Any]:
    # An API's view is a function made inside the object that holds one address's operations.
    holder = getattr(view, "__self__", None)
    if holder is None and inspect.isfunction(view) and view.__closure__:
        holder = inspect.getclosurevars(view).nonlocals.get("self")
    return getattr(holder, "operations", ())
