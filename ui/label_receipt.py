"""A receipt drawn anew from the boxes of its words, with one of them marked.

The drawing is an SVG that is shown as a picture: nothing in it can run, and every text is escaped.
The view always has the same size, so that nothing on the page moves from word to word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.label_names import group_of
from ui.label_places import Box, place_words
from ui.label_sight import HEIGHT, WIDTH, View, bounds_of, view_of
from ui.label_tags import TAG_CHAR_PX, TAG_PX, Spot, Taken, plate_spots, tag_spots

MAP, WORDS = 40, 340
SUSPECT = 0.5
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Colours:
    """Colours of one theme; tints go by the part of a receipt that a label belongs to."""

    paper: str
    edge: str
    ink: str
    faint: str
    mark: str
    tints: tuple[str, ...]


LIGHT = Colours(
    "#fffefb", "#d9d3c2", "#2b302a", "#8b8f84", "#c4570c",
    ("#4460b8", "#7a6a4f", "#1f6f5c", "#b8476b"),
)  # fmt: skip
DARK = Colours(
    "#1b211d", "#3c463f", "#e4e8e0", "#8d958d", "#ffa94d",
    ("#8fa8f0", "#c9b48c", "#5cc4a5", "#e58aa9"),
)  # fmt: skip


def side_by_side() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for a drawing and for words beside it, or below it where the window is narrow."""
    row = st.container(horizontal=True, gap="medium")
    return row.container(width=WIDTH), row.container(width=WORDS)


def draw_receipt(receipt: Mapping[str, Any], *, dark: bool = False) -> str:
    """Draw a receipt around its chosen word.

    Args:
        receipt: `words` (each word, text, x, y, width, height, labels, score) and `chosen`, the
            number of the word to mark; words without a place are set in lines.
        dark: Whether it stands on a dark page.

    Returns:
        An SVG of `WIDTH` × `HEIGHT` pixels.
    """
    colours = DARK if dark else LIGHT
    boxes = place_words(receipt["words"])
    chosen = next((box for box in boxes if box.word == receipt["chosen"]), None)
    view = view_of(boxes, chosen, WIDTH)
    if not all(view.holds(box) for box in boxes):
        # Room for the whole, small, beside what is seen of it.
        view = view_of(boxes, chosen, WIDTH - MAP - 12)
    seen = [box for box in boxes if view.shows(box)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="ui-monospace, Menlo, Consolas, monospace">'
        f"{_pane(seen, chosen, view, colours)}{_overview(boxes, chosen, view, colours)}</svg>"
    )


def _pane(seen: Sequence[Box], chosen: Box | None, view: View, colours: Colours) -> str:
    parts = [
        f'<svg x="0" y="0" width="{view.pane}" height="{HEIGHT}">'
        f'<rect width="{view.pane}" height="{HEIGHT}" rx="6" fill="{colours.paper}"/>'
    ]
    taken = Taken([Spot(*view.placed(box)) for box in seen], view.pane, HEIGHT)
    marked = "" if chosen is None else _marked(chosen, view, colours, taken)
    parts += [_word(box, view, colours) for box in seen]
    parts += _tags(seen, chosen, view, colours, taken)
    parts.append(marked)
    parts.append(
        f'<rect x=".5" y=".5" width="{view.pane - 1}" height="{HEIGHT - 1}" rx="6" fill="none" '
        f'stroke="{colours.edge}"/></svg>'
    )
    return "".join(parts)


def _tags(
    seen: Sequence[Box], chosen: Box | None, view: View, colours: Colours, taken: Taken
) -> Iterator[str]:
    """The labels of all words but the chosen one, once for words that go on."""
    hidden = [] if chosen is None else [_framed(chosen, view)]
    last: Box | None = None
    for place, box in enumerate(seen, start=1):
        after = seen[place] if place < len(seen) else None
        goes_on, last = _goes_on(last, box), box
        tag = "" if box is chosen or goes_on else ", ".join(box.labels)
        tag = tag[: _room(box, after, view)]
        if not tag:
            continue
        spots = tag_spots(Spot(*view.placed(box)), len(tag))
        # Where there is no room its colour tells it, or it stands in the words of the line above.
        spot = taken.first_free(spots) or spots[0]
        if any(spot.meets(one) for one in hidden):
            continue
        taken.take(spot)
        tint = colours.tints[group_of(box.labels[0])]
        yield _tag(spot.x, spot.y + TAG_PX - 1, tag, f'fill="{tint}"')


def _goes_on(last: Box | None, box: Box) -> bool:
    """Whether a word stands behind another of the same labels, which then tells them."""
    if last is None or last.labels != box.labels:
        return False
    return _in_one_row(last, box) and box.x < last.x + last.width + 3 * box.height


def _room(box: Box, after: Box | None, view: View) -> int | None:
    """How many letters of a tag fit above a word before the tag of the next; None for all."""
    if after is None or not after.labels or _goes_on(box, after) or not _in_one_row(box, after):
        return None
    return int((after.x - box.x) * view.scale / TAG_CHAR_PX)


