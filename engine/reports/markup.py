"""HTML and SVG built of tags, so that text from a file can never become markup.

Whatever is put inside a tag or into an attribute is escaped, unless it is `Markup` already; only
`tag` and `joined` make that.
"""

from __future__ import annotations

import html
import re

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_EMPTY = frozenset({"br", "hr", "input", "meta", "link", "line", "circle", "rect", "path"})


class Markup(str):
    """Text that is markup and was escaped where it had to be."""

    __slots__ = ()


def escaped(text: object) -> Markup:
    """Any text as markup that shows it; control characters are dropped."""
    if isinstance(text, Markup):
        return text
    return Markup(html.escape(_UNPRINTABLE.sub("", str(text)), quote=True))


def tag(element: str, /, *inside: object, **attributes: object) -> Markup:
    """An element.

    Args:
        element: Its name; ours, never a file's.
        inside: Texts and elements inside it.
        attributes: Attributes; `class_` stands for `class`, `stroke_width` for `stroke-width`.
            None leaves one out, True writes its name alone.
    """
    told = "".join(
        f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{escaped(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if element in _EMPTY and not inside:
        return Markup(f"<{element}{told}/>")
    return Markup(f"<{element}{told}>{joined(*inside)}</{element}>")


def joined(*parts: object) -> Markup:
    """Texts and elements one after the other."""
    return Markup("".join(escaped(part) for part in parts))


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
