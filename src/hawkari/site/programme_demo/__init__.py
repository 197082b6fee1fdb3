"""The programme part of the demonstration: the published register, and an invented programme.

Nothing invented stands under a real promise: what the demonstration invents hangs under an
agreement of its own that says so. All people, offices and sums of it are invented.
"""

from hawkari.site.programme_demo.keeping import PROGRAMME_OFFICER, ProgrammeDemo, load_programme

__all__ = ["PROGRAMME_OFFICER", "ProgrammeDemo", "load_programme"]
