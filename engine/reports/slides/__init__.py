"""Slides with native charts: a deck's parts are described, then laid out."""

from engine.reports.slides.deck import to_pptx
from engine.reports.slides.parts import Bars, Figures, Grid, Line, Part, Said, Slide, Stack

__all__ = ["Bars", "Figures", "Grid", "Line", "Part", "Said", "Slide", "Stack", "to_pptx"]
