"""The client of the standard's authors does its whole round against our server on a real port."""

from typing import Any

import pytest
from requests import HTTPError
from taxii2client.v21 import Server, as_pages

from hawkari.desks.exchange.models import Door
from tests.desks.exchange.stix_case import StixCase
from tests.desks.exchange.taxii_case import identity
from tests.desks.exchange.tokens import token_of


@pytest.mark.django_db(transaction=True)
def test_a_client_of_others_discovers_reads_hands_in_and_deletes(live_server: Any):
    case = StixCase().load()
    user = case.world.member("nca")
    token = token_of(user, case.world.operation, Door.TAXII, Door.TAXII_ADD)
    server = Server(f"{live_server.url}/taxii2/", user="any name", password=token)
    assert server.default.title == case.world.operation.name
    seen, handed = server.default.collections
    assert (seen.can_read, seen.can_write) == (True, False)

    whole = [one["id"] for one in seen.get_objects()["objects"]]
    paged = [one["id"] for page in as_pages(seen.get_objects, per_request=4)
             for one in page["objects"]]  # fmt: skip
    assert paged == whole
    assert [one["id"] for one in seen.get_manifest()["objects"]] == whole
    (person,) = seen.get_objects(id=whole[-1])["objects"]
    assert seen.get_object(whole[-1])["objects"] == [person]

    status = handed.add_objects({"objects": [identity(1), identity(2)]})
    assert (status.status, status.success_count, status.failure_count) == ("complete", 2, 0)
    assert server.default.get_status(status.id).total_count == 2
    stated = identity(1)["id"]
    assert handed.object_versions(stated)["versions"] == [identity(1)["modified"]]
    handed.delete_object(stated)
    with pytest.raises(HTTPError, match="404"):
        handed.get_object(stated)

    with pytest.raises(HTTPError, match="401"):
        Server(f"{live_server.url}/taxii2/", user="any name", password="wrong").refresh()
