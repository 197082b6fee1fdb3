"""Posts of the sample corridor: rival operators' adverts, claims and ordinary talk, with truth.

Small at any size of the sample. Operators are recruiters of the invented corridor, so that a number
in an advert is one that its records hold.
"""

from hawkari.engines.corridor.posts.collecting import Recruiters
from hawkari.engines.corridor.posts.writing import PostFiles, write_posts

__all__ = ["PostFiles", "Recruiters", "write_posts"]
