"""Sentences and reasons that the figures come with → Spanish, by their forms."""

from __future__ import annotations

import re

from engine.feedback.out.names import theme_in_spanish
from engine.reports.forms import with_comma

_SAID = r"([\d,]+) (?:different )?comments?"
_SENTENCES = (
    (r"There is no segment (.+) in these responses\.", "No hay un segmento {0} en estas "
     "respuestas."),
    (r"No response here has a score that can be used: only the comments are counted\.",
     "Ninguna respuesta tiene una nota que se pueda usar: solo se cuentan los comentarios."),
    (r"([\d,]+) scored responses have no weight above 0: they are left out of all scores\.",
     "{0} respuestas con nota no tienen un peso mayor que 0: no cuentan en ninguna nota."),
    (r"([\d,]+) scored responses have no date: they are in no period of the trend\.",
     "{0} respuestas con nota no tienen fecha: no están en ningún periodo de la tendencia."),
    (r"There are only ([\d,]+) comments worth reading: read them all\.",
     "Solo hay {0} comentarios que valga la pena leer: léalos todos."),
    (r"1 theme or segment value is not among the drivers: fewer than (\d+) answers hold it, .+",
     "1 tema o valor de segmento no se compara: lo tienen menos de {0} respuestas, o casi todas."),
    (r"([\d,]+) themes and segment values are not among the drivers: fewer than (\d+) .+",
     "{0} temas y valores de segmentos no se comparan: los tienen menos de {1} respuestas, o casi "
     "todas."),
    (r"(.+) is not among the drivers: it cannot be told apart from the others with these answers\.",
     "{0} no se compara: con estas respuestas no se distingue de los demás."),
    (r"Drivers need at least ([\d,]+) scored responses; there are ([\d,]+)\.",
     "Lo que acompaña a la nota se mide a partir de {0} respuestas con nota; hay {1}."),
    (r"No answers\.", "Sin respuestas."),
    (r"The scores seem to mix the scales (\S+) and (\S+): they are neither averaged nor .+",
     "Las notas parecen mezclar varias escalas ({0} y {1}): ni se promedian ni dan un NPS. Elija "
     "la escala en la página de archivos para tener cifras."),
    (r"No known scale holds the scores: .+",
     "Las notas no son de ninguna escala conocida: ni se promedian ni dan un NPS. Elija la escala "
     "en la página de archivos para tener cifras."),
    (r"The scores go from 1 to 10: .+",
     "Las notas van de 1 a 10: 9 y 10 son promotores, de 1 a 6 detractores. Un NPS se pregunta de "
     "0 a 10, así que los publicados solo se comparan a grandes rasgos."),
    (r"Scores from (\S+) to (\S+) were mapped as you chose: (\S+) is a promoter, (\S+) passive, "
     r"(\S+) to (\S+) detractors\. .+",
     "Las notas de {0} a {1} se convirtieron como usted eligió: {2} es promotor, {3} pasivo, de "
     "{4} a {5} detractor. Ese NPS no se compara con uno preguntado de 0 a 10."),
    (r"Scores from (\S+) to (\S+) make no NPS: their mean is shown\.",
     "Las notas de {0} a {1} no dan un NPS: se muestra su media."),
    (r"Scores from (\S+) to (\S+) make no NPS: their mean is shown, .+ \((\d+)( and \d+)?\)\.",
     "Las notas de {0} a {1} no dan un NPS: se muestran su media y la parte de satisfechos "
     "(desde {2})."),
    (rf"{_SAID} in languages without a word list \((.+)\) were read by what scores teach alone\.",
     "{0} comentarios distintos en idiomas sin lista de palabras ({1}) se leyeron solo con lo que "
     "enseñan las notas."),
    (rf"{_SAID} in languages without a word list \((.+)\) could not be read: that takes (\d+) .+",
     "{0} comentarios distintos en idiomas sin lista de palabras ({1}) no se pudieron leer: hacen "
     "falta {2} comentarios con nota en el idioma."),
    (rf"{_SAID} whose language could not be told were read by what scores teach alone\.",
     "{0} comentarios distintos cuyo idioma no se reconoció se leyeron solo con lo que enseñan las "
     "notas."),
    (rf"{_SAID} whose language could not be told could not be read: that takes (\d+) .+",
     "{0} comentarios distintos cuyo idioma no se reconoció no se pudieron leer: hacen falta {1} "
     "comentarios con nota en el idioma."),
    (r"Scores were not looked at to read comments, so there is no churn risk\.",
     "No se miraron las notas para leer los comentarios, así que no hay riesgo de irse."),
    (r"Churn risk is learnt from different comments with scores: there are ([\d,]+) of the "
     r"(\d+) .+",
     "El riesgo de irse se aprende de comentarios distintos con nota: hay {0} de los {1} que hacen "
     "falta."),
    (r"Scores follow the words of their comments only loosely .+",
     "Las notas siguen solo de lejos las palabras de sus comentarios: tome el riesgo de irse y "
     "las discrepancias como indicios."),
    (rf"{_SAID} are too few to learn this file's own words from \((\d+) would do\): .+",
     "{0} comentarios distintos son pocos para aprender las palabras propias de este archivo "
     "(bastarían {1}): se leyeron solo con listas de palabras."),
    (r"Not enough answers to tell: ([\d,]+)(?:, worth ([\d,]+) by their weights)?, where (\d+) "
     r"are the least\.",
     "No hay respuestas suficientes: {0}; hacen falta al menos {2}."),
    (r"Not enough answers to tell: ([\d,]+)(?:, worth ([\d,]+) by their weights)? leave "
     r"(±[\d.]+); about ([\d,]+) more would make it (±[\d.]+)\.",
     "No hay respuestas suficientes: {0} dejan {2}; con unas {3} más serían {4}."),
)  # fmt: skip
_WHY = (
    (r"says they may leave", "dice que puede irse"),
    (r"risk of leaving (\d+) %", "riesgo de irse: {0} %"),
    (r"gave ([\d.]+) of ([\d.]+)", "puso {0} de {1}"),
    (r"gave ([\d.]+)", "puso {0}"),
    (r"counts ([\d.]+) times the average", "cuenta {0} veces la media"),
)
_HURT = "hurt by "
_NUMBER = re.compile(r"[±\d.,]+")


def note_in_spanish(note: str) -> str:
    """A sentence of the figures; one of no known form as it is."""
    return _by_form(note, _SENTENCES)


def why_in_spanish(why: str) -> str:
    """Why somebody is to be called, part by part."""
    return "; ".join(_part(part) for part in why.split("; "))


def _part(part: str) -> str:
    if not part.startswith(_HURT):
        return _by_form(part, _WHY)
    pains = part.removeprefix(_HURT)
    # Two pains stand side by side, and names of some hold an `and` themselves.
    whole = theme_in_spanish(pains)
    told = whole if whole != pains else _both(pains)
    return f"le molesta: {told}"


def _both(pains: str) -> str:
    words = pains.split(" and ")
    for at in range(1, len(words)):
        sides = " and ".join(words[:at]), " and ".join(words[at:])
        told = [theme_in_spanish(side) for side in sides]
        if all(one != side for one, side in zip(told, sides, strict=True)):
            return ", ".join(told)
    return pains


def _by_form(text: str, forms: tuple[tuple[str, str], ...]) -> str:
    for form, told in forms:
        if found := re.fullmatch(form, text):
            groups = (group or "" for group in found.groups())
            return told.format(*(with_comma(g) if _NUMBER.fullmatch(g) else g for g in groups))
    return text
