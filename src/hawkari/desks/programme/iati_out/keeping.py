"""Details of publication as plain JSON, and back; what cannot be read is left out."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hawkari.desks.programme.iati_out.values import Contact, Details, Org, Party, Place, Share

__all__ = ["details_from", "details_to", "number"]

DAYS = ("planned_start", "actual_start", "planned_end", "actual_end")
CODES = ("status", "scope", "collaboration", "flow", "finance", "aid", "tied")
LARGEST = Decimal(10) ** 15


def details_to(details: Details) -> dict[str, Any]:
    """The details as JSON can hold them: numbers and days as text, so that none is rounded."""
    return {key: _plain(value) for key, value in asdict(details).items()}


def details_from(kept: Mapping[str, Any]) -> Details:
    """The details that JSON holds; keys that are not known are passed over."""
    place = kept.get("place") or {}
    contact = kept.get("contact") or {}
    stated: dict[str, Any] = {key: _day(kept.get(key)) for key in DAYS}
    stated |= {key: str(kept.get(key, "")) for key in CODES}
    return Details(
        title=_texts(kept.get("title")),
        description=_texts(kept.get("description")),
        parties=tuple(
            Party(str(one.get("role", "")), _org(one.get("org"))) for one in kept.get("parties", ())
        ),
        countries=tuple(_share(one) for one in kept.get("countries", ())),
        sectors=tuple(_share(one) for one in kept.get("sectors", ())),
        place=Place(str(place.get("area", "")), str(place.get("name", ""))),
        contact=Contact(
            **{
                key: str(contact.get(key, ""))
                for key in ("organisation", "person", "email", "telephone")
            }
        ),
        language=str(kept.get("language") or "en"),
        currency=str(kept.get("currency") or "GBP"),
        **stated,
    )


def number(text: Any) -> Decimal | None:
    """A number that was kept as text; None where it is none, or none that money or a map knows."""
    try:
        found = Decimal(str(text))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < LARGEST else None


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


def _texts(kept: Any) -> dict[str, str]:
    return {str(key): str(text) for key, text in (kept or {}).items() if str(text).strip()}


def _org(kept: Any) -> Org:
    return Org(**{key: str((kept or {}).get(key, "")) for key in ("name", "ref", "kind")})


def _share(kept: Mapping[str, Any]) -> Share:
    return Share(str(kept.get("code", "")), number(kept.get("percentage")))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
