"""Copy without a model: sentences in five languages and four tones."""

from collections.abc import Mapping

from engine.bundles.say.templates.de import GERMAN
from engine.bundles.say.templates.en import ENGLISH
from engine.bundles.say.templates.es import SPANISH
from engine.bundles.say.templates.fr import FRENCH
from engine.bundles.say.templates.language import Language
from engine.bundles.say.templates.pt import PORTUGUESE

TEMPLATES: Mapping[str, Language] = {
    "en": ENGLISH, "es": SPANISH, "pt": PORTUGUESE, "de": GERMAN, "fr": FRENCH,
}  # fmt: skip
"""Language → its words."""

__all__ = ["TEMPLATES", "Language"]
