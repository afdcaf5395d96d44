"""Bytes of a text in any usual encoding, or in several at once → UTF-8.

The text goes by in pieces of whole lines. A piece that is UTF-8 passes as it is; of any other,
only the lines that are not UTF-8 are read in another encoding, each in the one its letters are
most plausible in, and in the file's commonest where they do not tell.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.errors import FileRefused
from engine.files.forms.accents import CLEAR, ENCODINGS, NAMES, OVERRULES, SIGNS, plausibility

Spans = npt.NDArray[np.int64]
PIECE_BYTES = 1 << 18
TRIED_AT_ONCE = 8
LINE_BYTES = 1 << 24
"""No table has a line of more than 16 MiB; it would have to be held in one piece."""
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_FIRST = 0xDC80
"""What `surrogateescape` makes of the byte 128."""
_POINTS = [np.array([ord(sign) for sign in SIGNS[name]], np.uint32) for name in ENCODINGS]


@dataclass(frozen=True)
class Decoded:
    """A text in UTF-8.

    Attributes:
        path: The same file where nothing had to change, else one beside it.
        encoding: What most of the bytes were in, in words for people.
        repaired: Lines that were in another encoding than most.
        notes: What was done, in sentences.
    """

    path: Path
    encoding: str
    repaired: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Lines:
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


@dataclass
class _Tally:
    """What the lines that are not UTF-8 turned out to be in.

    Attributes:
        lines: (encodings,) lines that are clearly in each.
        totals: (encodings,) plausibility of all lines together.
        foreign: How many they are.
    """

    lines: npt.NDArray[np.int64]
    totals: npt.NDArray[np.float64]
    foreign: int = 0

    def count(self, piece: _Lines) -> None:
        sums = _sums(piece)
        ordered = np.sort(sums, axis=1)
        clear = ordered[:, -1] - ordered[:, -2] >= CLEAR
        self.lines += np.bincount(sums[clear].argmax(axis=1), minlength=len(ENCODINGS))
        self.totals += sums.sum(axis=0)
        self.foreign += len(sums)

    def candidates(self) -> tuple[str, ...]:
        """The commonest encoding first; Mac Roman only for a file that is in it altogether.

        Its small letters are other letters of CP850, so a single line could not tell.
        """
        best = ENCODINGS[int(self.totals.argmax())]
        if best == "mac_roman":
            return ("mac_roman",)
        return ("cp850", "cp1252") if self.lines[1] > self.lines[0] else ("cp1252", "cp850")


def to_utf8(path: Path) -> Decoded:
    """Bring a text to UTF-8 without a byte order mark or blank lines at its head.

    Args:
        path: The text; stays as it is.

    Raises:
        FileRefused: The encoding is not known, or a line is longer than `LINE_BYTES`.
    """
    with path.open("rb") as file:
        head = file.read(PIECE_BYTES)
    mark = next((mark for mark in _BOMS if head.startswith(mark)), b"")
    encoding = _BOMS[mark] if mark else wide_encoding(head) or "utf-8"
    if encoding != "utf-8":
        return _from_wide(path, encoding, len(mark))
    # Lines ended in carriage returns alone on the first Macintosh.
    newline = b"\n" if b"\n" in head or b"\r" not in head else b"\r"
    tally = _tally(path, newline, len(mark))
    if not (mark or tally.foreign) and newline == b"\n" and head.lstrip(b"\r\n") == head:
        return Decoded(path, "UTF-8")
    return _rewritten(path, newline, len(mark), tally)


def wide_encoding(head: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every other byte of a text's beginning is mostly 0."""
    even, odd = head[0::2], head[1::2]
    for encoding, zeros, letters in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros.count(0) > 0.5 * len(zeros) and letters.count(0) == 0 and len(head) >= 4:
            return encoding
    return None


