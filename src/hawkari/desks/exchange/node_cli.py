"""Commands about this node and its partners."""

import getpass
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from hawkari.desks.command_line import AsJson

__all__ = ["register"]

Agency = Annotated[
    str, typer.Option(help="The agency's short name, the same at every partner, e.g. nca.")
]
Name = Annotated[str, typer.Option(help="The agency's name.")]
Country = Annotated[str, typer.Option(help="Its country's two letters, e.g. GB or IQ.")]
Address = Annotated[
    str, typer.Option(help="Where partners reach it, https://host:port; none if by stick only.")
]
CardOut = Annotated[
    Path | None, typer.Option("--card", help="File to write this node's card to, for partners.")
]
CardIn = Annotated[Path, typer.Argument(help="The partner's card, as its node wrote it.")]
Fingerprint = Annotated[
    str, typer.Option(help="What the partner read out to you; without it nothing is added.")
]
Slug = Annotated[str, typer.Argument(help="The partner's short name.")]
Reason = Annotated[str, typer.Option(help="Why; kept in the audit log.")]
Person = Annotated[str, typer.Option(help="Only this person, as messages name them.")]
Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
Partners = Annotated[list[str], typer.Option("--partner", help="Only this partner; repeatable.")]
Folder = Annotated[Path, typer.Argument(help="A folder, on a stick for example.")]
Places = Annotated[list[Path], typer.Argument(help="Files, or folders of files.")]


