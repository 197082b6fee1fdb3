"""Numbers of training, pure: who passed, what was learnt, which questions tell, who was lost."""

from hawkari.desks.programme.learning.codes import Code, code_of, codes_in, is_genuine
from hawkari.desks.programme.learning.drawing import Draw, draw_test
from hawkari.desks.programme.learning.gain import Estimate, Gain, Pair, drawn, gain_of
from hawkari.desks.programme.learning.gaps import BankItem, Gap, GapKind, gaps_of
from hawkari.desks.programme.learning.items import FLAG, ItemFigures, analyse
from hawkari.desks.programme.learning.letters import LETTERS, place_of
from hawkari.desks.programme.learning.passing import Missing, Passing, passing
from hawkari.desks.programme.learning.stages import Stage, StageCount, funnel

__all__ = [
    "FLAG",
    "LETTERS",
    "BankItem",
    "Code",
    "Draw",
    "Estimate",
    "Gain",
    "Gap",
    "GapKind",
    "ItemFigures",
    "Missing",
    "Pair",
    "Passing",
    "Stage",
    "StageCount",
    "analyse",
    "code_of",
    "codes_in",
    "draw_test",
    "drawn",
    "funnel",
    "gain_of",
    "gaps_of",
    "is_genuine",
    "passing",
    "place_of",
]
