"""Pages of the desk. A view reads the request, calls one service and renders."""

from hawkari.desks.intelligence.views.around import around, more, ways
from hawkari.desks.intelligence.views.entity import brief, category, entity, tie, withdraw
from hawkari.desks.intelligence.views.explaining import apart
from hawkari.desks.intelligence.views.frontline import frontline_check
from hawkari.desks.intelligence.views.goods import goods
from hawkari.desks.intelligence.views.loading import load
from hawkari.desks.intelligence.views.merging_charts import merge_charts
from hawkari.desks.intelligence.views.model import model
from hawkari.desks.intelligence.views.network import export, network
from hawkari.desks.intelligence.views.network_brief import brief_on_network
from hawkari.desks.intelligence.views.regrading import regrade, undo_regrade
from hawkari.desks.intelligence.views.review import decide, review, undo, withdraw_from_review
from hawkari.desks.intelligence.views.routes import incidents, routes
from hawkari.desks.intelligence.views.saved_charts import (
    export_chart,
    export_saved_chart,
    saved_chart,
    saved_charts,
)
from hawkari.desks.intelligence.views.search import search, search_typed
from hawkari.desks.intelligence.views.source_rows import row
from hawkari.desks.intelligence.views.tasks import (
    accept_task,
    answer_task,
    decline_task,
    propose_task,
    tasks,
    withdraw_answer,
)
from hawkari.desks.intelligence.views.two_people import lift_mark, mark
from hawkari.desks.intelligence.views.watching import (
    watch,
    watch_answer,
    watch_entries,
    watch_entry,
)
from hawkari.desks.intelligence.views.what_if import what_if
from hawkari.desks.intelligence.views.work_counts import withdraw_work_counts, work_counts

__all__ = [
    "accept_task",
    "answer_task",
    "apart",
    "around",
    "brief",
    "brief_on_network",
    "category",
    "decide",
    "decline_task",
    "entity",
    "export",
    "export_chart",
    "export_saved_chart",
    "frontline_check",
    "goods",
    "incidents",
    "lift_mark",
    "load",
    "mark",
    "merge_charts",
    "model",
    "more",
    "network",
    "propose_task",
    "regrade",
    "review",
    "routes",
    "row",
    "saved_chart",
    "saved_charts",
    "search",
    "search_typed",
    "tasks",
    "tie",
    "undo",
    "undo_regrade",
    "watch",
    "watch_answer",
    "watch_entries",
    "watch_entry",
    "ways",
    "what_if",
    "withdraw",
    "withdraw_answer",
    "withdraw_from_review",
    "withdraw_work_counts",
    "work_counts",
]
