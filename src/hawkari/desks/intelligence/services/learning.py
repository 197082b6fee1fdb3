"""What the answers of tasks say of a network's ties, and the network with them."""

from collections.abc import Mapping

from hawkari.desks.intelligence.services.networks import Whole
from hawkari.engines.disruption import Network
from hawkari.engines.disruption.asking import answered
from hawkari.evidence.access import Access
from hawkari.evidence.task_reading import Finding, findings

__all__ = ["Answers", "Pair", "answers_in", "told", "with_answers"]

Pair = tuple[str, str]
Answers = Mapping[Pair, bool]
"""Whether a tie holds, by its ends in text order; what was not answered is not in it."""


def answers_in(access: Access, network: Whole) -> dict[Pair, Finding]:
    """The answers that the reader may know of about ties of a network; audited.

    Raises:
        AccessDenied: if the role reads no content.
    """
    return {pair: one for pair, one in findings(access).items() if pair in network.edges}


def told(found: Mapping[Pair, Finding]) -> dict[Pair, bool]:
    """Whether each answered tie holds."""
    return {pair: one.holds for pair, one in found.items()}


def with_answers(graph: Network, answers: Answers) -> Network:
    """The network once ties were confirmed or refuted; all of them must be in it."""
    if not answers:
        return graph
    pairs = {
        (graph.nodes[head], graph.nodes[tail]): number
        for number, (head, tail) in enumerate(graph.pairs())
    }
    return answered(graph, {pairs[pair]: holds for pair, holds in answers.items()})
