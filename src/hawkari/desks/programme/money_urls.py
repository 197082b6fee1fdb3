"""Addresses of money: lines, transactions, documents, rates, imports."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.programme.views import (
    amendments,
    money,
    money_import,
    organisations,
    transactions,
)

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("money", money.money, name="money"),
    path("money/lines.csv", money.lines_file, name="lines_file"),
    path("money/new", money.new_line, name="new_line"),
    path("money/rates", money.rates, name="rates"),
    path("money/organisations", organisations.organisations, name="organisations"),
    path("money/organisations/state", organisations.state, name="state_organisation"),
    path("money/import", money_import.import_money, name="import_money"),
    path("money/waiting", transactions.waiting, name="waiting_money"),
    path("money/lines/<str:reference>", money.line, name="line"),
    path("money/lines/<str:reference>/quarters.csv", money.quarters_file, name="quarters_file"),
    path("money/lines/<str:reference>/budget", money.new_budget, name="new_budget"),
    path("money/lines/<str:reference>/record", transactions.record, name="record_transaction"),
    path("money/lines/<str:reference>/amend", amendments.amend, name="amend_line"),
    path("money/amendments/<str:reference>", amendments.amendment, name="amendment"),
    path("money/amendments/<str:reference>/approve", amendments.approve, name="approve_amendment"),
    path("money/amendments/<str:reference>/decline", amendments.decline, name="decline_amendment"),
    path("money/transactions/<str:reference>", transactions.transaction, name="transaction"),
    path("money/transactions/<str:reference>/prove", transactions.prove_it, name="prove"),
    path("money/transactions/<str:reference>/approve", transactions.approve, name="approve"),
    path("money/transactions/<str:reference>/decline", transactions.decline, name="decline"),
    path("money/transactions/<str:reference>/reverse", transactions.reverse, name="reverse"),
    path("documents/<str:reference>", transactions.document, name="document"),
    path("documents/<str:reference>/file", transactions.document_file, name="document_file"),
]
