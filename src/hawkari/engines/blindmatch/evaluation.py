"""The holder's only way to evaluate for a partner: refuses by rule, counts, logs, then answers.

All checks come before the first multiplication. Whatever goes wrong in counting, logging or
checking a signature ends in a refusal, never in an answer: it fails closed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hawkari.engines.blindmatch import group
from hawkari.engines.blindmatch.epochs import live_epochs
from hawkari.engines.blindmatch.errors import BadElement, Refused
from hawkari.engines.blindmatch.keys import Keyring
from hawkari.engines.blindmatch.limits import Ledger, Limits, charges
from hawkari.engines.blindmatch.query import Answer, Query

__all__ = ["Evaluator"]

_REMEDIES = {
    "shape": "Send 32 bytes a value, each an element of the group, and a commitment of 32 bytes",
    "addressee": "This node does not hold for that agency; check holder and partner",
    "epoch": "Ask with the epoch of the newest index",
    "signature": "Sign the query with the key that this node has for your agency",
    "grounds": "Give operation, legal basis, purpose, necessity and officer",
    "suspended": "A supervisor on both sides must lift the suspension",
    "second-person": "Let a second person, not the officer, authorise a batch of this size",
    "batch": "Ask for fewer values at a time",
    "replay": "Draw a new id for each query",
    "key": "The index of this epoch is not built yet; ask again later",
    "closed": "The node cannot count or log; nothing is answered until it can",
}
_QUOTA = "Wait for the next day or epoch, or let a second person authorise the query"


@dataclass(slots=True)
class Evaluator:
    """Evaluates for partners, within rules.

    Args:
        keys: the holder's.
        ledger: counters, suspensions and log.
        is_signed: whether a query's signature is by its partner, and officer and authoriser may
            act for it.
        limits: those of a partner.
    """

    keys: Keyring
    ledger: Ledger
    is_signed: Callable[[Query], bool]
    limits: Callable[[str], Limits]

    def evaluate(self, query: Query, today: date) -> Answer:
        """Answer a query, or refuse it; both are logged.

        Args:
            query: as it came from the partner; nothing in it is trusted.
            today: the date by the holder's clock.

        Raises:
            Refused: with the rule, and what to do.
        """
        try:
            rule = self._forbidden_by(query, today)
            self.ledger.write("evaluated" if rule is None else "refused", query, rule or "")
        except Exception as error:  # whatever fails, fails closed
            raise Refused("closed", _REMEDIES["closed"]) from error
        # None alone allows: an empty answer of a broken ledger does not
        if rule is not None:
            raise Refused(rule or "closed", _REMEDIES.get(rule or "closed", _QUOTA))
        evaluated, proof = self.keys.evaluate(query.scope, query.blinded)
        return Answer(query.digest(), evaluated, proof)

    def _forbidden_by(self, query: Query, today: date) -> str | None:
        limits = self.limits(query.scope.partner)
        rule = (
            self._malformed(query, limits)
            or self._unjustified(query, limits)
            or self._unanswerable(query, today)
        )
        if rule:
            return rule
        rule = self.ledger.admit(query.id, charges(query, limits, today))
        if rule and rule.startswith("quota:"):
            self._strike(query, limits)
        return rule

    def _malformed(self, query: Query, limits: Limits) -> str | None:
        if not query.id or len(query.commitment) != 32 or not query.blinded:
            return "shape"
        # the cheap limits first, so that nobody can make us hash or check a million points
        if len(query.blinded) > limits.largest_batch * 32:
            return "batch"
        return "shape" if len(query.blinded) % 32 else None

    def _unjustified(self, query: Query, limits: Limits) -> str | None:
        scope, grounds = query.scope, query.grounds
        if self.is_signed(query) is not True:
            return "signature"
        if grounds.missing():
            return "grounds"
        people = [grounds.asker, *([grounds.second] if grounds.second else [])]
        if any(self.ledger.is_suspended(scope.partner, person) for person in people):
            return "suspended"
        # a second person who is the first, or nobody, is not passed over: somebody tried something
        named_badly = bool(grounds.authorizer) and grounds.second in {"", grounds.asker}
        if named_badly or (not grounds.second and len(query) > limits.batch):
            return "second-person"
        return None

    def _unanswerable(self, query: Query, today: date) -> str | None:
        """After the signature: a stranger must not make us check points, nor learn our epochs."""
        scope = query.scope
        if scope.holder != self.keys.holder or scope.partner == scope.holder:
            return "addressee"
        if scope.epoch not in live_epochs(today):
            return "epoch"
        if scope not in self.keys.scopes():
            return "key"
        try:
            group.check(query.blinded)
        except BadElement:
            return "shape"
        return None

    def _strike(self, query: Query, limits: Limits) -> None:
        scope, officer = query.scope, query.grounds.asker
        if self.ledger.strike(scope.partner, officer, scope.epoch) >= limits.strikes:
            self.ledger.suspend(scope.partner, officer, "asked beyond the quota again and again")
