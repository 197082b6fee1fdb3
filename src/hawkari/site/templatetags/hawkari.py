"""Small parts that every desk's templates share."""

from datetime import date, datetime

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from hawkari.evidence.grading.codes import HandlingCode, IntelligenceAssessment, SourceEvaluation

__all__ = ["grade", "grade_words", "input_of", "iso"]

register = template.Library()

SOURCE_WORDS: dict[str, Promise] = {
    SourceEvaluation.RELIABLE: _("reliable source"),
    SourceEvaluation.UNTESTED: _("untested source"),
    SourceEvaluation.NOT_RELIABLE: _("source not reliable"),
}
INTELLIGENCE_WORDS: dict[str, Promise] = {
    IntelligenceAssessment.KNOWN_DIRECTLY: _("known directly"),
    IntelligenceAssessment.KNOWN_INDIRECTLY_CORROBORATED: _("known indirectly but corroborated"),
    IntelligenceAssessment.KNOWN_INDIRECTLY: _("known indirectly"),
    IntelligenceAssessment.NOT_KNOWN: _("not known"),
    IntelligenceAssessment.SUSPECTED_FALSE: _("suspected false"),
}
HANDLING_WORDS: dict[str, Promise] = {
    HandlingCode.PERMITTED: _("sharing permitted"),
    HandlingCode.CONDITIONS: _("sharing permitted with conditions"),
}
WEAK_SOURCE = SourceEvaluation.NOT_RELIABLE
WEAK_INTELLIGENCE = {IntelligenceAssessment.NOT_KNOWN, IntelligenceAssessment.SUSPECTED_FALSE}


def grade_words(code: str, handling: str) -> str:
    """A grade such as ``2B`` and a handling code in words, for readers and screen readers.

    Unknown codes are shown as they are, never guessed at.
    """
    source = SOURCE_WORDS.get(code[:1], code[:1])
    intelligence = INTELLIGENCE_WORDS.get(code[1:], code[1:])
    return translate("%(source)s, %(intelligence)s; %(handling)s") % {
        "source": source,
        "intelligence": intelligence,
        "handling": HANDLING_WORDS.get(handling, handling),
    }


@register.simple_tag
def grade(code: str, handling: str) -> SafeString:
    """The badge of a grade and handling code: ``{% grade "2B" "P" %}``.

    A weak source or a doubtful assessment has a dashed border; conditions are amber.
    """
    weak = code[:1] == WEAK_SOURCE or code[1:] in WEAK_INTELLIGENCE
    classes = "grade" + (" weak" if weak else "") + (" cond" if handling == "C" else "")
    words = grade_words(code, handling)
    return format_html(
        '<span class="{}" title="{}"><b>{}</b><i>{}</i><span class="vh">: {}</span></span>',
        classes,
        words,
        code,
        handling,
        words,
    )


@register.filter(name="input")
def input_of(field: BoundField) -> SafeString:
    """A form field's control with our class, tied to its hint and error for screen readers."""
    described = [f"{field.id_for_label}-hint"] if field.help_text else []
    attributes: dict[str, str | bool] = {"class": "input"}
    if field.errors:
        described.append(f"{field.id_for_label}-error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attributes)


@register.filter
def iso(moment: date | datetime | None) -> SafeString | str:
    """A date or time as ISO text in a `<time>`; times to the minute, in the site's time zone.

    None gives an empty text: the template says in words what is missing.
    """
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        local = timezone.localtime(moment)
        return format_html(
            '<time datetime="{}">{}</time>', local.isoformat(), local.strftime("%Y-%m-%d %H:%M")
        )
    return format_html('<time datetime="{0}">{0}</time>', moment.isoformat())
