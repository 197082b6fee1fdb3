"""Addresses of the myth bank."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.campaign.views import answers, myths

__all__ = ["urlpatterns"]

MYTH = "myths/<str:reference>"
ANSWER = f"{MYTH}/answers/<str:language>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("myths", myths.myths, name="myths"),
    path("myths/new", myths.new_myth, name="new_myth"),
    path(MYTH, myths.myth, name="myth"),
    path(f"{MYTH}/sayings", myths.saying, name="saying"),
    path(f"{MYTH}/retired", myths.retired, name="retire_myth"),
    path(ANSWER, answers.answer, name="answer"),
    path(f"{ANSWER}/edit", answers.edit, name="edit_answer"),
    path(f"{ANSWER}/draft.png", answers.draft, name="draft_card"),
    path(f"{ANSWER}/signed", answers.signed, name="sign_answer"),
    path(f"{ANSWER}/stopped", answers.stopped, name="stop_answer"),
    path(f"{ANSWER}/products/<str:kind>", answers.product, name="product"),
]
