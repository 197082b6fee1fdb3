"""Password policy: long, not common, not made of this installation's own words.

No rule on kinds of letters, no expiry, pasting allowed. Sources: NCSC, "Three random words" and
"Password administration for system owners"; OWASP ASVS 5.0, 6.2.1 to 6.2.11; Django's list of
20,000 common passwords. Verified by: nobody yet.
"""

import re
from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate

from hawkari.evidence.models import Agency, Operation

__all__ = ["LEFT_OVER", "InstallationWords", "left_over"]

LEFT_OVER = 8
SHORTEST_WORD = 4


def left_over(password: str, words: Iterable[str]) -> int:
    """How many letters and digits of a password are its own.

    Args:
        password: what somebody chose.
        words: known words; those shorter than 4 characters count only with others around them,
            so they are not taken out.

    Returns:
        The number of letters and digits left, different ones counted once, after every known word
        is taken out, longest first. Letter case and punctuation do not matter.
    """
    text = re.sub(r"[\W_]+", "", password.casefold())
    plain = {re.sub(r"[\W_]+", "", word.casefold()) for word in words}
    for word in sorted(plain, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            text = text.replace(word, "")
    return len(set(text))


class InstallationWords:
    """Refuses a password of which too little is left without the installation's own words.

    Those are the name of the software, of the user, of every agency and operation.
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError if fewer than `LEFT_OVER` different characters are left."""
        if left_over(password, _words(user)) < LEFT_OVER:
            raise ValidationError(
                translate(
                    "This password says too little beside names of people, agencies and "
                    "operations that are known here, or repeats itself. Three random words are "
                    "strong and easy to keep."
                ),
                code="installation_words",
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return translate("12 characters or more. Three random words are strong and easy to keep.")


def _words(user: AbstractBaseUser | None) -> list[str]:
    names = ["hawkari", "هاوکاری"]
    for table in (Agency, Operation):
        for slug, name in table.objects.values_list("slug", "name"):
            names += [slug, name, *re.split(r"[\W_]+", f"{slug} {name}")]
    if user is not None:
        own = (user.get_username(), getattr(user, "first_name", ""), getattr(user, "last_name", ""))
        names += own
    return names
