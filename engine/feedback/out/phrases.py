"""Headings and phrases of what is taken away, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import OptionRefused

_PHRASES: Mapping[str, tuple[str, str]] = {
    "feedback": ("Feedback", "Opiniones"),
    "summary": ("Summary", "Resumen"),
    "details": ("Details", "Detalle"),
    "emotions": ("Emotions", "Emociones"),
    "pain_points": ("Pain points", "Puntos de Dolor"),
    "metadata": ("Metadata", "Metadata"),  # as the source names its sheet
    "figure": ("Figure", "Cifra"),
    "value": ("Value", "Valor"),
    "row": ("Row", "Fila"),
    "index": ("Row", "Index"),  # the source's heading of its details
    "comment": ("Comment", "Comentario"),
    "score": ("Score", "Nota"),
    "nps_group": ("NPS group", "NPS"),
    "risk": ("Churn risk (%)", "Riesgo (%)"),
    "top_emotions": ("Emotions", "Emociones"),
    "themes": ("Themes", "Temas"),
    "theme": ("Theme", "Tema"),
    "sentiment": ("Sentiment", "Sentimiento"),
    "language": ("Language", "Idioma"),
    "mismatch": ("Score and comment disagree", "Nota y comentario no concuerdan"),
    "analysed_by": ("Analysed by", "Analizado por"),
    "emotion": ("Emotion", "Emoción"),
    "comments": ("Comments", "Comentarios"),
    "mean": ("Mean", "Media"),
    "pain_point": ("Pain point", "Punto de dolor"),
    "count": ("Count", "Cantidad"),
    "share": ("Share of comments", "Parte de los comentarios"),
    "examples": ("Examples (rows)", "Ejemplos (filas)"),
    "responses": ("responses", "respuestas"),
    "scores": ("scores", "notas"),
    "excluded": ("excluded", "excluidas"),
    "promoters": ("promoters", "promotores"),
    "passives": ("passives", "pasivos"),
    "detractors": ("detractors", "detractores"),
    "standard": ("standard NPS, −100 to 100", "NPS estándar, −100 a 100"),
    "shifted": ("shifted NPS, 0 to 100", "NPS desplazado, 0 a 100"),
    "absolute": ("absolute NPS, 0 to 100, without its sign", "NPS absoluto, 0 a 100, sin signo"),
    "weighted": (
        "weighted NPS, −100 to 100, passives count half",
        "NPS ponderado, −100 a 100, los pasivos cuentan la mitad",
    ),
    "interval": ("the standard score lies between", "el NPS estándar está entre"),
    "satisfied": ("satisfied", "satisfechos"),
    "trend": ("How it moved", "Cómo cambió"),
    "impact": (
        "What each theme costs or adds, in points",
        "Lo que cada tema cuesta o suma, en puntos",
    ),
    "segments": ("Who says so", "Quién lo dice"),
    "segment": ("Segment", "Segmento"),
    "difference": ("beside the rest", "frente al resto"),
    "heat": ("Standard NPS of each theme by segment", "NPS estándar de cada tema por segmento"),
    "in_cells": (
        "In brackets how many comments; coloured where there are enough answers to tell.",
        "Entre paréntesis, cuántos comentarios; en color donde hay respuestas suficientes.",
    ),
    "drivers": ("What goes with the score", "Lo que acompaña a la nota"),
    "quotes": ("In their own words", "En sus propias palabras"),
    "calls": ("Who to call first", "A quién llamar primero"),
    "why": ("Why", "Por qué"),
    "method": ("How this was made", "Cómo se hizo"),
    "read_by": ("comments read by", "comentarios leídos por"),
    "nobody": ("nobody", "nadie"),
    "filters": ("only", "solo"),
    "nps": ("NPS", "NPS"),
    "name": ("Theme", "Tema"),
    "n": ("Answers", "Respuestas"),
    "theme_count": ("Comments", "Comentarios"),
    "effect": ("Impact, points", "Impacto, puntos"),
    "low": ("From", "De"),
    "high": ("To", "A"),
    "p_holm": ("p (Holm)", "p (Holm)"),
    "says": ("Not told apart because", "Por qué no se distingue"),
    "points": ("points", "puntos"),
    "low_end": ("lower end", "extremo inferior"),
    "high_end": ("upper end", "extremo superior"),
    "in_words": ("In words", "En palabras"),
    "risk_share": ("Churn risk", "Riesgo"),
    "explained": (
        "The dot is what was measured; with {sure} confidence it lies within the bar.",
        "El punto es lo medido; con una confianza del {sure} está dentro de la barra.",
    ),
    "thin": (
        "{score}; thin lines: its interval with {sure} confidence",
        "{score}; líneas finas: su intervalo con una confianza del {sure}",
    ),
    "dates": ("dates", "fechas"),
    "no_dates": ("no dates", "sin fechas"),
    "file": ("File", "Archivo"),
    "options": ("Options", "Opciones"),
    "versions": ("Versions", "Versiones"),
    "run": ("Run", "Ejecución"),
    "notes": ("Notes", "Notas"),
    "honest": (
        "An impact is how the score would differ without the comments of a theme; it shows what "
        "goes together, not what causes it.",
        "Un impacto es la diferencia de la nota sin los comentarios de un tema; muestra lo que va "
        "junto, no lo que lo causa.",
    ),
}
_PLACE = {"en": 0, "es": 1}


class Phrases:
    """The phrases of one language.

    Args:
        language: `en` or `es`.

    Raises:
        OptionRefused: There are none in this language.
    """

    def __init__(self, language: str) -> None:
        if language not in _PLACE:
            raise OptionRefused(f"There is no report in {language!r}; there is en and es.")
        self.language = language

    def __getitem__(self, name: str) -> str:
        return _PHRASES[name][_PLACE[self.language]]
