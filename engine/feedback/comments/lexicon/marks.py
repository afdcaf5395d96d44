"""Pictures, faces and marks: what they say is the same in all languages."""

from __future__ import annotations

PAUSES = {".": 2, "!": 2, "?": 2, ";": 2, ":": 1, ",": 1, "\n": 2, "…": 2, "(": 1, ")": 1,
          "。": 2, "！": 2, "？": 2, "、": 1, "，": 1}  # fmt: skip
"""How much a mark parts: 1 clauses, 2 sentences."""
GLAD, SAD = 2.2, -2.0
_GLAD_PICTURES = frozenset(
    "😀😁😂😃😄😅😆😇😉😊😋😌😍😎😏😗😘😙😚😛😜😝🙂🙃🥰🤩🤗🥳😻👍👏🙌🙏👌💪🎉🎊💯❤♥💕💖💗💘💙💚💛💜🧡🤍💞💝✨🌟⭐✅☺🌈🏆🤝"
)
_SAD_PICTURES = frozenset(
    "😒😓😔😕😖😞😟😠😡😢😣😤😥😦😧😨😩😪😫😭😰😱😿🙁🙄🤬🤮🤢👎💔💩☹😑🤦🤨👿💢❌😾🥱😬"
)


def value_of_mark(token: str) -> float:
    """How good a picture or a face is; 0 where it is neither and for other marks."""
    if token in _GLAD_PICTURES or token == "<3":  # noqa: S105 - a heart, no password
        return GLAD
    if token in _SAD_PICTURES:
        return SAD
    if len(token) > 1 and token[0] in ":;=":
        if token[-1] in ")]DdPp3":
            return GLAD
        return SAD if token[-1] in "([/|\\" else 0.0
    return 0.0
