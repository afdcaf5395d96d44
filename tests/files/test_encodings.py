"""Texts in any encoding, or in several at once, are read as they were written.

The oracle is the sentence itself: it is encoded one way or another, and must come back.
"""

import csv
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import FileRefused
from engine.files.forms import encodings
from engine.files.forms.encodings import LINE_BYTES, to_utf8

Decode = Callable[[bytes], tuple[str, object]]
PROPERTY = settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
FRENCH = (
    "Très bien accueilli, l'équipe est agréable et disponible.",
    "Les prix sont un peu trop élevés par rapport à la qualité.",
    "J'ai été déçue par le délai, la commande n'était pas prête.",
    "Même après trois mois, les plantes achetées sont en bon état.",
    "À côté du marché, c'est là que j'achète mes légumes.",
    "Le contrôle à la caisse était inutile, ça m'a gêné.",
    "Bientôt Noël : où trouver des décorations de fête ?",
    "TRÈS SATISFAIT DE LA QUALITÉ",
)
SPANISH = (
    "La atención fue rápida y el señor muy amable.",
    "Compré una lámpara y llegó dañada, así que pedí su devolución.",
    "¿Cuándo estará disponible el tamaño pequeño?",
    "¡Qué fácil! También volveré mañana con mis niños.",
    "El envío tardó más de quince días, pésimo servicio.",
    "Está todo bien, ningún problema después de la reparación.",
)
PORTUGUESE = (
    "O atendimento não foi bom, mas a devolução foi rápida.",
    "Três opções de cartão e ótimas condições de preço.",
    "A informação sobre o preço não está na página.",
    "Vocês são incríveis, irei também amanhã à loja.",
    "As peças são bonitas, porém o serviço é péssimo.",
    "Não há estacionamento, e a saída é difícil.",
)
GERMAN = (
    "Die Verkäuferin war sehr freundlich und hat sich für mich Zeit genommen.",
    "Größe und Farbe fallen schön aus, würde ich wieder kaufen.",
    "Leider hätte ich mir mehr Auswahl gewünscht, außerdem war es zu heiß.",
    "Überall große Lücken im Regal, ärgerlich.",
    "Natürlich zurück geschickt: die Tür schließt nicht.",
    "Früher war der Käse günstiger, schöne Grüße.",
)
SENTENCES = FRENCH + SPANISH + PORTUGUESE + GERMAN
PLAIN = ("all fine", "nothing to say", "10,5 percent; or so")


@pytest.fixture
def decode(tmp_path: Path) -> Decode:
    """The text that bytes become, and what was noticed."""

    def run(data: bytes) -> tuple[str, object]:
        path = tmp_path / "text"
        path.write_bytes(data)
        found = to_utf8(path)
        assert path.read_bytes() == data
        return found.path.read_bytes().decode("utf-8"), found

    return run


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "latin-1", "mac_roman", "utf-8"])
@pytest.mark.parametrize(
    "sentences", [FRENCH, SPANISH, PORTUGUESE, GERMAN], ids=["fr", "es", "pt", "de"]
)
def test_every_language_in_every_encoding(
    sentences: tuple[str, ...], encoding: str, decode: Decode
) -> None:
    text = "\n".join((*PLAIN, *sentences)) + "\n"
    found, told = decode(text.encode(encoding))
    assert found == text
    assert told.repaired == 0


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32-le"])
def test_marked_and_wide_texts(encoding: str, decode: Decode) -> None:
    text = "order;note\n" + "\n".join(SENTENCES) + "\n"
    mark = "\ufeff" if encoding == "utf-32-le" else ""
    found, told = decode((mark + text).encode(encoding))
    assert found == text
    assert len(told.notes) == 1


@PROPERTY
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(SENTENCES + PLAIN),
            st.sampled_from(["cp1252", "cp1252", "cp1252", "cp850"]),
        ),
        min_size=20, max_size=80,
    ),
    newline=st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip
def test_two_code_pages_in_one_file(
    lines: list[tuple[str, str]], newline: str, decode: Decode
) -> None:
    data = b"".join((line + newline).encode(encoding) for line, encoding in lines)
    found, told = decode(data)
    assert found.split(newline)[:-1] == [line for line, _ in lines]
    above = [encoding for line, encoding in lines if not line.isascii()]
    assert told.repaired == min(above.count("cp850"), above.count("cp1252"))


