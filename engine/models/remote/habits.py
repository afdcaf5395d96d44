"""What a server understands: found out once by what it refuses, then kept to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

FORMS = ("strict", "json_object", "plain")
CAPS = ("max_completion_tokens", "max_tokens")
_FORM_WORDS = re.compile(
    r"response_format|json_schema|json_object|json mode|structured.?output|requested parameters"
)
# A cap that is too large is about this request, not about the name of the cap.
_TOO_LARGE = re.compile(
    r"too (large|long|many|high)|at most|exceed|maximum|less than|greater than|context.length"
)


@dataclass(frozen=True)
class Habits:
    """What a server understands, as far as it is known.

    Attributes:
        caps: Names of the cap on tokens, the one tried first first.
        refused: What the server refused: forms (`strict`, `json_object`), names of caps,
            `temperature`, `base64`.
    """

    caps: tuple[str, ...] = CAPS
    refused: frozenset[str] = frozenset()

    @property
    def form(self) -> str:
        """How answers are asked for: `strict` (a JSON schema), `json_object` or `plain`."""
        return next(form for form in FORMS if form == "plain" or form not in self.refused)

    @property
    def cap(self) -> str:
        """Name of the cap on tokens; the last one where all were refused."""
        return next((cap for cap in self.caps if cap not in self.refused), self.caps[-1])

    @property
    def temperature(self) -> bool:
        """Whether a temperature may be given."""
        return "temperature" not in self.refused

    @property
    def encoding(self) -> str:
        """How vectors are asked for: `base64` (a quarter of the bytes) or `float`."""
        return "float" if "base64" in self.refused else "base64"

    def without(self, name: str) -> Self:
        """These habits with something more refused."""
        return replace(self, refused=self.refused | {name})

    def after(self, message: str, param: str = "") -> Self | None:
        """The habits that a refusal teaches, or None where it is about something else.

        Args:
            message: What the server said, or all of its body where it says it in its own way.
            param: The name it says it is about, where it does.
        """
        said = (param or message).lower()
        if _FORM_WORDS.search(said) and self.form != "plain":
            return self.without(self.form)
        if any(cap in said for cap in CAPS):
            fits = not _TOO_LARGE.search(message.lower())
            another = any(cap not in self.refused for cap in self.caps if cap != self.cap)
            return self.without(self.cap) if fits and another else None
        if "temperature" in said and self.temperature:
            return self.without("temperature")
        if re.search("encoding_format|base64", said) and self.encoding == "base64":
            return self.without("base64")
        return None

    def asked(self, answers: Mapping[str, Any], most_tokens: int) -> dict[str, Any]:
        """The parts of a chat request that hang on habits.

        Args:
            answers: JSON schema of the reply.
            most_tokens: Most tokens it may have.
        """
        parts: dict[str, Any] = {self.cap: most_tokens}
        if self.temperature:
            parts["temperature"] = 0
        if self.form == "strict":
            named = {"name": "answers", "strict": True, "schema": dict(answers)}
            parts["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.form == "json_object":
            parts["response_format"] = {"type": "json_object"}
        return parts

    def as_dict(self) -> dict[str, list[str]]:
        """As plain values, the same for the same habits."""
        return {"caps": list(self.caps), "refused": sorted(self.refused)}

    @classmethod
    def of(cls, written: Mapping[str, Sequence[str]]) -> Self:
        """From plain values; names that are not known any more are left out."""
        caps = tuple(cap for cap in written.get("caps", ()) if cap in CAPS)
        known = {*FORMS[:-1], *CAPS, "temperature", "base64"}
        caps += tuple(cap for cap in CAPS if cap not in caps)
        return cls(caps, frozenset(written.get("refused", ())) & known)
