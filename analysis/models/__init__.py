"""The registries, and every claim that analysis found, down to its sentence."""

from analysis.models.ceasefires import (
    Ceasefire,
    CeasefireClaim,
    CeasefireDecision,
    ClaimActor,
    ClaimPlace,
)
from analysis.models.counts import (
    EVERY,
    ActorDay,
    ActorMonth,
    ArticleDay,
    Counted,
    PlaceDay,
    PlaceMonth,
    RegionDay,
    SourceMonth,
    StaleDay,
)
from analysis.models.decisions import (
    Candidate,
    CandidateDecision,
    CandidateState,
    Correction,
    Decision,
)
from analysis.models.displacement import DisplacementFigure, FigurePlace, FigureReporter
from analysis.models.mentions import Framing, Mention, Stance
from analysis.models.quotes import AnalysisRun, Quoted, RunState
from analysis.models.registries import Actor, ActorAffiliation, ActorAlias, Place, RegistryUpload
from analysis.models.stories import StoryDecision, StoryKind, StoryMove, StoryPoint

__all__ = [
    "EVERY",
    "Actor",
    "ActorAffiliation",
    "ActorAlias",
    "ActorDay",
    "ActorMonth",
    "AnalysisRun",
    "ArticleDay",
    "Candidate",
    "CandidateDecision",
    "CandidateState",
    "Ceasefire",
    "CeasefireClaim",
    "CeasefireDecision",
    "ClaimActor",
    "ClaimPlace",
    "Correction",
    "Counted",
    "Decision",
    "DisplacementFigure",
    "FigurePlace",
    "FigureReporter",
    "Framing",
    "Mention",
    "Place",
    "PlaceDay",
    "PlaceMonth",
    "Quoted",
    "RegionDay",
    "RegistryUpload",
    "RunState",
    "SourceMonth",
    "StaleDay",
    "Stance",
    "StoryDecision",
    "StoryKind",
    "StoryMove",
    "StoryPoint",
]
