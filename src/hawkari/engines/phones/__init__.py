"""What every reading of telephone numbers must agree on, whatever it is read for."""

from hawkari.engines.phones.trunk import without_trunk_zero

__all__ = ["without_trunk_zero"]
