"""Lines of a text that are not UTF-8: found, judged letter by letter, and brought to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.files.forms.accents import CLEAR, ENCODINGS, OVERRULES, SIGNS, plausibility

Spans = npt.NDArray[np.int64]
TRIED_AT_ONCE = 8
_FIRST = 0xDC80
"""What `surrogateescape` makes of the byte 128."""
_POINTS = [np.array([ord(sign) for sign in SIGNS[name]], np.uint32) for name in ENCODINGS]


@dataclass(frozen=True)
class ForeignLines:
    """Lines that are not UTF-8.

    Attributes:
        spans: Where each begins and ends in its piece of the text.
        signs: (signs,) code points, bytes that are not UTF-8 as `surrogateescape` writes them.
        places: (foreign bytes,) where those stand.
        line: (foreign bytes,) the line each stands in, counted from 0.
        scores: (foreign bytes, encodings) how plausible each is in each of `ENCODINGS`.
    """

    spans: list[list[int]]
    signs: npt.NDArray[np.uint32]
    places: npt.NDArray[np.int64]
    line: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]


def lines_above_ascii(data: bytes) -> Spans:
    """(lines, 2) where each line that holds anything above ASCII begins and ends."""
    if data.isascii():
        return np.empty((0, 2), np.int64)
    signs = np.frombuffer(data, np.uint8)
    ends = np.append(np.flatnonzero(signs == 10), len(signs))
    held = np.zeros(len(ends), dtype=bool)
    held[np.searchsorted(ends, np.flatnonzero(signs > 127))] = True
    starts = np.append(0, ends[:-1] + 1)
    return np.column_stack((starts[held], ends[held]))


def foreign_lines(data: bytes, above: Spans) -> ForeignLines | None:
    """Lines that are not UTF-8, their foreign bytes judged; None where there are none.

    Args:
        data: A piece of the text.
        above: Its lines that hold anything above ASCII.
    """
    spans = _not_utf8(data, above.tolist())
    if not spans:
        return None
    text = b"\n".join([data[start:end] for start, end in spans])
    signs = np.array([text.decode("utf-8", "surrogateescape")]).view(np.uint32)
    places = np.flatnonzero((signs >= _FIRST) & (signs < _FIRST + 128))
    padded = np.concatenate([[32], signs, [32]]).astype(np.int64)
    around = padded[places] << 42 | padded[places + 1] << 21 | padded[places + 2]
    distinct, back = np.unique(around, return_inverse=True)
    scores = np.array([plausibility(_three(code)) for code in distinct.tolist()])
    line = np.searchsorted(np.flatnonzero(signs == 10), places)
    return ForeignLines(spans, signs, places, line, scores[back])


def _not_utf8(data: bytes, above: list[list[int]]) -> list[list[int]]:
    """Those of the lines that are not UTF-8; several are tried at once, as most of them are."""
    found = []
    for at in range(0, len(above), TRIED_AT_ONCE):
        lines = above[at : at + TRIED_AT_ONCE]
        if not is_plain_utf8(data[lines[0][0] : lines[-1][1]]):
            found += [line for line in lines if not is_plain_utf8(data[line[0] : line[1]])]
    return found


def is_plain_utf8(data: bytes) -> bool:
    """Whether it is UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _three(code: int) -> str:
    return "".join(chr(code >> shift & 0x1FFFFF) for shift in (42, 21, 0))


def sums_of_lines(piece: ForeignLines) -> npt.NDArray[np.float64]:
    """(foreign lines, encodings) how plausible each line is in each."""
    starts = np.flatnonzero(np.diff(piece.line, prepend=-1))
    sums: npt.NDArray[np.float64] = np.add.reduceat(piece.scores, starts, axis=0)
    return sums


def mended(
    data: bytes, foreign: ForeignLines, candidates: tuple[str, ...], counts: Counter[str]
) -> bytes:
    """A piece with its foreign lines in UTF-8."""
    parts: list[bytes] = []
    done = 0
    repaired = _repaired(foreign, candidates, counts).split(b"\n")
    for (start, end), line in zip(foreign.spans, repaired, strict=True):
        parts += (data[done:start], line)
        done = end
    return b"".join([*parts, data[done:]])


def _repaired(piece: ForeignLines, candidates: tuple[str, ...], counts: Counter[str]) -> bytes:
    """The lines as UTF-8; counts what those that were foreign were in."""
    first = ENCODINGS.index(candidates[0])
    other = ENCODINGS.index(candidates[-1])
    leads = piece.scores[:, other] - piece.scores[:, first]
    starts = np.flatnonzero(np.diff(piece.line, prepend=-1))
    in_other = np.add.reduceat(leads, starts) > CLEAR
    of_line = np.repeat(in_other, np.diff(starts, append=len(leads)))
    # A byte that clearly contradicts its line is read on its own.
    turned = np.where(of_line, leads > -OVERRULES, leads >= OVERRULES)
    count = int(np.logical_or.reduceat(turned, starts).sum())
    counts[candidates[-1]] += count
    counts[candidates[0]] += len(starts) - count
    byte = piece.signs[piece.places] - _FIRST
    piece.signs[piece.places] = np.where(turned, _POINTS[other][byte], _POINTS[first][byte])
    counts["\ufffd"] += int((piece.signs[piece.places] == 0xFFFD).sum())
    return piece.signs.tobytes().decode("utf-32-le").encode("utf-8")
