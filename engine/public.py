"""All names of the public door; `engine` gives them out under its own name."""

from engine.asking import AskOptions, AskResult, AskTables, ask
from engine.bundle_door import ARTEFACTS
from engine.bundles import Bundle, BundleOptions, BundleResult, BundleTables, find_bundles
from engine.bundles.objectives import OBJECTIVES
from engine.bundles.out.offer import TYPE_TITLES
from engine.bundles.prove.experiment.arms import Experiment, ExperimentPlan
from engine.bundles.prove.experiment.judged import Effect, Outcome
from engine.bundles.prove.experiment.past import PastOrders
from engine.bundles.prove.experiment.size import SampleSize
from engine.bundles.say.voice import LANGUAGES, TONES
from engine.door import Backroom
from engine.errors import (
    Cancelled,
    ColumnsMissing,
    EngineError,
    FileRefused,
    ModelRefused,
    NotFound,
    OptionRefused,
    StoppedAtBudget,
    TooSmall,
    WorkspaceLocked,
)
from engine.feedback import FeedbackOptions
from engine.feedback.meaning.measures import Measures
from engine.feedback.result import Preview
from engine.files import (
    KINDS,
    LABELS,
    REASONS,
    Column,
    Field,
    Kind,
    Look,
    LookedColumn,
    ReadOptions,
)
from engine.jobs import JobView
from engine.labels import LabelOptions
from engine.models.keys import KEY_NAMES
from engine.models.money import Estimate, Price
from engine.models.remote import PRESETS, Connection, Preset
from engine.prove_door import SmallestEffect, bundles_for_test
from engine.run_door import TOOLS
from engine.settings import Knob, Settings, knob_of, read_settings
from engine.steps import Steps, StepView
from engine.workspace import CheckedTable, Decision, KeptAnswers, RunRow, Upload

__all__ = [
    "ARTEFACTS",
    "KEY_NAMES",
    "KINDS",
    "LABELS",
    "LANGUAGES",
    "OBJECTIVES",
    "PRESETS",
    "REASONS",
    "TONES",
    "TOOLS",
    "TYPE_TITLES",
    "AskOptions",
    "AskResult",
    "AskTables",
    "Backroom",
    "Bundle",
    "BundleOptions",
    "BundleResult",
    "BundleTables",
    "Cancelled",
    "CheckedTable",
    "Column",
    "ColumnsMissing",
    "Connection",
    "Decision",
    "Effect",
    "EngineError",
    "Estimate",
    "Experiment",
    "ExperimentPlan",
    "FeedbackOptions",
    "Field",
    "FileRefused",
    "JobView",
    "KeptAnswers",
    "Kind",
    "Knob",
    "LabelOptions",
    "Look",
    "LookedColumn",
    "Measures",
    "ModelRefused",
    "NotFound",
    "OptionRefused",
    "Outcome",
    "PastOrders",
    "Preset",
    "Preview",
    "Price",
    "ReadOptions",
    "RunRow",
    "SampleSize",
    "Settings",
    "SmallestEffect",
    "StepView",
    "Steps",
    "StoppedAtBudget",
    "TooSmall",
    "Upload",
    "WorkspaceLocked",
    "ask",
    "bundles_for_test",
    "find_bundles",
    "knob_of",
    "read_settings",
]  # fmt: skip
