"""Messages on a stick: the same objects as over the network, in any order, lost or twice."""

from pathlib import Path

import pytest

from hawkari.desks.exchange.models import Delivery, InMessage, PartnerHead
from hawkari.desks.exchange.node.heads import send_due_heads
from hawkari.desks.exchange.node.sticks import FileResult, export_to, import_from
from hawkari.errors import BadInput
from tests.desks.exchange.nodes import Node, Nodes


def write(node: Node, to: Node, stick: Path) -> None:
    with node:
        export_to(stick, to.slug, by="tests")


def take(node: Node, stick: Path) -> list[FileResult]:
    with node:
        return list(import_from([stick], by="tests"))


@pytest.fixture
def sent(three_nodes: Nodes) -> Nodes:
    """A head of the UK's log waits for its partners."""
    with three_nodes.uk:
        send_due_heads()
    return three_nodes


def state(node: Node, to: Node) -> str:
    with node:
        return Delivery.objects.get(partner__agency__slug=to.slug).state


def test_a_stick_there_and_back_confirms_a_message(sent: Nodes, tmp_path: Path):
    uk, krg, stick = sent.uk, sent.krg, tmp_path / "stick"
    write(uk, krg, stick)
    assert state(uk, krg) == "delivered"
    assert [one.outcome for one in take(krg, stick)] == ["ok"]
    write(krg, uk, tmp_path / "back")
    assert [(one.what, one.outcome) for one in take(uk, tmp_path / "back")] == [("receipt", "ok")]
    assert state(uk, krg) == "received"


def test_a_lost_stick_is_written_again_and_a_found_one_changes_nothing(sent: Nodes, tmp_path: Path):
    uk, krg = sent.uk, sent.krg
    write(uk, krg, tmp_path / "lost")
    write(uk, krg, tmp_path / "second")
    take(krg, tmp_path / "second")
    take(krg, tmp_path / "lost")
    with krg:
        assert InMessage.objects.count() == PartnerHead.objects.count() == 1


def test_a_file_of_somebody_else_stops_no_other(sent: Nodes, tmp_path: Path):
    uk, krg = sent.uk, sent.krg
    write(uk, sent.iraq, tmp_path)
    write(uk, krg, tmp_path)
    (tmp_path / "0-torn.message").write_bytes(b"age-encryption.org/v1\n")
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    outcomes = sorted(one.outcome for one in take(krg, tmp_path))
    assert outcomes == ["ok", "tampered", "tampered"]


def test_names_of_files_tell_nothing(sent: Nodes, tmp_path: Path):
    write(sent.uk, sent.krg, tmp_path / "stick")
    (name,) = [one.name for one in (tmp_path / "stick").iterdir()]
    assert "asayish" not in name
    assert "tree" not in name


def test_a_place_that_is_not_there_and_a_partner_that_is_none_are_refused(
    sent: Nodes, tmp_path: Path
):
    with pytest.raises(BadInput, match="no such file"):
        take(sent.krg, tmp_path / "nowhere")
    with sent.krg, pytest.raises(BadInput, match="no partner"):
        export_to(tmp_path, "nobody", by="tests")
