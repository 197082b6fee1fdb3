"""Engine `corridor`: invents a smuggling corridor's partner files, with ground truth.

Nothing in them is real; see docs/reference/sample-corridor.md for what each file holds.
"""

from hawkari.engines.corridor.returns import ReturnCases, generate_returns
from hawkari.engines.corridor.sampling import generate
from hawkari.engines.corridor.values import Manifest, SampleFile

__all__ = ["Manifest", "ReturnCases", "SampleFile", "generate", "generate_returns"]
