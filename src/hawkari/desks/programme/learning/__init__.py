"""Numbers of training, pure: who passed, what was learnt, which questions tell, who was lost."""

from hawkari.desks.programme.learning.passing import Missing, Passing, passing

__all__ = ["Missing", "Passing", "passing"]
