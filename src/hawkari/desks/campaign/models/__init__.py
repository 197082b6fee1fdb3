"""What the desk keeps: posts and what was read of them, myths and their answers."""

from hawkari.desks.campaign.models.answers import AnswerSignature, AnswerVersion, MadeProduct
from hawkari.desks.campaign.models.claims import Claim, ClaimPost
from hawkari.desks.campaign.models.imports import BadRow, Channel, Import
from hawkari.desks.campaign.models.myths import Drafted, Myth, Variant
from hawkari.desks.campaign.models.operators import ClusterKeep
from hawkari.desks.campaign.models.plans import (
    Plan,
    PlanAnswers,
    PlanCount,
    PlanMeasure,
    PlanPlace,
)
from hawkari.desks.campaign.models.posts import Post, PostSelector, SelectorKind
from hawkari.desks.campaign.models.referrals import AdvertAcceptance, Referral, ReferralStep

__all__ = [
    "AdvertAcceptance",
    "AnswerSignature",
    "AnswerVersion",
    "BadRow",
    "Channel",
    "Claim",
    "ClaimPost",
    "ClusterKeep",
    "Drafted",
    "Import",
    "MadeProduct",
    "Myth",
    "Plan",
    "PlanAnswers",
    "PlanCount",
    "PlanMeasure",
    "PlanPlace",
    "Post",
    "PostSelector",
    "Referral",
    "ReferralStep",
    "SelectorKind",
    "Variant",
]
