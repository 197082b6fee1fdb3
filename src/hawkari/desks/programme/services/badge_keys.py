"""The keys that sign badges: one for each agency, in files that only their owner may read."""

import hashlib
from pathlib import Path

from django.conf import settings

from hawkari.desks.programme.badges import Issuer
from hawkari.engines.envelopes import SigningKey
from hawkari.evidence.key_files import read_or_make
from hawkari.evidence.models import Agency

__all__ = ["issuer_of"]


def issuer_of(agency: Agency) -> Issuer:
    """An agency as it issues badges, its key made at first use."""
    # An agency's short name may hold what no file's name may.
    name = hashlib.sha256(agency.slug.encode()).hexdigest()[:32]
    folder = Path(settings.BADGE_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.pem"
    pem = read_or_make(path, lambda: SigningKey.new().pem)
    return Issuer(agency.name, SigningKey.of_pem(pem, where=(str(path),)).pem)
