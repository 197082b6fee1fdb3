"""What the desk keeps: the register and its claims, and what each part adds to it."""

from hawkari.desks.programme.models.register import Claim, ClaimStatus, ItemKind, RegisterItem

__all__ = ["Claim", "ClaimStatus", "ItemKind", "RegisterItem"]
