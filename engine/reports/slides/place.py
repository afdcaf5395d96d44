"""Boxes on a slide, colours, and text that stays inside its box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Pt

INK, SOFT = RGBColor(0x1D, 0x25, 0x21), RGBColor(0x5B, 0x67, 0x61)
DEEP, PALE = RGBColor(0x1F, 0x6F, 0x5C), RGBColor(0xEE, 0xF3, 0xF0)
GOOD, BAD, MILD = RGBColor(0x2E, 0x8B, 0x6F), RGBColor(0xC0, 0x55, 0x3E), RGBColor(0xC9, 0xD2, 0xCD)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
COLOURS = {"good": GOOD, "bad": BAD, "mild": MILD, "deep": DEEP}
FONT = "Calibri"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """The same in the file's unit."""
        return inches(self.left), inches(self.top), inches(self.wide), inches(self.high)


def inches(length: float) -> Emu:
    """A length in the file's unit, the same on every machine."""
    return Inches(round(length, 4))


def plain(text: object) -> str:
    """A text without what XML cannot hold."""
    return _CONTROLS.sub("", str(text))


@dataclass(frozen=True)
class Letters:
    """How a text looks.

    Attributes:
        size: Height in points.
        colour: Their colour.
        bold: Whether they are bold.
        space: Points between paragraphs.
    """

    size: int
    colour: RGBColor
    bold: bool = False
    space: int = 0

    def on(self, font: Any) -> None:
        """Make a font look like this."""
        font.name, font.size, font.bold = FONT, Pt(self.size), self.bold
        font.color.rgb = self.colour


def write(page: Any, box: Box, text: str, letters: Letters) -> None:
    """Write a plain text into a box; each of its lines is a paragraph."""
    frame = page.shapes.add_textbox(*box.emu).text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, line in enumerate(plain(text).split("\n")):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        letters.on(run.font)
        paragraph.space_after = Pt(letters.space)
