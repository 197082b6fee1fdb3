"""Exports, briefs and the API write down who received which statements."""

from pathlib import Path

from hawkari.desks.intelligence.services.exporting import Format, export_brief, export_network
from hawkari.desks.intelligence.services.networks import Filters
from hawkari.evidence.access import visible_to
from hawkari.evidence.disclosures import outbox
from hawkari.evidence.models import AuditEntry, Disclosure, DisclosureItem
from hawkari.evidence.retention import DisposalRequest, dispose
from tests.desks.intelligence.case import Case

FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"


def test_a_brief_keeps_every_statement_it_rests_on_and_its_recipient(case: Case):
    access = case.access()
    export_brief(
        access, case.id_of("uk-1"), reason="for court", fonts=FONTS, recipient="Police nationale"
    )
    disclosure = Disclosure.objects.get()
    assert (disclosure.recipient, disclosure.medium) == ("Police nationale", "brief")
    held = set(DisclosureItem.objects.values_list("number", flat=True))
    own = visible_to(access).filter(entity_id="uk-1").values_list("pk", flat=True)
    assert held > set(own)
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert (entry.act, entry.recipient) == ("disclose", "Police nationale")


def test_an_export_for_the_user_alone_says_who_downloaded_it(case: Case):
    access = case.access()
    export_network(access, Filters(), Format.CSV, reason="briefing", fonts=FONTS)
    disclosure = Disclosure.objects.get()
    assert disclosure.recipient == f"downloaded by {access.user.username}"
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert entry.act == "consult"


def test_an_entity_read_by_a_program_is_kept_too(case: Case):
    client = case.client()
    assert client.get(f"/api/intelligence/entities/{case.id_of('uk-1')}").status_code == 200
    assert Disclosure.objects.get().medium == "api"


def test_a_disposal_reaches_whoever_received_the_brief(case: Case):
    reviewer = case.access(role="reviewer")
    export_brief(
        reviewer, case.id_of("uk-1"), reason="for court", fonts=FONTS, recipient="Police nationale"
    )
    dispose(reviewer, DisposalRequest(reason="no need", entity="uk-1"))
    [notice] = outbox(reviewer)
    assert (notice.recipient, notice.change) == ("Police nationale", "disposed")
