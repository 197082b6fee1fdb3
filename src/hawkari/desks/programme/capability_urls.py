"""Addresses of border posts."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.programme.views import capability

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("posts", capability.border_posts, name="border_posts"),
    path("posts.csv", capability.posts_file, name="border_posts_file"),
    path("posts/new", capability.new_self_assessment, name="new_self_assessment"),
    path("posts/load", capability.load, name="load_self_assessments"),
    path("posts/form.xml", capability.form_file, name="self_assessment_form"),
    path("posts/<str:reference>", capability.border_post, name="border_post"),
    path(
        "posts/<str:reference>/<int:number>/withdraw",
        capability.withdraw,
        name="withdraw_self_assessment",
    ),
]
