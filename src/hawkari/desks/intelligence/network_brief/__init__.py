"""What a network brief says: from what was read of a network to sentences with their sources."""

from hawkari.desks.intelligence.network_brief.composing import compose
from hawkari.desks.intelligence.network_brief.material import Material, Scope

__all__ = ["Material", "Scope", "compose"]
