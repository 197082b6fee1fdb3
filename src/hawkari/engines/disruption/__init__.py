"""Who matters in a network of people and where it breaks: investigative priorities, no findings."""

from hawkari.engines.disruption.changes import Changes, changes
from hawkari.engines.disruption.communities import Community, communities, stable_communities
from hawkari.engines.disruption.contacts import (
    Around,
    CommonContact,
    common_contacts,
    ego,
    kinds_around,
)
from hawkari.engines.disruption.layout import layout
from hawkari.engines.disruption.measures import brokers, measures
from hawkari.engines.disruption.money import MoneyBroker, money_brokers
from hawkari.engines.disruption.motifs import ONE_PHONE, TWO_MASTERS, Match, Motif, matches
from hawkari.engines.disruption.network import Network
from hawkari.engines.disruption.order import Objective, is_fast_order, removal_order
from hawkari.engines.disruption.pagerank import pagerank
from hawkari.engines.disruption.parts import components
from hawkari.engines.disruption.paths import Path, Step, probable_paths, timely_path
from hawkari.engines.disruption.probability import corroborated, tie_probability
from hawkari.engines.disruption.roles import RoleTest, hidden_roles, role_test
from hawkari.engines.disruption.sampling import Sampled, sampled_betweenness
from hawkari.engines.disruption.standing import Estimate, Measure, standings
from hawkari.engines.disruption.strands import strands, within
from hawkari.engines.disruption.values import Broker, NodeMeasures, RankedNode, Strand, Tie

__all__ = [
    "ONE_PHONE",
    "TWO_MASTERS",
    "Around",
    "Broker",
    "Changes",
    "CommonContact",
    "Community",
    "Estimate",
    "Match",
    "Measure",
    "MoneyBroker",
    "Motif",
    "Network",
    "NodeMeasures",
    "Objective",
    "Path",
    "RankedNode",
    "RoleTest",
    "Sampled",
    "Step",
    "Strand",
    "Tie",
    "brokers",
    "changes",
    "common_contacts",
    "communities",
    "components",
    "corroborated",
    "ego",
    "hidden_roles",
    "is_fast_order",
    "kinds_around",
    "layout",
    "matches",
    "measures",
    "money_brokers",
    "pagerank",
    "probable_paths",
    "removal_order",
    "role_test",
    "sampled_betweenness",
    "stable_communities",
    "standings",
    "strands",
    "tie_probability",
    "timely_path",
    "within",
]
