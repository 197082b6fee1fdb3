"""How a person wants the pages to look: theme, density, contrast. Kept in one cookie."""

from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["Choice", "Display", "Option"]

COOKIE = "display"
YEAR = 365 * 24 * 3600

CHOICES: tuple[tuple[str, Promise, tuple[tuple[str, Promise], ...]], ...] = (
    ("theme", _("Colours"), (("", _("as the system")), ("light", _("light")), ("dark", _("dark")))),
    (
        "density",
        _("Density"),
        (("", _("as the page")), ("comfortable", _("comfortable")), ("compact", _("compact"))),
    ),
    ("contrast", _("Contrast"), (("", _("as the system")), ("more", _("more")))),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a choice, in words, and whether it is the one in force."""

    value: str
    label: Promise
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One question of the display menu with its options."""

    name: str
    label: Promise
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Display:
    """A person's choices; an empty text leaves it to the system or the page."""

    theme: str = ""
    density: str = ""
    contrast: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The choices in the request's cookie; anything unknown counts as no choice."""
        parts = (request.COOKIES.get(COOKIE, "") + "--").split("-")
        return cls.checked(dict(zip(("theme", "density", "contrast"), parts, strict=False)))

    @classmethod
    def checked(cls, values: dict[str, str]) -> Self:
        """The choices among `values` that exist; the others are left empty."""
        known = {name: {value for value, _label in options} for name, _words, options in CHOICES}
        return cls(
            **{
                name: values.get(name, "") if values.get(name, "") in allowed else ""
                for name, allowed in known.items()
            }
        )

    def keep(self, response: HttpResponse) -> None:
        """Write the cookie; no script may read it, and it says nothing about the person."""
        text = "-".join((self.theme, self.density, self.contrast))
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            COOKIE, text, max_age=YEAR, secure=secure, httponly=True, samesite="Lax"
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The display menu: every choice, with the one in force marked."""
        return tuple(
            Choice(
                name,
                label,
                tuple(
                    Option(value, words, chosen=getattr(self, name) == value)
                    for value, words in options
                ),
            )
            for name, label, options in CHOICES
        )
