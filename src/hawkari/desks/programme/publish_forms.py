"""Forms of publishing: who publishes, what is stated of an activity, rules, and reviews."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.iati_out import FIELDS
from hawkari.desks.programme.iati_out.values import Contact, Details, Org, Party, Place, Share
from hawkari.desks.programme.publish_words import DOES
from hawkari.engines import iati

__all__ = [
    "CountryRow",
    "DetailsForm",
    "ImportForm",
    "PartyRow",
    "PublisherForm",
    "ReviewForm",
    "RuleForm",
    "SectorRow",
    "WhyForm",
    "initial_of",
]

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LANGUAGES = ("en", "ar", "ckb")
DAYS = ("planned_start", "actual_start", "planned_end", "actual_end")
CODES = ("status", "scope", "collaboration", "flow", "finance", "aid", "tied")


def _long(language: str = "") -> forms.Textarea:
    return forms.Textarea({"rows": 3, "dir": "auto"} | ({"lang": language} if language else {}))


def _text(language: str) -> forms.TextInput:
    return forms.TextInput({"dir": "auto", "lang": language})


class Listed(forms.ChoiceField):
    """A choice of one of IATI's lists, read when the form is made; nothing is chosen by default."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(choices=lambda: _codes(name), required=False, **options)


def _codes(name: str) -> list[tuple[str, Any]]:
    found = [(code, f"{code} {one.name}") for code, one in iati.codelist(name).items()]
    return [("", _("not stated")), *found]


class PublisherForm(forms.Form):
    """Under which identifier and name the agency publishes."""

    ref = forms.CharField(
        label=_("Identifier of the organisation"), max_length=60, help_text=_("E.g. GB-GOV-6.")
    )
    kind = Listed("OrganisationType", label=_("Kind of organisation"))
    name = forms.CharField(label=_("Name"), max_length=200)


