"""Addresses of posts and imports, and of the desk's API."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.campaign.api import urls as api_urls
from hawkari.desks.campaign.views import posts

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api_urls),
    path("posts", posts.posts, name="posts"),
]
