"""Ways to damage the bytes of a file, each from a source of chance."""

import copy
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

from seeds import zipped

MB = 1 << 20
ENCODINGS = (
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp850", "latin-1", "shift-jis",
    "utf-7", "utf-8-sig", "cp037",
)  # fmt: skip


def _cut(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def _cut_the_beginning(data: bytes, draw: random.Random) -> bytes:
    return data[draw.randrange(len(data) + 1) :]


def _flip_bytes(data: bytes, draw: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(draw.choice((1, 3, 20, 200))):
        if spoilt:
            spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
    return bytes(spoilt)


def _insert(data: bytes, draw: random.Random, piece: bytes) -> bytes:
    at = draw.choice((0, len(data), draw.randrange(len(data) + 1)))
    return data[:at] + piece + data[at:]


def _insert_quotation_marks(data: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.choice((1, 2, 30))):
        data = _insert(data, draw, b'"')
    return data


def _insert_zeros(data: bytes, draw: random.Random) -> bytes:
    return _insert(data, draw, b"\x00" * draw.choice((1, 2, 5_000)))


def _insert_signs(data: bytes, draw: random.Random) -> bytes:
    signs = (
        b"\r", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"sep=|\n", b"[{", b"}]", b"\x1f\x8b",
        b"\xed\xa0\x80", b"\xc0\x80", b"PK\x03\x04", b"\xff" * 3_000, b"Total;;\n",
    )  # fmt: skip
    return _insert(data, draw, draw.choice(signs))


def _other_encoding(data: bytes, draw: random.Random) -> bytes:
    encoding = draw.choice(ENCODINGS)
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def _other_encoding_in_part(data: bytes, draw: random.Random) -> bytes:
    ends = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    part = _other_encoding(data[ends[0] : ends[1]], draw)
    return data[: ends[0]] + part + data[ends[1] :]


def _other_line_ends(data: bytes, draw: random.Random) -> bytes:
    return data.replace(b"\n", draw.choice((b"\r\n", b"\r", b"\n\n", b"\r\r\n", b"\x0b", b"")))


def _other_delimiter(data: bytes, draw: random.Random) -> bytes:
    return data.replace(b",", draw.choice((b";", b"\t", b"|", b"\x1f", b"", b",,", b", ")))


def _gzip(data: bytes, draw: random.Random) -> bytes:
    packed = gzip.compress(data, 1, mtime=0)
    return draw.choice((packed, _cut(packed, draw), _flip_bytes(packed, draw), packed * 2))


def _gzip_twice(data: bytes, _draw: random.Random) -> bytes:
    return gzip.compress(gzip.compress(data, 1, mtime=0), 1, mtime=0)


def _zip(data: bytes, draw: random.Random) -> bytes:
    name = draw.choice(("table.csv", "../table.csv", "/etc/table", "C:\\t.csv", "a/b/c.csv", "é\n"))
    packed = zipped({name: data})
    return draw.choice((packed, packed, _cut(packed, draw), _flip_bytes(packed, draw)))


def _zip_twice(data: bytes, _draw: random.Random) -> bytes:
    return zipped({"a.zip": zipped({"a.csv": data})})


def _zip_with_another(data: bytes, draw: random.Random) -> bytes:
    names = draw.choice((("a.csv", "b.csv"), ("a.csv", ".DS_Store"), ("a.csv", "__MACOSX/a.csv")))
    return zipped({names[0]: data, names[1]: b"x"})


def _bomb(data: bytes, draw: random.Random) -> bytes:
    """In place of the file: 10 MB of the same, packed."""
    unit = draw.choice((b"\x00", b"1,2\n", b"\n", b'"', data[:200] + b"\n", b"[", b'{"a":'))
    flood = (unit * (10 * MB // len(unit) + 1))[: 10 * MB]
    return gzip.compress(flood, 1, mtime=0) if draw.random() < 0.5 else zipped({"a": flood})


def _repack(data: bytes, draw: random.Random) -> bytes:
    """Damage one member of a zip and close it again, as a workbook with a spoilt part; else cut."""
    members = _members(data)
    if not members:
        return _cut(data, draw)
    name = draw.choice(sorted(members))
    spoil = draw.choice((_cut, _flip_bytes, _insert_signs, _insert_zeros, _double_numbers))
    members[name] = spoil(members[name], draw)
    return zipped(members)


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - whatever it is, it is no zip that can be spoilt
        return {}


def _double_numbers(data: bytes, draw: random.Random) -> bytes:
    sign = draw.choice(b"123456789")
    return data.replace(bytes([sign]), bytes([sign]) * 7, draw.choice((1, 50)))


HOSTILE: tuple[Any, ...] = (
    None, True, 0, -1, 10**400, 1e308, float("nan"), float("inf"), "", "\ud800", "\x00", [], {},
    [[]], [{}], {"": ""}, [1, "a", None], "x" * 100_000, {"a": [{"b": [{"c": 1}]}]}, [[1, 2]] * 50,
    {"edges": [{"node": {}}]}, "9" * 400, [None] * 2_000,
)  # fmt: skip


def with_a_leaf_replaced(tree: Any, draw: random.Random) -> Any:
    places: list[tuple[Any, Any]] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        for key, inner in pairs:
            places.append((node, key))
            if isinstance(inner, dict | list):
                stack.append(inner)
    if not places:
        return copy.deepcopy(draw.choice(HOSTILE))
    node, key = places[draw.randrange(min(len(places), draw.choice((5, 40, 100_000))))]
    if isinstance(node, dict) and draw.random() < 0.2:
        del node[key]
    else:
        node[key] = copy.deepcopy(draw.choice(HOSTILE))
    return tree


def _leaves_of_json(data: bytes, draw: random.Random) -> bytes:
    """Replace some leaves; what is no JSON becomes the text of a JSON."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        tree = [{"text": data[:5_000].decode("latin-1"), "rows": [{"id": 1}]}] * 3
        tree = json.loads(json.dumps(tree))
    for _ in range(draw.choice((1, 1, 5))):
        tree = with_a_leaf_replaced(tree, draw) if isinstance(tree, dict | list) else tree
    return json.dumps(tree).encode()


def _nest_deep(data: bytes, draw: random.Random) -> bytes:
    depth = draw.choice((3, 40, 900, 100_000))
    before, after = draw.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")))
    inner = data if data[:1] in b"[{" and data else b"1"
    return before * depth + inner + after * depth


OF_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _cut, _cut_the_beginning, _flip_bytes, _flip_bytes, _flip_bytes, _insert_quotation_marks,
    _insert_zeros, _insert_signs, _other_encoding, _other_encoding_in_part, _other_line_ends,
    _other_delimiter, _gzip, _gzip_twice, _zip, _zip_twice, _zip_with_another, _bomb, _repack,
    _repack, _leaves_of_json, _nest_deep,
)  # fmt: skip
