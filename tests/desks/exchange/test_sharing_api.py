"""Requests and packages as JSON: what the pages show the same person, and nothing else."""

import pytest

from hawkari.desks.exchange.models import ReceivedPackage
from tests.desks.exchange.sharing import Sharing

pytestmark = [pytest.mark.django_db]
API = "/exchange/api"


@pytest.fixture
def sharing(three_nodes) -> Sharing:
    return Sharing(three_nodes)


def test_both_sides_read_request_and_package_as_their_pages_show_them(sharing):
    package = sharing.share()
    with sharing.giver:
        client = sharing.giver.client("analyst")
        (listed,) = client.get(f"{API}/packages").json()["ours"]
        one = client.get(f"{API}/packages/{listed['reference']}").json()
        assert {row["prop"]: row["value"] for row in one["rows"]} == {
            "name": "ڕێبوار ئەمین", "phone": "+447700900123",
        }  # fmt: skip
        assert (one["state"], one["signed_by"]) == ("released", "asayish-reviewer")
        assert one["recipients"][0]["loaded_count"] == 2
        asked = client.get(f"{API}/requests/{one['request']}").json()
        assert [step["state"] for step in asked["steps"]] == ["sent", "deciding", "answered"]
    with sharing.asker:
        client = sharing.asker.client("liaison")
        (listed,) = client.get(f"{API}/packages").json()["received"]
        came = client.get(f"{API}/received/{listed['reference']}").json()
        # A liaison officer reads no numbers, here as on the page.
        assert [value["prop"] for value in came["values"]] == ["name"]
        assert ReceivedPackage.objects.get().reference == came["reference"] == package.reference


def test_who_may_not_exchange_and_who_is_of_another_operation_reads_nothing(sharing):
    package = sharing.share()
    with sharing.giver:
        auditor = sharing.giver.client("auditor")
        assert auditor.get(f"{API}/packages").status_code == 403
        assert auditor.get(f"{API}/requests").status_code == 403
        client = sharing.giver.client("analyst")
        assert client.get(f"{API}/packages/{'0' * 32}").status_code == 422
        assert client.post(f"{API}/packages/{package.reference}").status_code == 405
