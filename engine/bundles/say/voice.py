"""How a run speaks: tone, language and currency."""

from __future__ import annotations

from dataclasses import dataclass

TONES = ("friendly", "plain", "premium", "playful")
LANGUAGES = ("en", "es", "pt", "de", "fr")


@dataclass(frozen=True)
class Voice:
    """How copy is written.

    Attributes:
        tone: One of `TONES`.
        language: One of `LANGUAGES`; product names stay as they are.
        currency: ISO code such as EUR, or empty where the file names none.
    """

    tone: str = "friendly"
    language: str = "en"
    currency: str = ""


@dataclass(frozen=True)
class Copy:
    """What a shop may print about a bundle.

    Attributes:
        title: 60 characters at most.
        description: 200 at most.
        value_proposition: 150 at most.
        features: Three short ones at most.
        made_by: `template` or the model's identity.
    """

    title: str
    description: str
    value_proposition: str
    features: tuple[str, ...]
    made_by: str = "template"
