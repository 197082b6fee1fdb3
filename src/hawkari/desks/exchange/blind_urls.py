"""Addresses of blind queries, hits, suspensions and deconfliction."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.exchange.views import asking, hits

__all__ = ["BLIND"]

BLIND: list[URLPattern | URLResolver] = [
    path("ask", asking.asking, name="ask"),
    path("ask/<str:number>/approve", asking.approve, name="approve_query"),
    path("ask/<str:number>/withdraw", asking.withdraw, name="withdraw_query"),
    path("suspensions", asking.suspensions, name="suspensions"),
    path("suspensions/<int:number>/lift", asking.lift, name="lift_suspension"),
    path("hits", hits.hits, name="hits"),
    path("hits/<str:reference>", hits.ticket, name="ticket"),
    path("hits/<str:reference>/say", hits.say, name="say_of_ticket"),
    path("deconfliction", hits.deconfliction, name="deconfliction"),
    path("deconfliction/<int:number>/seen", hits.seen, name="seen_notice"),
]
