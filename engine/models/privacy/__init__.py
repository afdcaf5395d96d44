"""What must not leave this computer is found, replaced by stand-ins, and put back here."""

from engine.models.privacy.preview import Preview, preview
from engine.models.privacy.redactor import Redacted, Redactor

__all__ = ["Preview", "Redacted", "Redactor", "preview"]
