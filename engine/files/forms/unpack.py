"""An upload's bytes → one plain file: gzip and zip are opened, what is not a table is refused."""

from __future__ import annotations

import gzip
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import IO

from engine.errors import FileRefused
from engine.steps import Progress

CHUNK = 1 << 20
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_NOT_TABLES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old binary Office file; save it as .xlsx",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"PAR1": "a Parquet file",
    b"SQLite format": "a database",
    b"{\\rtf": "a rich text document",
}


def unpack(path: Path, folder: Path, step: Progress, *, limit_mb: int) -> tuple[Path, str]:
    """Open an upload.

    Args:
        path: The upload as it came.
        folder: A private folder for what is unpacked.
        step: Counts bytes written.
        limit_mb: Largest unpacked size, in MiB.

    Returns:
        The plain file, and its form: `text` or `workbook`.

    Raises:
        FileRefused: Empty, damaged, too large, an archive of several files, or no table at all.
    """
    head = _head(path)
    if head.startswith(b"\x1f\x8b"):
        path = _gunzip(path, folder, step, limit_mb)
    elif head.startswith(ZIP) and not _is_workbook(path):
        path = _unzip(path, folder, step, limit_mb)
    head = _head(path)
    if head.startswith(ZIP):
        if _is_workbook(path):
            _check_workbook(path, limit_mb)
            return path, "workbook"
        raise FileRefused("The archive holds another archive; unpack it and drop the table itself.")
    if head.startswith(b"\x1f\x8b"):
        raise FileRefused("The file is compressed twice; unpack it and drop the table itself.")
    _refuse_others(head)
    return path, "text"


def _head(path: Path) -> bytes:
    blank = b"\x00\xef\xbb\xbf \t\r\n"
    with path.open("rb") as file:
        first = head = file.read(4096)
        while head and not head.strip(blank):
            head = file.read(CHUNK)
    if not head:
        raise FileRefused("The file is empty: it has no rows to read.")
    return first


def _refuse_others(head: bytes) -> None:
    for magic, name in _NOT_TABLES.items():
        if head.startswith(magic):
            raise FileRefused(f"This is not a table but {name}; drop a CSV, TSV or XLSX file.")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if b"\x00" in head:
        raise FileRefused("This is not a text table (binary data); drop a CSV, TSV or XLSX file.")
    if head.lstrip()[:9].lower() in (b"<!doctype", b"<html>") or head.lstrip().startswith(b"<html"):
        raise FileRefused("This is a web page, not a table; export the data as CSV or XLSX.")


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused("The zip or XLSX file is damaged and cannot be opened.") from error


def _check_workbook(path: Path, limit_mb: int) -> None:
    """A workbook is a zip too: refuse one that would unpack beyond all measure."""
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > limit_mb * CHUNK * 4:
            raise FileRefused(f"The workbook unpacks to more than {limit_mb * 4} MB.")


def _gunzip(path: Path, folder: Path, step: Progress, limit_mb: int) -> Path:
    out = folder / "unpacked"
    try:
        with gzip.open(path) as source:
            _pour(source, out, step, limit_mb)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FileRefused("The gzip file is damaged or cut short; export it again.") from error
    return out


def _unzip(path: Path, folder: Path, step: Progress, limit_mb: int) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [
            entry
            for entry in archive.infolist()
            if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")
        ]
        if len(members) != 1:
            raise FileRefused(
                f"The zip holds {len(members)} files; it must hold one table. Drop that one alone."
            )
        name = members[0].filename
        if name.startswith(("/", "\\")) or ".." in Path(name.replace("\\", "/")).parts:
            raise FileRefused("The zip names a file outside its own folder; it was not opened.")
        out = folder / "unpacked"
        try:
            with archive.open(members[0]) as source:
                _pour(source, out, step, limit_mb)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
            raise FileRefused("The zip is damaged or locked with a password.") from error
    return out


def _pour(source: IO[bytes] | gzip.GzipFile, out: Path, step: Progress, limit_mb: int) -> None:
    with out.open("wb") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            step.advance(len(chunk))
            if target.tell() > limit_mb * CHUNK:
                raise FileRefused(f"Unpacked, the file is larger than {limit_mb} MB.")


def remove_folder(folder: Path) -> None:
    """Remove a private folder and all in it."""
    shutil.rmtree(folder, ignore_errors=True)
