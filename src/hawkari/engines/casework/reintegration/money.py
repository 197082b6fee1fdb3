"""Pounds and pence, and how much of them one person may be promised."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from hawkari.engines.casework.values import Route
from hawkari.errors import BadInput

__all__ = ["Ceiling", "ceiling_of", "check_ceiling", "load_ceilings", "money"]

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
MOST = Decimal("1000000.00")


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that one person may be promised, with its authority; see `assistance.toml`."""

    name: str
    routes: tuple[Route, ...]
    amount: Decimal
    currency: str
    authority: str
    effective_from: date
    source_url: str
    status: str
    verified_by: str
    note: str
    effective_to: date | None = None


@lru_cache(maxsize=1)
def load_ceilings() -> tuple[Ceiling, ...]:
    """The ceilings that are shipped."""
    path = files("hawkari.engines.casework") / "resources" / "assistance.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["ceiling"]
    return tuple(
        Ceiling(
            **{
                **row,
                "routes": tuple(map(Route, row["routes"])),
                "amount": Decimal(row["amount"]),
            }
        )
        for row in rows
    )


def ceiling_of(route: Route | None, on: date) -> Ceiling | None:
    """The ceiling for a route on a day; None where there is no money of ours."""
    return next(
        (
            one
            for one in load_ceilings()
            if route in one.routes
            and one.effective_from <= on
            and (one.effective_to is None or on <= one.effective_to)
        ),
        None,
    )


def money(text: object) -> Decimal:
    """Pounds and pence from text, e.g. ``"1250.50"``; never a float.

    Raises:
        BadInput: if it is no amount of whole pence from 0 to a million.
    """
    value = text.strip() if isinstance(text, str) else ""
    whole, _, pence = value.partition(".")
    if not (value.isascii() and whole.isdigit() and len(whole) <= 7):
        raise BadInput(f"{value[:20]!r} is no amount", "Give pounds and pence, e.g. 1250.50.")
    if len(pence) > 2 or (pence and not pence.isdigit()) or value.endswith("."):
        raise BadInput(f"{value[:20]!r} is no amount", "Give pounds and pence, e.g. 1250.50.")
    amount = Decimal(value).quantize(CENT)
    if amount > MOST:
        raise BadInput(f"{value[:20]!r} is too much", "Give at most a million pounds.")
    return amount


def check_ceiling(committed: Decimal, amount: Decimal, route: Route | None, *, on: date) -> None:
    """Refuse a promise of more than is left under the ceiling of a route.

    Args:
        committed: pounds promised or given already.
        amount: pounds to promise.
        route: of the case.
        on: the day of the promise.

    Raises:
        BadInput: saying how much is left, and by what authority.
    """
    if not amount:
        return
    ceiling = ceiling_of(route, on)
    left = max(ceiling.amount - committed, NOTHING) if ceiling else NOTHING
    if amount > left:
        why = (
            f"Promise at most {left} pounds: {ceiling.authority}, {ceiling.amount} a person."
            if ceiling
            else "There is no money of ours for this route; help in kind has the amount 0."
        )
        raise BadInput(f"{amount} pounds are more than is left", why, where=("amount",))
