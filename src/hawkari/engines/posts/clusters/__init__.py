"""Operators inside template families: near-duplicate posts, never chained by one shared thing."""

from hawkari.engines.posts.clusters.slots import Slot, SlotView, slots
from hawkari.engines.posts.clusters.state import ClusterState, PostText, cluster_posts

__all__ = ["ClusterState", "PostText", "Slot", "SlotView", "cluster_posts", "slots"]