class DetailsForm(forms.Form):
    """What is stated of one activity; what is left empty is not published."""

    title_en = forms.CharField(
        label=_("Title in English"), max_length=300, required=False, widget=_text("en")
    )
    title_ar = forms.CharField(
        label=_("Title in Arabic"), max_length=300, required=False, widget=_text("ar")
    )
    title_ckb = forms.CharField(
        label=_("Title in Sorani"), max_length=300, required=False, widget=_text("ckb")
    )
    description_en = forms.CharField(
        label=_("Description in English"), max_length=5000, required=False, widget=_long("en"),
        help_text=_("It is read by everybody: no names, no places, nothing of how it is done."),
    )  # fmt: skip
    description_ar = forms.CharField(
        label=_("Description in Arabic"), max_length=5000, required=False, widget=_long("ar")
    )
    description_ckb = forms.CharField(
        label=_("Description in Sorani"), max_length=5000, required=False, widget=_long("ckb")
    )
    status = Listed("ActivityStatus", label=_("Stage"))
    planned_start = forms.DateField(label=_("Planned start"), required=False, widget=DAY)
    actual_start = forms.DateField(label=_("Actual start"), required=False, widget=DAY)
    planned_end = forms.DateField(label=_("Planned end"), required=False, widget=DAY)
    actual_end = forms.DateField(label=_("Actual end"), required=False, widget=DAY)
    flow = Listed(
        "FlowType", label=_("Kind of flow"),
        help_text=_("Whether it counts as aid is for you to say: nothing here guesses it."),
    )  # fmt: skip
    aid = Listed("AidType", label=_("Kind of aid"))
    finance = Listed("FinanceType", label=_("Kind of finance"))
    tied = Listed("TiedStatus", label=_("Tied to the giver's suppliers"))
    collaboration = Listed("CollaborationType", label=_("Bilateral or multilateral"))
    scope = Listed("ActivityScope", label=_("How wide it reaches"))
    currency = forms.RegexField(r"^[A-Z]{3}$", label=_("Usual currency"), initial="GBP")
    area = forms.CharField(label=_("Governorate or region"), max_length=200, required=False)
    place = forms.CharField(label=_("Very place"), max_length=200, required=False)
    organisation = forms.CharField(
        label=_("Organisation to write to"), max_length=200, required=False
    )
    person = forms.CharField(label=_("Person to write to"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    telephone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False,
        widget=forms.TextInput({"dir": "ltr"}),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def details(
        self, parties: Iterable[Party], countries: Iterable[Share], sectors: Iterable[Share]
    ) -> Details:
        """What was stated, once the form is valid."""
        said = self.cleaned_data
        return Details(
            title={one: said[f"title_{one}"] for one in LANGUAGES if said[f"title_{one}"]},
            description={
                one: said[f"description_{one}"] for one in LANGUAGES if said[f"description_{one}"]
            },
            parties=tuple(parties), countries=tuple(countries), sectors=tuple(sectors),
            place=Place(said["area"], said["place"]),
            contact=Contact(said["organisation"], said["person"], said["email"], said["telephone"]),
            currency=said["currency"],
            **{one: said[one] for one in (*DAYS, *CODES)},
        )  # fmt: skip


class PartyRow(forms.Form):
    """An organisation that takes part."""

    role = Listed("OrganisationRole", label=_("Role"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    ref = forms.CharField(label=_("Identifier"), max_length=60, required=False)
    kind = Listed("OrganisationType", label=_("Kind of organisation"))

    def party(self) -> Party | None:
        """The organisation; None where the row is empty."""
        # A row that nobody touched has no values at all.
        said = {name: self.cleaned_data.get(name, "") for name in self.fields}
        found = Party(said["role"], Org(said["name"], said["ref"], said["kind"]))
        return found if found != Party("", Org()) else None


class _ShareRow(forms.Form):
    """A code and its share."""

    percentage = forms.DecimalField(
        label=_("Percentage"), required=False, max_digits=5, decimal_places=2
    )

    def share(self) -> Share | None:
        """The code with its share; None where the row is empty."""
        code = self.cleaned_data.get("code", "")
        percentage: Decimal | None = self.cleaned_data.get("percentage")
        return Share(code, percentage) if code or percentage is not None else None


class CountryRow(_ShareRow):
    """A country that it is for."""

    code = Listed("Country", label=_("Country"))
    field_order = ("code", "percentage")


class SectorRow(_ShareRow):
    """A sector that it is of."""

    code = Listed("Sector", label=_("Sector"))
    field_order = ("code", "percentage")


class RuleForm(forms.Form):
    """What shall happen to one field."""

    does = forms.ChoiceField(label=_("What happens to it"))
    days = forms.IntegerField(
        label=_("Days to wait"), required=False, min_value=1, max_value=3650,
        help_text=_("Only where it is published later."),
    )  # fmt: skip
    why = forms.CharField(label=_("Why"), max_length=2000, widget=_long())

    def __init__(self, data: Any, *, field: str, **options: Any) -> None:
        super().__init__(data, **options)
        may = FIELDS[field].may
        self.fields["does"].choices = [(one, DOES[one]) for one in may]  # type: ignore[attr-defined]
        if "delay" not in may:
            del self.fields["days"]


class ReviewForm(forms.Form):
    """A second person's answer."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(
        label=_("Reason, if you decline"), required=False, max_length=2000, widget=_long()
    )


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Why"), max_length=2000, widget=_long())


class ImportForm(forms.Form):
    """A file of somebody else."""

    file = forms.FileField(label=_("IATI file of activities"), allow_empty_file=True)


def initial_of(details: Details, seen: int) -> dict[str, Any]:
    """What the form shows before anything is changed."""
    texts = {
        f"{name}_{one}": getattr(details, name).get(one, "")
        for name in ("title", "description")
        for one in LANGUAGES
    }
    place, contact = details.place, details.contact
    return texts | {
        "area": place.area, "place": place.name, "organisation": contact.organisation,
        "person": contact.person, "email": contact.email, "telephone": contact.telephone,
        "currency": details.currency, "seen": seen,
        **{one: getattr(details, one) for one in (*DAYS, *CODES)},
    }  # fmt: skip
