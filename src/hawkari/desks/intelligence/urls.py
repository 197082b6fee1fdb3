"""Addresses of the desk."""

from django.urls import path

from hawkari.desks.intelligence import api, views

app_name = "intelligence"

urlpatterns = [
    path("search", views.search, name="search"),
    path("search/typed", views.search_typed, name="search_typed"),
    path("entities/<str:canonical_id>", views.entity, name="entity"),
    path("entities/<str:canonical_id>/category", views.category, name="category"),
    path("entities/<str:canonical_id>/withdraw", views.withdraw, name="withdraw"),
    path("entities/<str:canonical_id>/values/<int:statement>/grade", views.regrade, name="regrade"),
    path(
        "entities/<str:canonical_id>/regradings/<int:number>/undo",
        views.undo_regrade,
        name="undo_regrade",
    ),
    path("entities/<str:canonical_id>/marks", views.mark, name="mark"),
    path("entities/<str:canonical_id>/marks/<int:number>/lift", views.lift_mark, name="lift_mark"),
    path("entities/<str:canonical_id>/brief.docx", views.brief, name="brief"),
    path("review", views.review, name="review"),
    path("review/decide", views.decide, name="decide"),
    path("review/undo", views.undo, name="undo"),
    path("review/withdraw", views.withdraw_from_review, name="withdraw_from_review"),
    path("apart", views.apart, name="apart"),
    path("model", views.model, name="model"),
    path("load", views.load, name="load"),
    path("rows/<int:statement>", views.row, name="row"),
    path("network", views.network, name="network"),
    path("network/what-if", views.what_if, name="what_if"),
    path("network/goods", views.goods, name="goods"),
    path("network/around/<str:canonical_id>", views.around, name="around"),
    path("network/ways", views.ways, name="ways"),
    path("network/more", views.more, name="more"),
    path("network/incidents", views.incidents, name="incidents"),
    path("network/routes", views.routes, name="routes"),
    path("network/charts", views.saved_charts, name="saved_charts"),
    path("network/charts/merge", views.merge_charts, name="merge_charts"),
    path("network/charts/<int:chart>", views.saved_chart, name="saved_chart"),
    path("network/charts/export.<str:form>", views.export_chart, name="export_chart"),
    path(
        "network/charts/<int:chart>/export.<str:form>",
        views.export_saved_chart,
        name="export_saved_chart",
    ),
    path("tasks", views.tasks, name="tasks"),
    path("tasks/propose", views.propose_task, name="propose_task"),
    path("tasks/<int:number>/accept", views.accept_task, name="accept_task"),
    path("tasks/<int:number>/answer", views.answer_task, name="answer_task"),
    path("tasks/<int:number>/withdraw", views.withdraw_answer, name="withdraw_answer"),
    path("tasks/<int:number>/decline", views.decline_task, name="decline_task"),
    path("network/brief.<str:form>", views.brief_on_network, name="network_brief"),
    path("network/export.<str:form>", views.export, name="export"),
    path("ties/<str:left>/<str:right>", views.tie, name="tie"),
    path("check", views.frontline_check, name="check"),
    path("watch", views.watch, name="watch"),
    path("watch/answer", views.watch_answer, name="watch_answer"),
    path("watch/entries", views.watch_entries, name="watch_entries"),
    path("watch/entries/<int:number>", views.watch_entry, name="watch_entry"),
    path("api/intelligence/", api.urls),
]
