"""Reads files of posts: Telegram Desktop, 4CAT, TikTok's and Meta's research interfaces, tables.

Good rows are given as `ReadPost`, bad ones as `BadPost`; nothing here knows the store.
"""

from hawkari.desks.campaign.importing.forms import FORMS, open_posts
from hawkari.desks.campaign.importing.values import BadPost, PostFile, ReadPost

__all__ = ["FORMS", "BadPost", "PostFile", "ReadPost", "open_posts"]