@PROPERTY
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(SENTENCES), st.sampled_from(["utf-8", "utf-8", "cp1252", "cp850"])
        ),
        min_size=1, max_size=40,
    )
)  # fmt: skip
def test_utf8_lines_stay_as_they_are_whatever_stands_around_them(
    lines: list[tuple[str, str]], decode: Decode
) -> None:
    found, told = decode(b"".join(f"{line}\n".encode(encoding) for line, encoding in lines))
    for (line, encoding), read in zip(lines, found.split("\n"), strict=False):
        if encoding == "utf-8":
            assert read == line
    assert "\ufffd" not in found
    foreign = sum(encoding != "utf-8" for _, encoding in lines)
    if 2 * foreign <= len(lines):
        assert told.repaired == foreign


def test_two_code_pages_in_one_line(decode: Decode) -> None:
    line = "J'ai été ".encode("cp1252") + "déçue par la qualité".encode("cp850")
    rest = "".join(f"{sentence}\n" for sentence in FRENCH).encode("cp1252")
    found, told = decode(rest + line + b"\n")
    assert found.splitlines()[-1] == "J'ai été déçue par la qualité"
    assert told.repaired == 1
    assert told.notes[-1] == (
        "1 line was in another encoding (CP850) than the rest (Windows-1252), wholly or in part, "
        "and read as such."
    )


def test_the_order_of_the_lines_changes_nothing(decode: Decode) -> None:
    lines = [s.encode("cp850" if n % 3 else "cp1252") for n, s in enumerate(SENTENCES)]
    one, _ = decode(b"\n".join(lines) + b"\n")
    other, _ = decode(b"\n".join(reversed(lines)) + b"\n")
    assert sorted(one.split("\n")) == sorted(other.split("\n"))


def test_lines_of_the_first_macintosh(decode: Decode) -> None:
    text = "\r".join(SENTENCES)
    assert decode(text.encode("mac_roman"))[0] == text.replace("\r", "\n")


def test_a_survey_in_two_encodings(shared_data: Path, decode: Decode) -> None:
    data = (shared_data / "feedback" / "nps_retail_fr_mixed_encoding.csv").read_bytes()
    text, told = decode(data)
    records = list(csv.DictReader(text.splitlines(keepends=True)))
    assert len(records) == 13_954
    assert told.repaired > 1000
    wrong = re.compile("[\ufffd\u0080-\u009f]|\\w‚|‚\\w|[a-zà-ÿ][ÚÓÞÛ]|[ÚÞ][a-zà-ÿ]|[a-z]ƒ| Ó ")
    assert [record for record in records if wrong.search(record["explication"])] == []
    assert sum("é" in record["explication"] for record in records) > 2000


def test_a_long_file_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long"
    line = b"1001,A1,nothing to say about this order,2.50\n" * 99
    with path.open("wb") as file:
        for _ in range(4000):
            file.write(line + "1002,A1,très bien,2.50\n".encode("cp1252"))
    tracemalloc.start()
    found = to_utf8(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 17_000_000
    assert peak < 8_000_000
    assert found.path.stat().st_size == path.stat().st_size + 4000


def test_a_line_beyond_all_measure_is_refused(decode: Decode) -> None:
    with pytest.raises(FileRefused, match="longer than 16 MB"):
        decode(b"id,note\n1," + b"x" * (LINE_BYTES + (1 << 20)) + b"\n")


@pytest.mark.parametrize("room", [0, 300, 1 << 24])
def test_what_is_kept_of_foreign_lines_changes_nothing(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encodings, "PIECE_BYTES", 32)
    monkeypatch.setattr(encodings, "KEPT_BYTES", room)
    said = [("crème brûlée", "utf-8"), ("plain", "ascii"), ("très fraîche", "cp1252")] * 9
    path = tmp_path / "t.csv"
    path.write_bytes(b"\n".join(text.encode(name) for text, name in said))
    found = encodings.to_utf8(path)
    assert found.path.read_text("utf-8").split("\n") == [text for text, _ in said]
    assert found.repaired == 9


def test_line_feeds_inside_a_text_of_carriage_returns_end_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    head = b"a,b\r" * (encodings.PIECE_BYTES // 4)
    path.write_bytes(head + "déjà\nvu\rété\r".encode("cp1252"))
    found = encodings.to_utf8(path)
    assert found.path.read_text("utf-8").split("\n")[-4:] == ["déjà", "vu", "été", ""]
