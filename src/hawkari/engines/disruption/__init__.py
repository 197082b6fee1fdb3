"""Who matters in a network of people and where it breaks: investigative priorities, no findings."""

from hawkari.engines.disruption.communities import Community, communities, stable_communities
from hawkari.engines.disruption.layout import layout
from hawkari.engines.disruption.measures import brokers, measures
from hawkari.engines.disruption.money import MoneyBroker, money_brokers
from hawkari.engines.disruption.network import Network
from hawkari.engines.disruption.order import Objective, removal_order
from hawkari.engines.disruption.pagerank import pagerank
from hawkari.engines.disruption.parts import components
from hawkari.engines.disruption.probability import corroborated, tie_probability
from hawkari.engines.disruption.sampling import Sampled, sampled_betweenness
from hawkari.engines.disruption.standing import Estimate, Measure, standings
from hawkari.engines.disruption.strands import strands, within
from hawkari.engines.disruption.values import Broker, NodeMeasures, RankedNode, Strand, Tie

__all__ = [
    "Broker",
    "Community",
    "Estimate",
    "Measure",
    "MoneyBroker",
    "Network",
    "NodeMeasures",
    "Objective",
    "RankedNode",
    "Sampled",
    "Strand",
    "Tie",
    "brokers",
    "communities",
    "components",
    "corroborated",
    "layout",
    "measures",
    "money_brokers",
    "pagerank",
    "removal_order",
    "sampled_betweenness",
    "stable_communities",
    "standings",
    "strands",
    "tie_probability",
    "within",
]
