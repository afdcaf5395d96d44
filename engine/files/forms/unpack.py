"""An upload's bytes → one plain file: gzip and zip are opened, what is not a table is refused."""

from __future__ import annotations

import codecs
import gzip
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from engine.errors import FileRefused
from engine.files.forms.encodings import wide_encoding
from engine.files.forms.zips import zip_faults
from engine.steps import Progress

CHUNK = 1 << 20
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
GZIP, OLD_OFFICE, PARQUET = b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"PAR1"
MOST_TIMES = 200
"""No table packs better than this, beyond its first `FREE_BYTES`; a bomb does, by far."""
FREE_BYTES = 1 << 26
EMPTY = "The file is empty: it has no rows to read. Export it again, or drop the one you meant."
FORMATS = "CSV, TSV, XLSX, XLS, ODS, JSON or Parquet"
_NOT_TABLES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format": "a database",
    b"{\\rtf": "a rich text document",
    b"ARROW1": "an Arrow file",
}
_DOCUMENTS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "Index/Document.iwa": "a Numbers, Pages or Keynote document",
}
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[\[{"\]\d\-tfn])')
_LEFTOVERS = (".DS_Store", "Thumbs.db", "desktop.ini")


def unpack(path: Path, folder: Path, step: Progress, *, limit_mb: int) -> tuple[Path, str]:
    """Open an upload.

    Args:
        path: The upload as it came.
        folder: A private folder for what is unpacked.
        step: Counts bytes written.
        limit_mb: Largest unpacked size, in MiB.

    Returns:
        The plain file, and its form: `text`, `workbook`, `json` or `parquet`.

    Raises:
        FileRefused: Empty, damaged, too large, an archive of several files, or no table at all.
    """
    head = _head(path)
    if head.startswith(GZIP):
        path = _gunzip(path, folder, step, limit_mb)
    elif head.startswith(ZIP) and not _is_workbook(path):
        path = _unzip(path, folder, step, limit_mb)
    head = _head(path)
    if head.startswith(ZIP):
        if _is_workbook(path):
            _check_workbook(path, limit_mb)
            return path, "workbook"
        raise FileRefused("The archive holds another archive; unpack it and drop the table itself.")
    if head.startswith(GZIP):
        raise FileRefused("The file is compressed twice; unpack it and drop the table itself.")
    if head.startswith(OLD_OFFICE):
        return path, "workbook"
    if head.startswith(PARQUET):
        return path, "parquet"
    _refuse_others(head)
    return path, "json" if _JSON.match(_as_text(head)) else "text"


def _head(path: Path) -> bytes:
    blank = b"\x00\xef\xbb\xbf \t\r\n"
    with path.open("rb") as file:
        first = head = file.read(4096)
        while head and not head.strip(blank):
            head = file.read(CHUNK)
    if not head:
        raise FileRefused(EMPTY)
    return first


def _as_text(head: bytes) -> str:
    """The beginning of a text, well enough to tell what kind it is of."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    return head.decode(wide_encoding(head) or "utf-8-sig", "ignore")


def _refuse_others(head: bytes) -> None:
    for magic, name in _NOT_TABLES.items():
        if head.startswith(magic):
            raise FileRefused(f"This is not a table but {name}; drop a {FORMATS} file.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    if b"\x00" in head and not wide_encoding(head):
        raise FileRefused(f"This is not a text table (binary data); drop a {FORMATS} file.")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower()
    if start.startswith((b"<!doctype", b"<html")):
        raise FileRefused("This is a web page, not a table; export the data as CSV or XLSX.")
    if start.startswith(b"<?xml"):
        raise FileRefused("This is an XML file, not a table; export the data as CSV or XLSX.")


def _is_workbook(path: Path) -> bool:
    with (
        zip_faults("The zip or XLSX file is damaged and cannot be opened."),
        zipfile.ZipFile(path) as archive,
    ):
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return True
        for part, name in _DOCUMENTS.items():
            if part in names:
                raise FileRefused(f"This is not a table but {name}; save it as .xlsx or CSV.")
        return "content.xml" in names and _is_calc(archive)


def _is_calc(archive: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument file is a spreadsheet; any other kind is refused."""
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as part:
        kind = part.read(200).strip()
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return True
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise FileRefused("This OpenDocument file is no spreadsheet; save the table as .ods.")
    return False


def _check_workbook(path: Path, limit_mb: int) -> None:
    """A workbook is a zip too: refuse one that would unpack beyond all measure."""
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > limit_mb * CHUNK * 4:
            raise FileRefused(f"The workbook unpacks to more than {limit_mb * 4} MB.")


def _gunzip(path: Path, folder: Path, step: Progress, limit_mb: int) -> Path:
    out = folder / "unpacked"
    try:
        with gzip.open(path) as source:
            _pour(source, out, step, limit_mb, path.stat().st_size)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FileRefused("The gzip file is damaged or cut short; export it again.") from error
    return out


def _unzip(path: Path, folder: Path, step: Progress, limit_mb: int) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [entry for entry in archive.infolist() if not _is_leftover(entry)]
        if len(members) != 1:
            raise FileRefused(
                f"The zip holds {len(members)} files; it must hold one table. Drop that one alone."
            )
        [member] = members
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in Path(name).parts or name[1:2] == ":":
            raise FileRefused("The zip names a file outside its own folder; it was not opened.")
        if member.file_size > limit_mb * CHUNK:
            raise FileRefused(f"Unpacked, the file is larger than {limit_mb} MB.")
        out = folder / "unpacked"
        with (
            zip_faults("The zip is damaged or locked with a password."),
            archive.open(member) as source,
        ):
            _pour(source, out, step, limit_mb, path.stat().st_size)
    return out


def _is_leftover(entry: zipfile.ZipInfo) -> bool:
    """Whether a system put it there beside what was packed."""
    name = entry.filename
    return entry.is_dir() or name.startswith("__MACOSX/") or Path(name).name in _LEFTOVERS


def _pour(
    source: IO[bytes] | gzip.GzipFile, out: Path, step: Progress, limit_mb: int, packed: int
) -> None:
    with out.open("wb") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            step.advance(len(chunk))
            size = target.tell()
            if size > limit_mb * CHUNK:
                raise FileRefused(f"Unpacked, the file is larger than {limit_mb} MB.")
            if size > max(FREE_BYTES, MOST_TIMES * packed):
                raise FileRefused(
                    f"The file unpacks to more than {MOST_TIMES} times its size, as no table does."
                )
