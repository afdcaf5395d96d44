"""What the analysis names in English → the same in Spanish: themes, emotions, groups, reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ASPECTS: Mapping[str, str] = {
    "delivery": "entrega", "packaging": "embalaje", "damage": "daños", "price": "precio",
    "quality": "calidad", "size and fit": "talla y ajuste", "look and style": "aspecto y estilo",
    "range and stock": "surtido y existencias", "staff": "personal",
    "customer service": "atención al cliente", "waiting": "espera",
    "returns and refunds": "devoluciones y reembolsos", "payment": "pago",
    "website and app": "web y aplicación", "communication": "comunicación",
    "premises": "local e instalaciones", "cleanliness": "limpieza", "comfort": "comodidad",
    "food and drink": "comida y bebida", "location and access": "ubicación y acceso",
    "noise and crowds": "ruido y aglomeraciones", "reliability": "fiabilidad",
    "facilities": "servicios", "promotions and loyalty": "promociones y fidelidad",
    "gift wrapping": "envoltorio de regalo", "other": "otros",
}  # fmt: skip
_OTHERS: Mapping[str, str] = {
    "satisfaction": "satisfacción", "frustration": "frustración", "anger": "enojo",
    "trust": "confianza", "disappointment": "decepción", "confusion": "confusión",
    "anticipation": "anticipación",
    "promoter": "promotor", "passive": "pasivo", "detractor": "detractor",
    "complaint": "queja", "praise": "elogio",
    "standard": "estándar", "shifted": "desplazado", "absolute": "absoluto",
    "weighted": "ponderado",
    "the standard NPS": "NPS estándar", "the mean score": "media",
    "excellent": "excelente", "great": "muy bueno", "good": "bueno",
    "needs improvement": "mejorable", "critical": "crítico",
    "en": "inglés", "es": "español", "pt": "portugués", "fr": "francés", "de": "alemán",
    "it": "italiano", "nl": "neerlandés", "ca": "catalán",
}  # fmt: skip
_LANGUAGES: Mapping[str, str] = {
    "en": "English", "es": "Spanish", "pt": "Portuguese", "fr": "French", "de": "German",
    "it": "Italian", "nl": "Dutch", "ca": "Catalan",
}  # fmt: skip
_REASONS: Mapping[str, str] = {
    "ragged_row": "la fila tiene más celdas que la cabecera",
    "repeated_header": "los encabezados otra vez, no una respuesta",
    "totals_row": "un total de otras filas, no una respuesta",
    "empty_row": "la fila está vacía",
    "duplicate_line": "una copia exacta de una fila anterior",
    "second_header": "una segunda línea de encabezados, no una respuesta",
    "unreadable_score": "la nota no se puede leer",
    "score_out_of_scale": "la nota está fuera de la escala de la encuesta",
    "no_answer": "ni nota ni comentario",
    "duplicate_response": "una copia exacta de una respuesta anterior, con la misma clave",
}
_READERS: Mapping[str, tuple[str, str]] = {
    "lexicon": ("word lists", "listas de palabras"),
    "comments": ("the file's own comments", "los comentarios del archivo"),
    "scores": ("its scores", "sus notas"),
}
_HERE = ("this computer", "este ordenador")
_NUMBERED = re.compile(r"(.+?)( \d+)?")


def theme_in_spanish(name: str) -> str:
    """A theme's name; what a user or the comments themselves called it stays as it is."""
    aspect, colon, words = name.partition(": ")
    plain, number = _NUMBERED.fullmatch(aspect or " ").groups("")  # type: ignore[union-attr]
    return f"{_ASPECTS.get(plain, plain)}{number}{colon}{words}" if plain in _ASPECTS else name


def name_in_spanish(name: str) -> str:
    """An emotion, a group, a method, a language; any other as it is."""
    return _OTHERS.get(name, name)


def language_in_english(code: str) -> str:
    """A language's name where it is known, else its code."""
    return _LANGUAGES.get(code, code)


def reason_in_spanish(reason: str) -> str:
    """Why rows were left out; a code without words as it is."""
    return _REASONS.get(reason, reason.replace("_", " "))


def reader_in_words(who: str, language: str) -> str:
    """Who read comments: our own word lists told as such, any other by its name."""
    place = 1 if language == "es" else 0
    host, colon, ways = who.partition(":")
    if host != "local" or not colon:
        return who
    told = [_READERS[way][place] if way in _READERS else way for way in ways.split("+")]
    return f"{_HERE[place]} ({', '.join(told)})"
