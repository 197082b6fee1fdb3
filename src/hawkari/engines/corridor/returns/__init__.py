"""Return cases of the sample corridor: invented people, as events in casework's vocabulary.

An engine imports no other, so events are plain JSON here; a test folds every case and checks every
step against the guard table.
"""

from hawkari.engines.corridor.returns.writing import CASES, ReturnCases, generate_returns

__all__ = ["CASES", "ReturnCases", "generate_returns"]
