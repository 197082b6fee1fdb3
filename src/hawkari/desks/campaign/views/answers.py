"""Pages of one answer: as it stands, its editor, the three signatures, and its products."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.campaign.bank import Content, NotSigned, Part, Verdict
from hawkari.desks.campaign.myth_forms import AnswerForm, WhyForm, initial_of
from hawkari.desks.campaign.myth_words import reason_words, refused
from hawkari.desks.campaign.services.access import require_campaign
from hawkari.desks.campaign.services.answers import sign_answer, stop_answer, write_answer
from hawkari.desks.campaign.services.bank_reading import AnswerPage, answer_page
from hawkari.desks.campaign.services.products import KINDS, draft_card, make_product
from hawkari.desks.campaign.views.common import finds
from hawkari.desks.campaign.views.myths import bank_context, not_changed
from hawkari.desks.pages import WorkRequest, attachment
from hawkari.errors import BadInput

__all__ = ["answer", "draft", "edit", "product", "signed", "stopped"]


@require_GET
@finds
def answer(request: WorkRequest, reference: str, language: str) -> HttpResponse:
    """One answer: what it says, whether it may leave, who signs, and what it is handed out as."""
    page = answer_page(request.access, reference, language)
    context = bank_context(
        page=page,
        myth=page.row.myth,
        stand=page.stand,
        language=language,
        english=page.row.stands[0].content if language != "en" else None,
        kinds=tuple(KINDS),
        why=WhyForm(auto_id="stop-%s"),
        first_mine=next((one.part for one in page.parts if one.is_mine), None),
        stands_signed=any(one.signature for one in page.parts),
    )
    return render(request, "campaign/answer.html", context)


@require_http_methods(["GET", "POST"])
@finds
def edit(request: WorkRequest, reference: str, language: str) -> HttpResponse:
    """Write an answer; what is kept has no signatures."""
    require_campaign(request.access)
    page = answer_page(request.access, reference, language)
    begun = initial_of(_begun(page), seen=page.versions[0].number if page.versions else 0)
    form = AnswerForm(request.POST or None, initial=begun, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            write_answer(request.access, reference, form.written())
        except BadInput as error:
            field = next((one for one in error.where if one in form.fields), None)
            form.add_error(field, refused(error))
        else:
            messages.success(request, gettext("The answer is kept. Three people sign it now."))
            return redirect("campaign:answer", reference, language)
    context = bank_context(page=page, myth=page.row.myth, form=form, language=language)
    status = 400 if form.errors else 200
    return render(request, "campaign/answer_edit.html", context, status=status)


def _begun(page: AnswerPage) -> Content:
    """The newest words; else what another language has that needs no translation."""
    if page.stand.content is not None:
        return page.stand.content
    claims = {one.language: one.text for one in page.row.sayings if one.is_claim}
    language = page.stand.language
    empty = Content(
        language=language, claim=claims.get(language, ""), verdict=Verdict.FALSE, answer="",
        protection_due=page.row.myth.topic == "asylum",
    )  # fmt: skip
    other = next((one.content for one in page.row.stands if one.content is not None), None)
    if other is None:
        return empty
    return replace(
        empty, verdict=other.verdict, sources=other.sources, expires=other.expires,
        protection_due=other.protection_due,
    )  # fmt: skip


@require_GET
@finds
def draft(request: WorkRequest, reference: str, language: str) -> HttpResponse:
    """The card with the stamp of a draft, for the page."""
    content = draft_card(request.access, reference, language, fonts=settings.DOCUMENT_FONTS)
    return HttpResponse(content, content_type="image/png")


@require_POST
@finds
def signed(request: WorkRequest, reference: str, language: str) -> HttpResponse:
    """Sign the words that were seen, for one part."""
    part = request.POST.get("part", "")
    if part not in set(Part):
        raise Http404
    if not request.POST.get("stated"):
        messages.error(request, gettext("Nothing was signed: tick the sentence that you affirm."))
        return redirect("campaign:answer", reference, language)
    seen = request.POST.get("seen", "")
    _step(
        request,
        lambda: sign_answer(request.access, reference, language, part=Part(part), seen=seen),
        gettext("You signed it."),
    )
    return redirect("campaign:answer", reference, language)


@require_POST
@finds
def stopped(request: WorkRequest, reference: str, language: str) -> HttpResponse:
    """Withdraw every signature on an answer."""
    why = request.POST.get("why", "")[:1_000]
    _step(
        request,
        lambda: stop_answer(request.access, reference, language, why=why),
        gettext("The signatures are withdrawn; it leaves no more."),
    )
    return redirect("campaign:answer", reference, language)


def _step(request: WorkRequest, run: Callable[[], object], said: str) -> None:
    try:
        run()
    except BadInput as error:
        not_changed(request, refused(error))
    else:
        messages.success(request, said)


@require_POST
@finds
def product(request: WorkRequest, reference: str, language: str, *, kind: str) -> HttpResponse:
    """Hand out an answer that may leave."""
    if kind not in KINDS:
        raise Http404
    try:
        made = make_product(
            request.access, reference, language,
            kind=kind, fonts=settings.DOCUMENT_FONTS, url=request.POST.get("url", "")[:500],
        )  # fmt: skip
    except NotSigned as error:
        why = " ".join(map(reason_words, error.reasons))
        _not_made(request, why)
    except BadInput as error:
        _not_made(request, refused(error))
    else:
        return attachment(made.content, made.name, made.media)
    return redirect("campaign:answer", reference, language)


def _not_made(request: WorkRequest, why: str) -> None:
    said = gettext("Nothing was made:")
    messages.error(request, f"{said} {why}")