def register(app: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add this module's commands to the command tree.

    Args:
        app: the command tree.
        open_installation: what sets Django and the database up, given by the door.
    """
    node = typer.Typer(
        help="This installation as its agency's node, and its partners.", no_args_is_help=True
    )
    app.add_typer(node, name="node")
    _add_own(node, open_installation)
    _add_partners(node, open_installation)
    _add_network(node, open_installation)
    _add_sticks(node, open_installation)


def _add_own(node: typer.Typer, open_installation: Callable[[], None]) -> None:
    @node.command("init")
    def init(
        *, agency: Agency, name: Name = "", country: Country = "", address: Address = ""
    ) -> None:
        """Make this installation the node of an agency: its keys are made, and stay in files here.

        Running it again changes the address only.
        """
        open_installation()
        from hawkari.desks.exchange.node import identity, partners  # noqa: PLC0415  Django is set up

        identity.init_node(
            agency, by=getpass.getuser(), name=name, country=country, address=address
        )
        typer.echo(f"node: {agency}; fingerprint {partners.own_card().fingerprint}", err=True)

    @node.command("show")
    def show(*, card: CardOut = None, as_json: AsJson = False) -> None:
        """Whose node this is, its fingerprint, its partners, and what waits for them."""
        open_installation()
        from hawkari.desks.exchange.node.cards import write_card  # noqa: PLC0415
        from hawkari.desks.exchange.node.showing import told_by_command  # noqa: PLC0415

        told = told_by_command(by=getpass.getuser())
        if card is not None:
            _write(card, write_card(told.card))
        if as_json:
            typer.echo(json.dumps(told.as_json(), ensure_ascii=False))
            return
        typer.echo(f"{told.card.agency}  {told.card.name}  {told.card.address or 'by stick only'}")
        typer.echo(f"fingerprint {told.card.fingerprint}")
        for one in told.partners:
            typer.echo(
                f"  {one.agency}  {one.state}  {one.address or 'by stick only'}  "
                f"{one.waiting} waiting, {one.failed} failed, {one.received} received from it"
            )


def _add_partners(node: typer.Typer, open_installation: Callable[[], None]) -> None:
    @node.command("partner-add")
    def partner_add(card: CardIn, fingerprint: Fingerprint = "") -> None:
        """Trust a partner's keys, once its fingerprint was compared by voice."""
        open_installation()
        from hawkari.desks.exchange.node import cards, partners  # noqa: PLC0415

        found = cards.read_card_file(card)
        found.check_fingerprint(fingerprint)
        partner = partners.pin_partner(found, by=getpass.getuser())
        typer.echo(f"node: {partner.agency.slug} is a partner now", err=True)

    @node.command("partner-revoke")
    def partner_revoke(slug: Slug, reason: Reason, person: Person = "") -> None:
        """Trust a partner's keys no longer, at once: nothing goes to it or is taken from it.

        With --person, only that person's keys: what others of the partner sign is still taken.
        """
        open_installation()
        from hawkari.desks.exchange.node import partners  # noqa: PLC0415

        if person:
            partners.revoke_person(slug, person, by=getpass.getuser(), reason=reason)
            typer.echo(f"node: {person} of {slug} is revoked", err=True)
            return
        partners.revoke_partner(slug, by=getpass.getuser(), reason=reason)
        typer.echo(f"node: {slug} is revoked", err=True)


def _add_network(node: typer.Typer, open_installation: Callable[[], None]) -> None:
    @node.command("serve")
    def serve(host: Host = "127.0.0.1", port: Port = 8443) -> None:
        """Let pinned partners' nodes, and nobody else, hand messages over, until interrupted."""
        open_installation()
        from hawkari.desks.exchange.node.serving import serve_node  # noqa: PLC0415

        serve_node(host, port, say=lambda text: typer.echo(text, err=True))

    @node.command("sync")
    def sync(partner: Partners = [], *, as_json: AsJson = False) -> None:  # noqa: B006  typer's way
        """Hand over what waits for partners, and fetch what waits at theirs.

        Once a day the head of this audit log goes along, so that no log is rewritten unseen.

        Safe to run at any time, to break off, and to run again; exits with 3 if some partner could
        not be reached or refused something.
        """
        open_installation()
        from hawkari.desks.exchange.node import forgetting, heads, syncing  # noqa: PLC0415

        forgetting.forget_settled()
        heads.send_due_heads()
        found = syncing.sync(partner, by=getpass.getuser())
        for one in found:
            problem = f"; {one.problem}" if one.problem else ""
            typer.echo(
                f"sync: {one.partner}: {one.received} confirmed, {one.refused} refused, "
                f"{one.fetched} fetched{problem}",
                err=True,
            )
        if as_json:
            typer.echo(json.dumps({"partners": [asdict(one) for one in found]}))
        if any(one.problem or one.refused for one in found):
            raise typer.Exit(3)


def _add_sticks(node: typer.Typer, open_installation: Callable[[], None]) -> None:
    @node.command("export")
    def export(slug: Slug, folder: Folder, *, as_json: AsJson = False) -> None:
        """Write what waits for a partner as sealed files, with the receipts for what came from it.

        Only the partner's node can open them. Written again each time until the partner confirms.
        """
        open_installation()
        from hawkari.desks.exchange.node import heads, sticks  # noqa: PLC0415

        heads.send_due_heads()
        done = sticks.export_to(folder, slug, by=getpass.getuser())
        typer.echo(f"export: {done.messages} messages, {done.receipts} receipts", err=True)
        if as_json:
            typer.echo(json.dumps(asdict(done)))

    @node.command("import")
    def import_(places: Places, *, as_json: AsJson = False) -> None:
        """Take sealed files that a partner wrote; known ones change nothing.

        Exits with 3 if one was refused; each refusal is listed with its reason.
        """
        open_installation()
        from hawkari.desks.exchange.node import sticks  # noqa: PLC0415

        results = []
        for one in sticks.import_from(places, by=getpass.getuser()):
            results.append(one)
            if not one.is_ok:
                typer.echo(f"import: {one.file}: {one.words} ({one.outcome})", err=True)
        taken = sum(one.is_ok for one in results)
        typer.echo(f"import: {taken} taken, {len(results) - taken} refused", err=True)
        if as_json:
            rows: list[dict[str, Any]] = [asdict(one) for one in results]
            typer.echo(json.dumps({"files": rows}, ensure_ascii=False))
        if taken < len(results):
            raise typer.Exit(3)


def _write(path: Path, text: str) -> None:
    from hawkari.errors import BadInput  # noqa: PLC0415

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(
            f"the file cannot be written ({error.strerror})", "Check its folder.",
            where=(str(path),),
        ) from error  # fmt: skip
