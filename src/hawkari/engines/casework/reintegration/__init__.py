"""Reintegration as its events tell it: assessment, plan, assistance, referrals, surveys.

`fold_reintegration` computes how things stand from a case's events; `check_step` refuses what may
not be recorded next: money above its ceiling, a referral without consent, a second interview of a
wave.
"""

from hawkari.engines.casework.reintegration.folding import fold_reintegration
from hawkari.engines.casework.reintegration.money import (
    Ceiling,
    ceiling_of,
    load_ceilings,
    money,
)
from hawkari.engines.casework.reintegration.steps import check_step
from hawkari.engines.casework.reintegration.values import (
    AID_KINDS,
    NEEDS,
    REFERRAL_STEPS,
    SERVICES,
    Aid,
    AidState,
    Assessment,
    Goal,
    Plan,
    Referral,
    ReferralState,
    ReferralStep,
    Reintegration,
    Survey,
)

__all__ = [
    "AID_KINDS",
    "NEEDS",
    "REFERRAL_STEPS",
    "SERVICES",
    "Aid",
    "AidState",
    "Assessment",
    "Ceiling",
    "Goal",
    "Plan",
    "Referral",
    "ReferralState",
    "ReferralStep",
    "Reintegration",
    "Survey",
    "ceiling_of",
    "check_step",
    "fold_reintegration",
    "load_ceilings",
    "money",
]
