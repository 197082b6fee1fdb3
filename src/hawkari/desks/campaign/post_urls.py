"""Addresses of posts and imports, and of the desk's API."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.campaign.api import urls as api_urls
from hawkari.desks.campaign.views import imports, posts, week

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api_urls),
    path("", week.week, name="week"),
    path("week/<str:table>.csv", week.week_file, name="week_file"),
    path("posts", posts.posts, name="posts"),
    path("posts/<int:number>", posts.post, name="post"),
    path("posts/<int:number>/unmasked", posts.unmask, name="unmask"),
    path("imports", imports.imports, name="imports"),
    path("imports/new", imports.new_import, name="new_import"),
    path("imports/<str:reference>", imports.import_page, name="import"),
    path("imports/<str:reference>/read", imports.read, name="read_import"),
    path("imports/<str:reference>/keep", imports.keep, name="keep_import"),
    path("imports/<str:reference>/hold", imports.hold, name="hold_import"),
    path("imports/<str:reference>/lift", imports.lift, name="lift_import"),
    path("imports/<str:reference>/dispose", imports.dispose, name="dispose_import"),
]
