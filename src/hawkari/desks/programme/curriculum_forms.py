"""Forms of curricula and their questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.learning import LETTERS
from hawkari.desks.programme.models import Curriculum, Question, Subject
from hawkari.desks.programme.services.curricula import (
    LANGUAGES,
    LONGEST_NAME,
    LONGEST_OUTLINE,
    NewCurriculum,
    name_of,
)
from hawkari.desks.programme.services.questions import NewQuestion
from hawkari.desks.programme.training_words import SUBJECTS

__all__ = ["ChangeForm", "CurriculumForm", "NextVersionForm", "QuestionForm"]

RIGHT_TO_LEFT = ("ckb", "ar")


def _said_in(language: str) -> dict[str, str]:
    return {"lang": language, "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr"}


def _share(label: Any, hint: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=hint, min_value=0, max_value=100, initial=initial
    )


class VersionForm(forms.Form):
    """What a version of a curriculum says, in up to three languages, and who passes."""

    name_en = forms.CharField(label=_("Name in English"), max_length=LONGEST_NAME)
    name_ckb = forms.CharField(
        label=_("Name in Sorani"), max_length=LONGEST_NAME, required=False,
        help_text=_("Stands on certificates of courses in that language."),
    )  # fmt: skip
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=LONGEST_NAME, required=False)
    outline_en = forms.CharField(
        label=_("What they can do afterwards, in English"), max_length=LONGEST_OUTLINE,
        required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    outline_ckb = forms.CharField(
        label=_("The same in Sorani"), max_length=LONGEST_OUTLINE, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    outline_ar = forms.CharField(
        label=_("The same in Arabic"), max_length=LONGEST_OUTLINE, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    pass_percent = _share(
        _("Right answers to pass, percent"), _("Of the test after the course."), 60
    )
    attend_percent = _share(
        _("Sessions to pass, percent"), _("Courses copy both: a later version changes none."), 80
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        for part in ("name", "outline"):
            for language in LANGUAGES:
                self.fields[f"{part}_{language}"].widget.attrs.update(_said_in(language))

    @staticmethod
    def said(curriculum: Curriculum) -> dict[str, object]:
        """What a curriculum says, to be changed in its next version."""
        texts = {
            f"{part}_{language}": words.get(language, "")
            for part, words in (("name", curriculum.names), ("outline", curriculum.outlines))
            for language in LANGUAGES
        }
        shares = {one: getattr(curriculum, one) for one in ("pass_percent", "attend_percent")}
        return {**texts, **shares}

    def _new(self, subject: str, questions_of: str) -> NewCurriculum:
        data = self.cleaned_data
        return NewCurriculum(
            subject=subject,
            names={one: data[f"name_{one}"] for one in LANGUAGES},
            outlines={one: data[f"outline_{one}"] for one in LANGUAGES},
            pass_percent=data["pass_percent"],
            attend_percent=data["attend_percent"],
            questions_of=questions_of,
        )


class CurriculumForm(VersionForm):
    """A curriculum of its own, without questions."""

    subject = forms.ChoiceField(
        label=_("Subject"),
        choices=[(one, SUBJECTS[one]) for one in Subject.values],
        help_text=_("Of a subject that has a curriculum, this is its next version."),
    )
    field_order = ("subject",)

    def curriculum(self) -> NewCurriculum:
        """What was filled in."""
        return self._new(self.cleaned_data["subject"], "")


class NextVersionForm(VersionForm):
    """The next version of a curriculum."""

    keep_questions = forms.BooleanField(
        label=_("Take over its questions"), required=False, initial=True,
        help_text=_("As they are asked today; who read them stays with them."),
    )  # fmt: skip

    def curriculum(self, before: Curriculum) -> NewCurriculum:
        """What was filled in, of the subject of the version before."""
        source = name_of(before) if self.cleaned_data["keep_questions"] else ""
        return self._new(before.subject, source)


def _words(language: str, label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 5, **_said_in(language)})
    return forms.CharField(
        label=label, max_length=3000, widget=area, help_text=hint, required=required
    )


class QuestionForm(forms.Form):
    """A question in up to three languages."""

    code = forms.CharField(
        label=_("Code"), max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Of a code that is there, this makes a new version."),
    )  # fmt: skip
    topic = forms.CharField(
        label=_("Topic"), max_length=40, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Tests ask as many questions of each topic. For example: chips"),
    )  # fmt: skip
    en = _words(
        "en", _("English"), _("The question in the first line, then an answer in each line."),
        required=True,
    )  # fmt: skip
    ckb = _words("ckb", _("Sorani"), _("As many answers, in the same order."))
    ar = _words("ar", _("Arabic"), _("As many answers, in the same order."))
    right = forms.TypedChoiceField(
        label=_("Right answer"), choices=list(enumerate(LETTERS)), coerce=int
    )

    @staticmethod
    def said(question: Question) -> dict[str, object]:
        """What a question says, to be changed in its next version."""
        words = {
            language: "\n".join((said["text"], *said["options"]))
            for language, said in question.words.items()
        }
        return {"code": question.code, "topic": question.topic, "right": question.right, **words}

    def question(self, code: str = "") -> NewQuestion:
        """What was filled in; a question that is changed keeps its `code`."""
        data = self.cleaned_data
        words = {}
        for language in LANGUAGES:
            lines = [one.strip() for one in data[language].splitlines() if one.strip()]
            if lines:
                words[language] = {"text": lines[0], "options": lines[1:]}
        return NewQuestion(
            code or data["code"].strip(), data["topic"].strip(), words, data["right"]
        )


class ChangeForm(QuestionForm):
    """The next version of a question: its code stays."""

    code = None  # type: ignore[assignment]
