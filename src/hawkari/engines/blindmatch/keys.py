"""The holder's keys: one for each partner, type and epoch. Nothing else in the house sees them.

Keys are drawn at random and not derived from one another, so that a destroyed epoch cannot be
computed again from what is left. They lie in guarded memory, are overwritten when their epoch is
over, and have no form that can be shown, copied or pickled. A vault may keep them between runs of
a program: it is handed the 32 bytes, and must seal and forget them.
"""

from collections.abc import Sequence
from datetime import date
from typing import NoReturn, Protocol

from hawkari.engines.blindmatch import group
from hawkari.engines.blindmatch.coding import Tags
from hawkari.engines.blindmatch.epochs import live_epochs
from hawkari.engines.blindmatch.errors import KeyGone
from hawkari.engines.blindmatch.identifiers import IdentifierType
from hawkari.engines.blindmatch.lists import tags_of_values
from hawkari.engines.blindmatch.scalars import SecretScalars
from hawkari.engines.blindmatch.scope import Scope
from hawkari.engines.blindmatch.voprf import Mode, evaluate_own, prove

__all__ = ["Keyring", "Vault"]


class Vault(Protocol):
    """Where keys outlive a program."""

    def fetch(self, scope: Scope) -> bytes | None:
        """The key of a scope, or None if there is none."""

    def keep(self, scope: Scope, secret: bytes) -> None:
        """Keep a key, sealed; if there is one already it stays, and this one is not kept."""

    def forget(self, scope: Scope) -> None:
        """Destroy a key for good; nothing happens if there is none."""

    def scopes(self) -> Sequence[Scope]:
        """What keys are kept for, those of past epochs too."""


class Keyring:
    """A holder's keys, each usable but not readable.

    Args:
        holder: whose keys these are.
        vault: where they are kept between runs; None keeps them in memory alone.
    """

    def __init__(self, holder: str, vault: Vault | None = None) -> None:
        self.holder = holder
        self._vault = vault
        self._keys: dict[Scope, SecretScalars] = {}

    def rotate(self, pairs: Sequence[tuple[str, IdentifierType]], today: date) -> list[Scope]:
        """Make the keys that are due for each partner and type, and destroy those that are over.

        Call it daily; a second call on a day does nothing. Queries go on being answered: around
        the change of an epoch both keys are live.

        Returns:
            The scopes whose keys are new, and whose index is to be built and published.
        """
        wanted = {
            Scope(self.holder, partner, kind, epoch)
            for partner, kind in pairs
            for epoch in live_epochs(today)
        }
        for scope in (self._keys.keys() | self._kept()) - wanted:
            self.destroy(scope)
        made = [scope for scope in wanted if scope not in self._keys and self._make(scope)]
        return sorted(made, key=lambda scope: (scope.partner, scope.kind, scope.epoch))

    def take(self, scope: Scope) -> bool:
        """Take one key out of the vault, to answer with; whether there is one. Makes none.

        For a program that answers while another rotates.
        """
        kept = None if self._vault is None else self._vault.fetch(scope)
        if kept is None or not group.is_scalar(kept):
            return scope in self._keys
        if scope not in self._keys:
            self._keys[scope] = SecretScalars.of(kept)
        return True

    def destroy(self, scope: Scope) -> None:
        """Overwrite a key, here and in the vault.

        An evaluation that is running keeps its key until it is done: memory that is given back
        while another thread multiplies by it would end the program. Overwriting is then the last
        holder's, when the scalars are collected.
        """
        self._keys.pop(scope, None)
        if self._vault is not None:
            self._vault.forget(scope)

    def scopes(self) -> list[Scope]:
        """What there are keys for."""
        return sorted(self._keys, key=lambda scope: (scope.partner, scope.kind, scope.epoch))

    def public(self, scope: Scope) -> bytes:
        """The public key of a scope: what answers are proved with.

        Raises:
            KeyGone: if its key does not exist, here as below.
        """
        return group.base_times(self._key(scope))

    def tags(self, scope: Scope, forms: list[str]) -> Tags:
        """Tags of the holder's own normal forms: what its index is made of, in their order."""
        return tags_of_values(self._key(scope), scope, forms, mode=Mode.VERIFIABLE)

    def output(self, scope: Scope, form: str) -> bytes:
        """The output of one of the holder's own normal forms: to confirm a hit."""
        return evaluate_own(self._key(scope), scope.inputs([form]), Mode.VERIFIABLE)[0]

    def evaluate(self, scope: Scope, blinded: bytes) -> tuple[bytes, bytes]:
        """Evaluate a batch and prove it. Only `evaluation` calls this: it refuses by rule first."""
        key = self._key(scope)
        evaluated = group.times(blinded, key)
        return evaluated, prove(key, blinded, evaluated)

    def _key(self, scope: Scope) -> SecretScalars:
        if scope not in self._keys:
            raise KeyGone(scope.epoch)
        return self._keys[scope]

    def _kept(self) -> set[Scope]:
        """The scopes of this holder in the vault: a program that was off may have left some."""
        kept = () if self._vault is None else self._vault.scopes()
        return {scope for scope in kept if scope.holder == self.holder}

    def _make(self, scope: Scope) -> bool:
        """Take a key from the vault, or draw it; whether it is new."""
        if self._vault is None:
            self._keys[scope] = SecretScalars.random()
            return True
        kept, drawn = self._vault.fetch(scope), None
        if kept is None:
            with SecretScalars.random() as key:
                drawn = key.encoded()
            self._vault.keep(scope, drawn)
            # read again: another program of the node may have kept its key first
            kept = self._vault.fetch(scope)
        if kept is None or not group.is_scalar(kept):
            raise KeyGone(scope.epoch)
        self._keys[scope] = SecretScalars.of(kept)
        return kept == drawn

    def __repr__(self) -> str:
        return f"<{len(self._keys)} keys of {self.holder}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are neither copied nor stored")