def _in_one_row(left: Box, right: Box) -> bool:
    apart = abs(left.y + left.height / 2 - right.y - right.height / 2)
    return left.x < right.x and apart < right.height / 2


def _word(box: Box, view: View, colours: Colours) -> str:
    x, y, wide, high = view.placed(box)
    parts = []
    if box.labels:
        tint = colours.tints[group_of(box.labels[0])]
        dashed = ' stroke-dasharray="3 2"' if box.score >= SUSPECT else ""
        line = f' stroke="{colours.mark}"{dashed}' if dashed else ""
        parts.append(_rect(x, y, wide, high, f'fill="{tint}" fill-opacity=".16"{line}'))
    ink = colours.ink if box.labels else colours.faint
    parts.append(_text(box, view, ink))
    return "".join(parts)


def _framed(box: Box, view: View) -> Spot:
    """The chosen word with its frame."""
    x, y, wide, high = view.placed(box)
    return Spot(x - 3, y - 3, wide + 6, high + 6)


def _marked(box: Box, view: View, colours: Colours, taken: Taken) -> str:
    """The chosen word once more, above all others; its plate takes room before any tag does."""
    frame = f'fill="{colours.mark}" fill-opacity=".14" stroke="{colours.mark}" stroke-width="2.5"'
    around = _framed(box, view)
    drawn = _rect(around.x, around.y, around.width, around.height, frame)
    drawn += _text(box, view, colours.ink)
    label = ", ".join(box.labels)
    if not label:
        return drawn
    below, above, *beside = plate_spots(Spot(*view.placed(box)), len(label), view.pane)
    spot = taken.first_free([below, above, *beside])
    if spot is None:
        # What stands below a word is less often of use than what stands above it.
        spot = below if below.y + below.height < HEIGHT else above
    taken.take(spot)
    plate = _rect(spot.x, spot.y, spot.width, spot.height, f'fill="{colours.mark}"')
    return drawn + plate + (
        f'<text x="{spot.x + 4:.1f}" y="{spot.y + 10.5:.1f}" font-size="10.5" font-weight="700" '
        f'fill="{colours.paper}">{_safe(label)}</text>'
    )  # fmt: skip


def _text(box: Box, view: View, ink: str) -> str:
    x, y, wide, high = view.placed(box)
    said = _safe(box.text)
    if not said:
        return ""
    size = max(min(0.85 * high, 1.9 * wide / len(box.text)), 4.0)
    down = y + high / 2 + 0.35 * size
    # Letters are pressed together where there is little room, and never pulled wide.
    adjust = "spacing" if wide > 0.6 * size * len(box.text) else "spacingAndGlyphs"
    return (
        f'<text x="{x:.1f}" y="{down:.1f}" font-size="{size:.1f}" fill="{ink}" '
        f'textLength="{wide:.1f}" lengthAdjust="{adjust}">{said}</text>'
    )


def _tag(x: float, y: float, text: str, look: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{TAG_PX}" font-family="sans-serif" {look}>'
        f"{_safe(text)}</text>"
    )


def _overview(boxes: Sequence[Box], chosen: Box | None, view: View, colours: Colours) -> str:
    """The whole receipt, small, with what is seen of it; nothing where all of it is seen."""
    if not boxes or view.pane == WIDTH:
        return ""
    left, top, right, bottom = bounds_of(boxes)
    scale = min(MAP / (right - left), HEIGHT / (bottom - top))
    x, y = WIDTH - MAP - 4 - left * scale, -top * scale
    parts = []
    for box in boxes:
        fill = colours.tints[group_of(box.labels[0])] if box.labels else colours.faint
        parts.append(_mini(box, x, y, scale, f'fill="{fill}" fill-opacity=".55"'))
    if chosen is not None:
        spot = max(chosen.height * scale, 4.0)
        middle = (chosen.y + chosen.height / 2) * scale + y
        parts.append(_rect(WIDTH - MAP - 8, middle - spot / 2, MAP + 8, spot,
                           f'fill="{colours.mark}" fill-opacity=".85"'))  # fmt: skip
    up = max(view.y * scale + y, 0.5)
    down = min(HEIGHT / view.scale * scale, (bottom - top) * scale - up)
    parts.append(_rect(WIDTH - MAP - 8, up, MAP + 7.5, down,
                       f'fill="none" stroke="{colours.faint}"'))  # fmt: skip
    return "".join(parts)


def _mini(box: Box, x: float, y: float, scale: float, look: str) -> str:
    return _rect(box.x * scale + x, box.y * scale + y, max(box.width * scale, 1),
                 max(box.height * scale * 0.7, 1), look)  # fmt: skip


def _rect(x: float, y: float, wide: float, high: float, look: str) -> str:
    wide, high = max(wide, 0.5), max(high, 0.5)
    if not all(map(math.isfinite, (x, y, wide, high))):
        return ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="2" {look}/>'


def _safe(text: str) -> str:
    """Text that is itself in XML, whatever it holds."""
    return escape(_NOT_XML.sub("", " ".join(text.split())))
