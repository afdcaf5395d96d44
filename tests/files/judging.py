"""Whether reading a file ended as it may: rows that add up, or a refusal in plain words."""

import shutil
from pathlib import Path

import duckdb

from engine.errors import EngineError
from engine.files import Reading, ReadingRoom, read_table
from engine.steps import Steps

LIMIT_MB = 64
LONGEST = 600


def judged(data: bytes, folder: Path, connection: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    """Read a file as an upload.

    Args:
        data: Its bytes.
        folder: For the upload and what is unpacked; emptied afterwards.
        connection: A database in memory.

    Returns:
        `read`, `refused` or `wrong`, and the kind, the sentence, or what is wrong.
    """
    room = folder / "room"
    room.mkdir(parents=True)
    upload = folder / "upload"
    upload.write_bytes(data)
    try:
        with connection.cursor() as cursor:
            reading = read_table(upload, ReadingRoom(room, cursor, b"salt", LIMIT_MB), Steps())
        faults = of_reading(reading)
        return ("wrong", "; ".join(faults)) if faults else ("read", reading.kind)
    except EngineError as error:
        faults = of_sentence(str(error), folder)
        return ("wrong", f"{'; '.join(faults)}: {error}") if faults else ("refused", str(error))
    finally:
        shutil.rmtree(folder)


def of_reading(reading: Reading) -> list[str]:
    """What does not add up."""
    used = set(reading.table["row"].to_list())
    left_out = reading.rejects["row"].to_list()
    rules = {
        "read is not used and rejected": reading.read
        == reading.used + sum(reading.rejected.values()),
        "used is not the rows of the table": len(used) == reading.used,
        "a row was left out twice": len(left_out) == len(set(left_out)),
        "a row is used and left out": not used & set(left_out),
        "rejects are not as many as counted": len(left_out) == sum(reading.rejected.values()),
        "rows are not 1 to read": used | set(left_out) == set(range(1, reading.read + 1)),
        "a doubted row is not used": set(reading.doubts["row"].to_list()) <= used,
        "nothing is used": reading.used > 0,
    }
    return [fault for fault, holds in rules.items() if not holds]


def of_sentence(sentence: str, folder: Path) -> list[str]:
    """What a refusal must not say."""
    rules = {
        "it says nothing": bool(sentence.strip()),
        "it has several paragraphs": "\n" not in sentence,
        "it is long": len(sentence) < LONGEST,
        "it tells a traceback": "Traceback" not in sentence,
        "it names a place of the machine": str(folder.parent) not in sentence,
    }
    return [fault for fault, holds in rules.items() if not holds]
