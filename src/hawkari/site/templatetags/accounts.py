"""Words and data of the account pages."""

import json
import re
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import Promise
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from hawkari.site.shell import ROLE_WORDS

__all__ = ["as_json", "device", "factor_words", "method_words", "outcome_words", "role_words"]

register = template.Library()

OUTCOMES: dict[str, Promise] = {
    "ok": _("logged in"),
    "failed": _("failed"),
    "locked": _("not looked at: too many tries"),
    "confirmed": _("confirmed"),
    "logged out": _("logged out"),
    "idle": _("ended: unused for too long"),
    "too old": _("ended: too old"),
    "ended": _("ended"),
}
METHODS: dict[str, Promise] = {
    "password": _("password"),
    "mfa": _("second factor"),
    "totp": _("authenticator app"),
    "webauthn": _("passkey"),
    "recovery_codes": _("recovery code"),
    "link": _("one-time link"),
    "socialaccount": _("the agency's provider"),
    "agency": _("the agency's provider"),
}
BROWSERS = (
    ("Edge", r"Edg/"),
    ("Chromium", r"Chrom(?:e|ium)/"),
    ("Firefox", r"Firefox/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iOS", r"iPhone|iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)


@register.filter
def as_json(value: Any) -> str:
    """A value as JSON, to be put in an attribute; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def outcome_words(outcome: str) -> str:
    """What came of a try to log in, in words; unknown ones as they are."""
    return str(OUTCOMES.get(outcome, outcome))


@register.filter
def method_words(method: str) -> str:
    """How somebody logged in, e.g. ``password+mfa``, in words."""
    return " + ".join(str(METHODS.get(part, part)) for part in method.split("+") if part)


@register.filter
def factor_words(kind: str) -> str:
    """A kind of second factor in words."""
    return str(METHODS.get(kind, kind))


@register.filter
def role_words(role: str) -> str:
    """A role in words."""
    return str(ROLE_WORDS.get(role, role))


@register.filter
def device(agent: str) -> str:
    """What a browser says it is, e.g. ``Firefox, Linux``; it may say anything."""
    named = [
        next((name for name, pattern in table if re.search(pattern, agent)), "")
        for table in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in named if name) or translate("unknown program")
