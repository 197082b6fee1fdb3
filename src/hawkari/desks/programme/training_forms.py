"""Forms of the pages of training."""

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.models import ItemKind, Trainer
from hawkari.desks.programme.services.access import known_items
from hawkari.desks.programme.services.courses import NewCourse
from hawkari.desks.programme.services.curricula import LANGUAGES, name_of
from hawkari.desks.programme.services.practice import MONTHS
from hawkari.desks.programme.services.training_access import known_curricula
from hawkari.desks.programme.templatetags.training import curriculum_name
from hawkari.desks.programme.training_words import LANGUAGES as LANGUAGE_WORDS
from hawkari.desks.programme.training_words import OBSERVED, VETTING
from hawkari.evidence.access import Access

__all__ = [
    "AnswersForm",
    "CourseForm",
    "DrawForm",
    "FileForm",
    "LeaveForm",
    "LicenceForm",
    "PracticeForm",
    "SessionForm",
    "TrainerChoice",
    "TrainerForm",
    "VettingForm",
    "WhyForm",
]

ANY_WAY = {"dir": "auto"}


def _line(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs=ANY_WAY)
    return forms.CharField(
        label=label, max_length=200, widget=widget, help_text=hint, required=required
    )


def _day(label: Any, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=hint)


def _words(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4, **ANY_WAY})
    return forms.CharField(
        label=label, max_length=3000, widget=area, help_text=hint, required=required
    )


def _curricula(access: Access) -> list[tuple[str, str]]:
    """Curricula to choose from; each version is told apart, and one without questions says so."""
    asked = Count("questions", filter=Q(questions__retired_at__isnull=True))
    found: list[Any] = list(known_curricula(access).annotate(asked=asked))
    return [(name_of(one), _choice(one)) for one in found]


def _choice(one: Any) -> str:
    said = f"{curriculum_name(one)} ({one.version})"
    lacking = gettext("no questions yet")
    return said if one.asked else f"{said}: {lacking}"


class CourseForm(forms.Form):
    """A course: what, where, when, in which language, and how long names are kept."""

    title = _line(_("Name of the course"))
    curriculum = forms.ChoiceField(label=_("Curriculum"))
    language = forms.ChoiceField(
        label=_("Language"), choices=[(one, LANGUAGE_WORDS[one]) for one in LANGUAGES]
    )
    place = _line(_("Place"))
    first = _day(_("First day"))
    last = _day(_("Last day"))
    keep_until = _day(
        _("Keep names until"), _("Then names are erased; scores and counts stay. Within 5 years.")
    )
    activity = forms.ChoiceField(label=_("Activity that it belongs to"), required=False)

    def __init__(self, access: Access, data: Any = None) -> None:
        super().__init__(data)
        activities = known_items(access).filter(kind=ItemKind.ACTIVITY)
        self.fields["curriculum"].choices = _curricula(access)  # type: ignore[attr-defined]
        self.fields["activity"].choices = [  # type: ignore[attr-defined]
            ("", _("none")),
            *((one.reference, f"{one.reference} {one.name}") for one in activities[:500]),
        ]

    def course(self) -> NewCourse:
        """What was filled in."""
        return NewCourse(**self.cleaned_data)


class SessionForm(forms.Form):
    """A session to add."""

    day = _day(_("Day"))
    topic = _line(_("Topic"))


class TrainerChoice(forms.Form):
    """Who taught, of those who may."""

    trainer = forms.ModelChoiceField(label=_("Trainer"), queryset=Trainer.objects.none())

    def __init__(self, data: Any = None, *, may_teach: Any = ()) -> None:
        super().__init__(data)
        field: Any = self.fields["trainer"]
        field.queryset = Trainer.objects.filter(pk__in=[one.pk for one in may_teach])
        field.label_from_instance = lambda one: f"{one.name}, {one.unit}"


class WhyForm(forms.Form):
    """A reason."""

    why = _line(_("Reason"))


class FileForm(forms.Form):
    """A file."""

    file = forms.FileField(label=_("File"))


class DrawForm(forms.Form):
    """How a test is drawn."""

    each = forms.IntegerField(
        label=_("Questions of each topic"), min_value=1, max_value=20, initial=2
    )
    seed = _line(
        _("Seed of the draw"),
        _("Any text, for example thrown dice. Whoever knows it can draw again and check."),
    )


class AnswersForm(forms.Form):
    """One answer sheet: a letter a question."""

    language = forms.ChoiceField(
        label=_("Language of the paper"), choices=[(one, LANGUAGE_WORDS[one]) for one in LANGUAGES]
    )
    day = _day(_("Day"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)

    def __init__(self, options: Any, data: Any = None, **how: Any) -> None:
        super().__init__(data, **how)
        for place, many in enumerate(options, 1):
            letters = [(str(one), "ABCDEF"[one]) for one in range(many)]
            self.fields[f"q{place}"] = forms.ChoiceField(
                label=str(place), choices=[("", "–"), *letters], required=False
            )
        self.count = len(options)

    def answers(self) -> list[int | None]:
        """What was ticked, in order."""
        said = [self.cleaned_data[f"q{place}"] for place in range(1, self.count + 1)]
        return [int(one) if one else None for one in said]


class LeaveForm(forms.Form):
    """That somebody left."""

    day = _day(_("Day"))
    why = _line(_("Reason"))


class VettingForm(forms.Form):
    """What an office said of somebody's vetting."""

    vetting = forms.ChoiceField(label=_("What was said"), choices=list(VETTING.items()))
    office = _line(_("Which office said so"), required=False)
    day = _day(_("Day"))


class PracticeForm(forms.Form):
    """Whether what was taught was seen in practice."""

    month = forms.TypedChoiceField(
        label=_("Months after the course"), choices=[(one, str(one)) for one in MONTHS], coerce=int
    )
    seen = forms.ChoiceField(label=_("What was seen"), choices=list(OBSERVED.items()))
    observer = _line(_("Which office observed"))
    day = _day(_("Day"))
    note = _words(_("Note"), required=False)


class TrainerForm(forms.Form):
    """A trainer to add."""

    name = _line(_("Name"))
    unit = _line(_("Office"))


class LicenceForm(forms.Form):
    """What a trainer is to be let teach."""

    curriculum = forms.ChoiceField(label=_("Curriculum"))
    grounds = _line(_("What shows that they can teach it"))
    ends = _day(_("Until"))
    trains_trainers = forms.BooleanField(label=_("May also train trainers"), required=False)

    def __init__(self, access: Access, data: Any = None) -> None:
        super().__init__(data)
        self.fields["curriculum"].choices = _curricula(access)  # type: ignore[attr-defined]