def is_utf8(path: Path) -> bool:
    """Whether a text is UTF-8 as it stands, however long its lines."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            if wide_encoding(file.read(PIECE_BYTES)):
                return False
            file.seek(0)
            while piece := file.read(PIECE_BYTES):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.utf8")


def _from_wide(path: Path, encoding: str, skip: int) -> Decoded:
    decoder = codecs.getincrementaldecoder(encoding)()
    out, begun = _beside(path), False
    try:
        with path.open("rb") as file, out.open("wb") as target:
            file.seek(skip)
            while piece := file.read(PIECE_BYTES):
                text = decoder.decode(piece)
                if not begun:
                    text = text.lstrip("\r\n")
                    begun = bool(text)
                target.write(text.encode("utf-8"))
            decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise FileRefused(
            "The text's encoding is not known; save the file as CSV UTF-8."
        ) from error
    name = encoding[:6].upper()
    return Decoded(out, name, notes=(f"The text was in {name} ({encoding}).",))


def _tally(path: Path, newline: bytes, skip: int) -> _Tally:
    """What the lines of a text that are not UTF-8 are in."""
    tally = _Tally(np.zeros(len(ENCODINGS), np.int64), np.zeros(len(ENCODINGS)))
    for data in _pieces(path, newline, skip):
        if not _decodes(data) and (lines := _foreign(data, _above(data))):
            tally.count(lines)
    return tally


def _pieces(path: Path, newline: bytes, skip: int) -> Iterator[bytes]:
    """A text in pieces of whole lines, which end in line feeds whatever they ended in."""
    with path.open("rb") as file:
        file.seek(skip)
        rest: list[bytes] = []
        while chunk := file.read(PIECE_BYTES):
            cut = chunk.rfind(newline) + 1
            if cut:
                yield b"".join([*rest, chunk[:cut]]).replace(newline, b"\n")
                rest = [chunk[cut:]]
                continue
            rest.append(chunk)
            if len(rest) * PIECE_BYTES > LINE_BYTES:
                raise FileRefused(
                    f"A line of the file is longer than {LINE_BYTES >> 20} MB, so it is no table."
                )
        if last := b"".join(rest):
            yield last.replace(newline, b"\n")


def _above(data: bytes) -> Spans:
    """(lines, 2) where each line that holds anything above ASCII begins and ends."""
    if data.isascii():
        return np.empty((0, 2), np.int64)
    signs = np.frombuffer(data, np.uint8)
    ends = np.append(np.flatnonzero(signs == 10), len(signs))
    held = np.zeros(len(ends), dtype=bool)
    held[np.searchsorted(ends, np.flatnonzero(signs > 127))] = True
    starts = np.append(0, ends[:-1] + 1)
    return np.column_stack((starts[held], ends[held]))


def _foreign(data: bytes, above: Spans) -> _Lines | None:
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
    return _Lines(spans, signs, places, line, scores[back])


def _not_utf8(data: bytes, above: list[list[int]]) -> list[list[int]]:
    """Those of the lines that are not UTF-8; several are tried at once, as most of them are."""
    found = []
    for at in range(0, len(above), TRIED_AT_ONCE):
        lines = above[at : at + TRIED_AT_ONCE]
        if not _decodes(data[lines[0][0] : lines[-1][1]]):
            found += [line for line in lines if not _decodes(data[line[0] : line[1]])]
    return found


def _decodes(data: bytes) -> bool:
    """Whether it is UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _three(code: int) -> str:
    return "".join(chr(code >> shift & 0x1FFFFF) for shift in (42, 21, 0))


def _sums(piece: _Lines) -> npt.NDArray[np.float64]:
    """(foreign lines, encodings) how plausible each line is in each."""
    starts = np.flatnonzero(np.diff(piece.line, prepend=-1))
    sums: npt.NDArray[np.float64] = np.add.reduceat(piece.scores, starts, axis=0)
    return sums


def _rewritten(path: Path, newline: bytes, skip: int, tally: _Tally) -> Decoded:
    candidates = tally.candidates()
    out, begun, above, counts = _beside(path), False, 0, Counter[str]()
    with out.open("wb") as target:
        for data in _pieces(path, newline, skip):
            lines = _above(data)
            above += len(lines)
            foreign = None if _decodes(data) else _foreign(data, lines)
            text = _mended(data, foreign, candidates, counts) if foreign else data
            if not begun:
                text = text.lstrip(b"\r\n")
                begun = bool(text)
            target.write(text)
    utf8 = above - tally.foreign
    main = "utf-8" if utf8 >= tally.foreign else candidates[0]
    return _told(out, main, counts + Counter({"utf-8": utf8}), marked=skip > 0)


def _mended(
    data: bytes, foreign: _Lines, candidates: tuple[str, ...], counts: Counter[str]
) -> bytes:
    """A piece with its foreign lines in UTF-8."""
    parts: list[bytes] = []
    done = 0
    repaired = _repaired(foreign, candidates, counts).split(b"\n")
    for (start, end), line in zip(foreign.spans, repaired, strict=True):
        parts += (data[done:start], line)
        done = end
    return b"".join([*parts, data[done:]])


def _repaired(piece: _Lines, candidates: tuple[str, ...], counts: Counter[str]) -> bytes:
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


def _told(path: Path, main: str, lines: Counter[str], *, marked: bool) -> Decoded:
    lost = lines.pop("\ufffd", 0)
    name = NAMES.get(main, "UTF-8")
    notes = []
    if main != "utf-8":
        notes.append(f"The text was in {name} ({main}).")
    elif marked:
        notes.append("The text was in utf-8 with a byte order mark.")
    for other, count in sorted(lines.items()):
        if other != main and count:
            were = "line was" if count == 1 else "lines were"
            notes.append(
                f"{count:,} {were} in another encoding ({NAMES.get(other, 'UTF-8')}) than the rest "
                f"({name}), wholly or in part, and read as such."
            )
    if lost:
        notes.append(f"{lost:,} bytes mean nothing in any encoding; they became \ufffd.")
    repaired = sum(lines.values()) - lines[main]
    return Decoded(path, name, repaired, tuple(notes))
