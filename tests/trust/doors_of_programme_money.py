"""Doors of the programme desk: money, its documents and rates."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hawkari.desks.programme.models import Amendment, Document, Line, RegisterItem, Transaction
from hawkari.desks.programme.services.documents import keep_document
from hawkari.desks.references import new_reference
from hawkari.evidence.access import Access
from hawkari.evidence.local import ensure_local_programme
from tests.desks.programme.playing import Desk, amended, approved, recorded, signed
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "VISITS"]

OFFICER = "programme"


def _officer(ground: Ground) -> Access:
    return Desk("nca", ground.case.world.operation).officer()


def _line(ground: Ground) -> Line:
    desk = Desk("nca", ground.case.world.operation)
    return desk.line(_officer(ground), bound="amount")


def _item(ground: Ground) -> RegisterItem:
    return Desk("nca", ground.case.world.operation).item(_officer(ground))


def _recorded(ground: Ground) -> Transaction:
    return recorded(_officer(ground), _line(ground))


def _approved(ground: Ground) -> Transaction:
    return approved(_officer(ground), _officer(ground), _line(ground))


def _signed(ground: Ground) -> Line:
    keep_document(_officer(ground), signed())
    return _line(ground)


def _amended(ground: Ground) -> Amendment:
    return amended(_officer(ground), _line(ground), Decimal(500_000))


def _at(model: Any, otherwise: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = model.objects.order_by("pk").last()
        return [found.reference if found is not None else otherwise]

    return arguments


AT_AMENDMENT = _at(Amendment, "A-2026-XXXXXX")
AT_LINE = _at(Line, "L-2026-XXXXXX")
AT_TRANSACTION = _at(Transaction, "T-2026-XXXXXX")
AT_DOCUMENT = _at(Document, "D-2026-XXXXXX")


def _day() -> str:
    return (timezone.now().date() - timedelta(days=3)).isoformat()


def _typed(_ground: Ground) -> dict[str, Any]:
    return {
        "kind": "4", "day": _day(), "amount": "1", "currency": "GBP", "provider": "Office",
        "receiver": "Firm", "document_kind": "invoice",
    }  # fmt: skip


def _new_line(_ground: Ground) -> dict[str, Any]:
    found = RegisterItem.objects.order_by("pk").last()
    return {
        "item": found.reference if found is not None else "", "name": "x", "bound": "amount",
        "amount": "5", "currency": "GBP", "funder": "Office",
    }  # fmt: skip


def _budget(_ground: Ground) -> dict[str, Any]:
    return {
        "kind": "original", "status": "indicative", "first": "2026-01-01", "last": "2026-12-31",
        "amount": "5",
    }  # fmt: skip


def _rate(_ground: Ground) -> dict[str, Any]:
    return {"base": "GBP", "quote": "USD", "rate": "1.3", "day": _day(), "source": "Bank"}


def _amending(_ground: Ground) -> dict[str, Any]:
    file = SimpleUploadedFile("agreement.pdf", b"signed")
    return {"amount": "500000", "day": _day(), "why": "they agreed", "file": file}


def _amending_by_program(ground: Ground) -> dict[str, Any]:
    (document,) = AT_DOCUMENT(ground)
    return {"amount": "500000", "day": _day(), "why": "they agreed", "document": document}


def _organisation(_ground: Ground) -> dict[str, Any]:
    return {"name": "Office", "ref": "XI-GOV-1", "kind": "10"}


def _why(_ground: Ground) -> dict[str, Any]:
    return {"why": "of another project"}


def _proof(_ground: Ground) -> dict[str, Any]:
    return {"document_kind": "invoice", "file": SimpleUploadedFile("i.pdf", b"invoice")}


def _table(ground: Ground) -> dict[str, Any]:
    (line,) = AT_LINE(ground)
    rows = f"line,kind,day,amount,currency,provider,receiver\n{line},4,{_day()},1,GBP,Office,Firm\n"
    return {"file": SimpleUploadedFile("payments.csv", rows.encode())}


def _of_this_machine(ground: Ground, _folder: Path) -> list[str]:
    user, _ = ensure_local_programme()
    desk = Desk(user.agency.slug, ground.case.world.operation)
    # Made past the services: this must succeed where the audit log cannot be written.
    item = desk.item(access := desk.officer())
    now = timezone.now()
    line = Line.objects.create(
        reference=new_reference("L", Line.objects.all(), access.today),
        operation=access.operation, agency=user.agency,
        item=item, name="x", bound="amount", amount=5, currency="GBP", funder="Office",
        made_at=now, made_by=access.user,
    )  # fmt: skip
    return [line.reference, "--operation", access.operation.slug]


def _table_of_this_machine(ground: Ground, folder: Path) -> list[str]:
    line, *operation = _of_this_machine(ground, folder)
    file = folder / "payments.csv"
    file.write_text(f"kind,day,amount,currency,provider,receiver\n4,{_day()},1,GBP,Office,Firm\n")
    return [str(file), "--line", line, *operation]


def _visit(name: str, method: str = "get", **how: Any) -> Visit:
    return Visit(f"programme:{name}", method, role=OFFICER, **how)


VISITS = (
    _visit("money", ready=_line),
    _visit("lines_file", ready=_line),
    _visit("new_line", "post", data=_new_line, ready=_item),
    _visit("rates", "post", data=_rate),
    _visit("import_money", "post", data=_table, ready=_line),
    _visit("waiting_money", ready=_recorded),
    _visit("line", arguments=AT_LINE, ready=_approved),
    _visit("quarters_file", arguments=AT_LINE, ready=_approved),
    _visit("new_budget", "post", arguments=AT_LINE, data=_budget, ready=_line),
    _visit("record_transaction", "post", arguments=AT_LINE, data=_typed, ready=_line),
    _visit("transaction", arguments=AT_TRANSACTION, ready=_recorded),
    _visit("prove", "post", arguments=AT_TRANSACTION, data=_proof, ready=_recorded),
    _visit("approve", "post", arguments=AT_TRANSACTION, ready=_recorded),
    _visit("decline", "post", arguments=AT_TRANSACTION, data=_why, ready=_recorded),
    _visit("reverse", "post", arguments=AT_TRANSACTION, data=_why, ready=_approved),
    _visit("amend_line", "post", arguments=AT_LINE, data=_amending, ready=_line),
    _visit("amendment", arguments=AT_AMENDMENT, ready=_amended),
    _visit("approve_amendment", "post", arguments=AT_AMENDMENT, ready=_amended),
    _visit("decline_amendment", "post", arguments=AT_AMENDMENT, data=_why, ready=_amended),
    _visit("organisations", ready=_recorded),
    _visit("state_organisation", "post", data=_organisation),
    _visit("document", arguments=AT_DOCUMENT, ready=_recorded),
    _visit("document_file", arguments=AT_DOCUMENT, ready=_recorded),
    _visit("api:money_lines", ready=_line),
    _visit("api:money_line", arguments=AT_LINE, ready=_approved),
    _visit("api:money_transaction", arguments=AT_TRANSACTION, ready=_recorded),
    _visit(
        "api:money_amend",
        "post",
        arguments=AT_LINE,
        data=_amending_by_program,
        ready=_signed,
        as_json=True,
    ),
    _visit("api:money_organisations", ready=_recorded),
    _visit("api:money_state_organisation", "post", data=_organisation, as_json=True),
    _visit("api:money_record", "post", arguments=AT_LINE, data=_typed, ready=_line, as_json=True),
)
COMMANDS = {
    "programme money lines": Call(
        words=lambda ground, folder: _of_this_machine(ground, folder)[1:], role=OFFICER
    ),
    "programme money quarters": Call(words=_of_this_machine, role=OFFICER),
    "programme money import": Call(words=_table_of_this_machine, role=OFFICER),
}
