"""Bytes of a text in any usual encoding, or in several at once → UTF-8.

The text goes by in pieces of whole lines. A piece that is UTF-8 passes as it is; of any other,
only the lines that are not UTF-8 are read in another encoding, each in the one its letters are
most plausible in, and in the file's commonest where they do not tell.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.errors import FileRefused
from engine.files.forms.accents import CLEAR, ENCODINGS, NAMES
from engine.files.forms.foreign_lines import (
    ForeignLines,
    foreign_lines,
    is_plain_utf8,
    lines_above_ascii,
    mended,
    sums_of_lines,
)

PIECE_BYTES = 1 << 18
KEPT_BYTES = 1 << 24
LINE_KEPT_BYTES = 256
LINE_BYTES = 1 << 24
"""No table has a line of more than 16 MiB; it would have to be held in one piece."""
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


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


@dataclass
class _Tally:
    """What the lines that are not UTF-8 turned out to be in.

    Attributes:
        lines: (encodings,) lines that are clearly in each.
        totals: (encodings,) plausibility of all lines together.
        foreign: How many they are.
        kept: Of each piece of the text what was found, from the first on, as far as there was
            room, so that it need not be looked for again.
        room: Bytes that are left for it.
    """

    lines: npt.NDArray[np.int64]
    totals: npt.NDArray[np.float64]
    foreign: int = 0
    kept: list[ForeignLines | None] = field(default_factory=list)
    room: int = 0

    def keep(self, piece: ForeignLines | None) -> None:
        self.room -= piece.signs.nbytes + LINE_KEPT_BYTES * len(piece.spans) if piece else 0
        if self.room >= 0:
            self.kept.append(piece)

    def count(self, piece: ForeignLines) -> None:
        sums = sums_of_lines(piece)
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
    tally = _Tally(np.zeros(len(ENCODINGS), np.int64), np.zeros(len(ENCODINGS)), room=KEPT_BYTES)
    for data in _pieces(path, newline, skip):
        lines = None if is_plain_utf8(data) else foreign_lines(data, lines_above_ascii(data))
        tally.keep(lines)
        if lines:
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


def _rewritten(path: Path, newline: bytes, skip: int, tally: _Tally) -> Decoded:
    candidates = tally.candidates()
    out, begun, above, counts = _beside(path), False, 0, Counter[str]()
    with out.open("wb") as target:
        for number, data in enumerate(_pieces(path, newline, skip)):
            lines = lines_above_ascii(data)
            above += len(lines)
            if number < len(tally.kept):
                foreign = tally.kept[number]
            else:
                foreign = None if is_plain_utf8(data) else foreign_lines(data, lines)
            text = mended(data, foreign, candidates, counts) if foreign else data
            if not begun:
                text = text.lstrip(b"\r\n")
                begun = bool(text)
            target.write(text)
    utf8 = above - tally.foreign
    main = "utf-8" if utf8 >= tally.foreign else candidates[0]
    return _told(out, main, counts + Counter({"utf-8": utf8}), marked=skip > 0)


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
