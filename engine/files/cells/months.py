"""Days written with words, in English, Spanish, Portuguese, French or German → numbers."""

from __future__ import annotations

_MONTHS = (
    "jan[a-z]*|ene[a-z]*",
    "feb[a-z]*|fev[a-z]*",
    "mar[a-z]*|maerz|mrz",
    "apr[a-z]*|abr[a-z]*|avr[a-z]*",
    "may[a-z]*|mai|maio",
    "jun[a-z]*|juin",
    "jul[a-z]*|juil[a-z]*",
    "aug[a-z]*|ago[a-z]*|aout",
    "sep[a-z]*|set[a-z]*",
    "oct[a-z]*|okt[a-z]*|out[a-z]*",
    "nov[a-z]*",
    "dec[a-z]*|dez[a-z]*|dic[a-z]*",
)
# Not the short ones that could be a month's: `mar` is Tuesday in three of the languages.
_WEEKDAYS = (
    "mon|tue|wed|thu|fri|sat|sun|lunes|martes|miercoles|jueves|viernes|sabado|domingo|segunda|terca|"
    "quarta|quinta|sexta|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|"
    "mittwoch|donnerstag|freitag|samstag|sonntag"
)
_STEPS = (
    (rf"^({_WEEKDAYS})[a-z-]*[.,]*\s+", ""),
    (r"(\d)\s*([ap])[.]?\s?m[.]?$", r"\1 \2m"),
    (r"(\d)(st|nd|rd|th|er|o|º|ª)\b", r"\1"),
    (r"\b(de|del|do|of|the|at|a|as|las|um|uhr)\b", " "),
    *(
        (rf"(^|[^a-z])({spellings})($|[^a-z])", rf"\1 m{month:02} \3")
        for month, spellings in enumerate(_MONTHS, start=1)
    ),
    (r"[-/.,\s]*\s[-/.,\s]*", " "),
)


def tidied(cell: str) -> str:
    """SQL that writes a day without accents and filling words: `3. März 2024` as `3 m03 2024`.

    Args:
        cell: SQL of the text as it was written.
    """
    text = f"strip_accents(lower({cell}))"
    for pattern, written in _STEPS:
        text = f"regexp_replace({text}, '{pattern}', '{written}', 'g')"
    return f"trim({text})"
