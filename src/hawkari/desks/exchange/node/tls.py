"""Mutual TLS between nodes: each has a certificate of its own making, and partners pin it.

There is no authority in between: the certificates of pinned partners are all that either side
trusts, and the name in them is the same everywhere. What a message says is proved by its own
signatures; TLS keeps strangers from the door, and from seeing who sends how much when.
"""

import os
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hawkari.desks.exchange.models import Partner, PartnerState
from hawkari.desks.exchange.node.keys import node_folder
from hawkari.errors import BadInput
from hawkari.evidence.key_files import read_or_make

__all__ = [
    "NODE_NAME",
    "certificate_file",
    "check_certificate",
    "own_certificate",
    "partner_context",
    "partners_file",
    "write_partners",
]

NODE_NAME = "node.hawkari.invalid"
"""The name in every node's certificate; `.invalid` (RFC 6761) is nobody's."""
YEARS = 10


def certificate_file() -> Path:
    """The file of this node's TLS key and certificate, made at first use."""
    path = node_folder() / "tls.pem"
    read_or_make(path, _new_certificate)
    return path


def own_certificate() -> str:
    """This node's certificate as PEM text, without its key."""
    text = certificate_file().read_bytes()
    return x509.load_pem_x509_certificate(text).public_bytes(Encoding.PEM).decode()


def check_certificate(pem: str) -> str:
    """A partner's certificate, in one spelling; empty for none.

    What no node makes is refused: one that may sign others would let in whom we never pinned, and
    one that the server cannot read would shut the door to every partner.

    Raises:
        BadInput: if it is none, or not such as a node makes for itself.
    """
    if not pem.strip():
        return ""
    try:
        found = x509.load_pem_x509_certificate(pem.encode())
    except ValueError as error:
        raise BadInput(
            "this is no certificate", "Give the card as its owner's node shows it."
        ) from error
    if not _is_of_a_node(found):
        raise BadInput(
            "this certificate is not one that a node makes for itself",
            "Give the card as its owner's node shows it.",
        )
    return found.public_bytes(Encoding.PEM).decode()


def _is_of_a_node(found: x509.Certificate) -> bool:
    """Whether it names a node, signs nothing but itself, and has a key that every server reads."""
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        limits = found.extensions.get_extension_for_class(x509.BasicConstraints).value
        found.verify_directly_issued_by(found)
    except (x509.ExtensionNotFound, ValueError, TypeError, InvalidSignature):
        return False
    key = found.public_key()
    is_usual = isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1"
    return is_usual and not limits.ca and NODE_NAME in names.get_values_for_type(x509.DNSName)


def partners_file() -> Path:
    """The file of the certificates that may connect: those of the pinned partners."""
    return node_folder() / "partners.pem"


def write_partners() -> int:
    """Write `partners_file` anew, whole or not at all; gives how many may connect."""
    pinned = Partner.objects.filter(state=PartnerState.PINNED).exclude(tls_certificate="")
    texts = list(pinned.values_list("tls_certificate", flat=True))
    descriptor, made = tempfile.mkstemp(dir=node_folder(), prefix=".partners-")
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.writelines(texts)
        stream.flush()
        os.fsync(stream.fileno())
    Path(made).replace(partners_file())
    return len(texts)


def partner_context(partner: Partner) -> ssl.SSLContext:
    """TLS to one partner: our certificate, and theirs as the only one that counts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_verify_locations(cadata=partner.tls_certificate)
    context.load_cert_chain(certificate_file())
    return context


def _new_certificate() -> bytes:
    """A P-256 key and its own certificate: what every TLS library takes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NODE_NAME)])
    now = datetime.now(UTC)
    uses = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # a partner's clock may go after ours
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NODE_NAME)]), critical=False)
        .add_extension(uses, critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + made.public_bytes(Encoding.PEM)
