"""What the desk keeps: imports, channels, posts and what was read of them."""

from hawkari.desks.campaign.models.imports import BadRow, Channel, Import
from hawkari.desks.campaign.models.posts import Post, PostSelector, SelectorKind

__all__ = ["BadRow", "Channel", "Import", "Post", "PostSelector", "SelectorKind"]
