"""Forms of the myth bank: a myth, another way of saying it, an answer, and reasons."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign import myth_words as words
from hawkari.desks.campaign.bank import Content, Help, Source, Verdict, wording_of
from hawkari.desks.campaign.services.answers import LONGEST, Written

__all__ = ["AnswerForm", "MythForm", "SayingForm", "WhyForm", "initial_of"]

SPLIT = " | "
HELP_PARTS, SOURCE_PARTS = 2, (3, 4)


def _words(label: Any, name: str, *, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=LONGEST.get(name, 8_000), widget=widget, **more)


class SayingForm(forms.Form):
    """One way in which a myth is said."""

    language = forms.ChoiceField(label=_("Language"), choices=list(words.LANGUAGES.items()))
    text = forms.CharField(
        label=_("What is said"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class MythForm(SayingForm):
    """A myth."""

    topic = forms.ChoiceField(label=_("What it is about"), choices=list(words.TOPICS.items()))
    field_order = ("text", "language", "topic")


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(
        label=_("Why?"), max_length=1_000, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class AnswerForm(forms.Form):
    """The words of an answer. Sources and help stand one a line, their parts between bars."""

    seen = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    claim = _words(_("The claim, as the answer quotes it"), "claim", rows=2)
    verdict = forms.ChoiceField(label=_("What is found"), choices=list(words.VERDICTS.items()))
    answer = _words(
        _("The answer, in a few sentences"),
        "answer",
        rows=4,
        help_text=_("On every product. Only what the sources say."),
    )
    protection = _words(
        _("Help and protection"),
        "protection",
        rows=4,
        help_text=_("On every product. One a line: what it is | how it is reached"),
    )
    protection_due = forms.BooleanField(
        label=_("Protection is due: readers may be in need of it, so nobody is deterred"),
        required=False,
    )
    deterrence = _words(
        _("The dangers"),
        "deterrence",
        required=False,
        help_text=_("Leave it empty where protection is due."),
    )
    more = _words(
        _("More facts"), "more", rows=4, required=False, help_text=_("On the leaflet only.")
    )
    sources = _words(
        _("Sources"),
        "sources",
        required=False,
        help_text=_("One a line: title | publisher | address | date"),
    )
    attribution = forms.CharField(
        label=_("Who speaks"),
        max_length=LONGEST["attribution"],
        required=False,
        help_text=_("The name of the authority, on every product. An address is no name."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    expires = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("At most a year away; after it nothing leaves."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=_("What you changed, and why"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *given: Any, language: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.language = language
        direction = "rtl" if wording_of(language).is_rtl else "ltr"
        for name in ("claim", "answer", "protection", "deterrence", "more", "attribution"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction}

    def clean_protection(self) -> tuple[Help, ...]:
        """One for each line."""
        return tuple(
            Help(*parts)
            for parts in _lines(
                self.cleaned_data["protection"],
                lambda parts: len(parts) == HELP_PARTS,
                gettext("Write each as: what it is | how it is reached"),
            )
        )

    def clean_sources(self) -> tuple[Source, ...]:
        """One for each line."""
        return tuple(
            Source(*parts)
            for parts in _lines(
                self.cleaned_data["sources"],
                lambda parts: len(parts) in SOURCE_PARTS,
                gettext("Write each as: title | publisher | address | date"),
            )
        )

    def written(self) -> Written:
        """What the service keeps."""
        given = self.cleaned_data
        content = Content(
            language=self.language,
            claim=given["claim"],
            verdict=Verdict(given["verdict"]),
            answer=_folded(given["answer"]),
            protection=given["protection"],
            sources=given["sources"],
            attribution=given["attribution"],
            expires=given["expires"],
            more=_folded(given["more"]),
            deterrence=_folded(given["deterrence"]),
            protection_due=given["protection_due"],
        )
        return Written(content, given["seen"], given["note"])


def _folded(text: str) -> str:
    """A browser sends line ends as CR and LF."""
    return text.replace("\r\n", "\n")


def _lines(text: str, is_right: Callable[[list[str]], bool], problem: str) -> list[list[str]]:
    rows = [[part.strip() for part in line.split("|")] for line in text.splitlines()]
    rows = [row for row in rows if any(row)]
    if not all(is_right(row) for row in rows):
        raise forms.ValidationError(problem)
    return rows


def initial_of(content: Content, *, seen: int) -> Mapping[str, Any]:
    """What the form begins with.

    Args:
        content: words to begin from.
        seen: number of the version that they are; 0 where they are none yet.
    """
    return {
        "seen": seen,
        "claim": content.claim,
        "verdict": content.verdict.value,
        "answer": content.answer,
        "protection": "\n".join(SPLIT.join((one.name, one.how)) for one in content.protection),
        "protection_due": content.protection_due,
        "deterrence": content.deterrence,
        "more": content.more,
        "sources": "\n".join(
            SPLIT.join(filter(None, (one.title, one.publisher, one.url, one.on)))
            for one in content.sources
        ),
        "attribution": content.attribution,
        "expires": content.expires,
    }
