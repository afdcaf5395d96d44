"""Uploads: their bytes lie in the spool, readable by this user only, until they are let go of."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from engine.errors import FileRefused
from engine.workspace.owner import Workspace

CHUNK = 1 << 20


@dataclass(frozen=True)
class Upload:
    """A file in the spool.

    Attributes:
        name: The file's name as it was dropped.
        content: SHA-256 of its bytes.
        path: Where it lies.
    """

    name: str
    content: str
    path: Path


def spool(workspace: Workspace, name: str, source: IO[bytes]) -> Upload:
    """Take an upload's bytes into the spool, readable by this user only.

    Raises:
        FileRefused: It is larger than the upload limit.
    """
    limit = workspace.settings.upload_limit_mb * CHUNK
    digest, size = hashlib.sha256(), 0
    arriving = workspace.home / "spool" / f"arriving-{os.urandom(8).hex()}"
    private = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(private, "wb") as file:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise FileRefused(
                        f"The file is larger than {workspace.settings.upload_limit_mb} MB."
                    )
                digest.update(chunk)
                file.write(chunk)
    except BaseException:
        arriving.unlink()
        raise
    return Upload(name, digest.hexdigest(), arriving)
