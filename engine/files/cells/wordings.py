"""Words that stand for scores, in five languages: data, and the folding under which they compare.

A wording is one complete five-point scale as questionnaires print it. The same words mean
different points in different wordings, so a column is held against whole wordings, never word by
word.
"""

from __future__ import annotations

import re
import unicodedata

# From the worst to the best point; a comma parts other ways to say the same point.
_WORDINGS: dict[str, tuple[str, ...]] = {
    "en": (
        "very dissatisfied, very unsatisfied | dissatisfied, unsatisfied"
        " | neutral, neither satisfied nor dissatisfied | satisfied | very satisfied",
        "very dissatisfied | somewhat dissatisfied | neutral, neither satisfied nor dissatisfied"
        " | somewhat satisfied | very satisfied",
        "extremely dissatisfied | somewhat dissatisfied"
        " | neutral, neither satisfied nor dissatisfied | somewhat satisfied | extremely satisfied",
        "not at all satisfied | not so satisfied | somewhat satisfied | very satisfied"
        " | extremely satisfied",
        "not at all satisfied | slightly satisfied | moderately satisfied | very satisfied"
        " | extremely satisfied",
        "very unlikely | unlikely | neutral, neither likely nor unlikely | likely | very likely",
        "very unlikely | somewhat unlikely | neutral, neither likely nor unlikely"
        " | somewhat likely | very likely",
        "extremely unlikely | somewhat unlikely | neutral, neither likely nor unlikely"
        " | somewhat likely | extremely likely",
        "not at all likely | not so likely | somewhat likely | very likely | extremely likely",
        "not at all likely | slightly likely | moderately likely | very likely | extremely likely",
        "strongly disagree | disagree | neutral, neither agree nor disagree | agree"
        " | strongly agree",
        "strongly disagree | somewhat disagree | neutral, neither agree nor disagree"
        " | somewhat agree | strongly agree",
        "totally disagree, completely disagree | disagree | neutral, neither agree nor disagree"
        " | agree | totally agree, completely agree",
        "very poor | poor | average, fair | good | very good",
        "very bad | bad | average, ok, okay, neutral | good | very good",
        "very poor, terrible | poor | average, fair | good | excellent",
        "poor | fair | good | very good | excellent",
        "very unhappy | unhappy | neutral | happy | very happy",
    ),
    "es": (
        "muy insatisfecho, muy insatisfecha | insatisfecho, insatisfecha"
        " | neutral, neutro, indiferente, ni satisfecho ni insatisfecho | satisfecho, satisfecha"
        " | muy satisfecho, muy satisfecha",
        "nada satisfecho, nada satisfecha | poco satisfecho, poco satisfecha"
        " | algo satisfecho, algo satisfecha | bastante satisfecho, bastante satisfecha"
        " | muy satisfecho, muy satisfecha",
        "muy improbable | improbable | neutral, ni probable ni improbable | probable"
        " | muy probable",
        "nada probable | poco probable | algo probable | bastante probable | muy probable",
        "totalmente en desacuerdo | en desacuerdo"
        " | neutral, indeciso, ni de acuerdo ni en desacuerdo | de acuerdo"
        " | totalmente de acuerdo",
        "muy en desacuerdo | en desacuerdo | neutral, ni de acuerdo ni en desacuerdo"
        " | de acuerdo | muy de acuerdo",
        "muy malo, muy mala, muy mal | malo, mala, mal | regular, normal | bueno, buena, bien"
        " | muy bueno, muy buena, muy bien",
        "muy malo, muy mala | malo, mala | regular, normal | bueno, buena | excelente",
        "malo, mala | regular | bueno, buena | muy bueno, muy buena | excelente",
    ),
    "fr": (
        "tres insatisfait, tres insatisfaite | insatisfait, insatisfaite"
        " | neutre, ni satisfait ni insatisfait | satisfait, satisfaite"
        " | tres satisfait, tres satisfaite",
        "tres insatisfait, tres insatisfaite | plutot insatisfait, plutot insatisfaite"
        " | neutre, ni satisfait ni insatisfait | plutot satisfait, plutot satisfaite"
        " | tres satisfait, tres satisfaite",
        "pas du tout satisfait, pas du tout satisfaite | peu satisfait, peu satisfaite"
        " | moyennement satisfait, moyennement satisfaite | satisfait, satisfaite"
        " | tres satisfait, tres satisfaite",
        "pas du tout satisfait, pas du tout satisfaite"
        " | plutot pas satisfait, plutot pas satisfaite | neutre, ni satisfait ni insatisfait"
        " | plutot satisfait, plutot satisfaite | tout a fait satisfait, tout a fait satisfaite",
        "tres improbable | improbable | neutre, ni probable ni improbable | probable"
        " | tres probable",
        "pas du tout probable | peu probable | moyennement probable | probable | tres probable",
        "pas du tout d'accord | pas d'accord | neutre, ni d'accord ni pas d'accord | d'accord"
        " | tout a fait d'accord",
        "pas du tout d'accord | plutot pas d'accord | neutre, ni d'accord ni pas d'accord"
        " | plutot d'accord | tout a fait d'accord",
        "tres mauvais, tres mauvaise | mauvais, mauvaise | moyen, moyenne | bon, bonne"
        " | tres bon, tres bonne",
        "tres mauvais, tres mauvaise | mauvais, mauvaise | moyen, moyenne | bon, bonne"
        " | excellent, excellente",
        "mauvais, mauvaise | moyen, moyenne | bon, bonne | tres bon, tres bonne"
        " | excellent, excellente",
    ),
    "de": (
        "sehr unzufrieden | unzufrieden"
        " | neutral, teils teils, weder noch, weder zufrieden noch unzufrieden | zufrieden"
        " | sehr zufrieden",
        "sehr unzufrieden | eher unzufrieden"
        " | neutral, teils teils, weder noch, weder zufrieden noch unzufrieden | eher zufrieden"
        " | sehr zufrieden",
        "sehr unwahrscheinlich | unwahrscheinlich | neutral, weder noch | wahrscheinlich"
        " | sehr wahrscheinlich",
        "sehr unwahrscheinlich | eher unwahrscheinlich | neutral, weder noch"
        " | eher wahrscheinlich | sehr wahrscheinlich",
        "stimme uberhaupt nicht zu | stimme nicht zu | neutral, teils teils, weder noch"
        " | stimme zu | stimme voll zu, stimme voll und ganz zu",
        "stimme uberhaupt nicht zu | stimme eher nicht zu | neutral, teils teils, weder noch"
        " | stimme eher zu | stimme voll zu, stimme voll und ganz zu",
        "trifft uberhaupt nicht zu | trifft eher nicht zu | neutral, teils teils"
        " | trifft eher zu | trifft voll zu, trifft voll und ganz zu",
        "sehr schlecht | schlecht | mittel, mittelmassig, durchschnittlich, neutral | gut"
        " | sehr gut",
        "mangelhaft | ausreichend | befriedigend | gut | sehr gut",
    ),
    "pt": (
        "muito insatisfeito, muito insatisfeita | insatisfeito, insatisfeita"
        " | neutro, indiferente, nem satisfeito nem insatisfeito | satisfeito, satisfeita"
        " | muito satisfeito, muito satisfeita",
        "nada satisfeito, nada satisfeita | pouco satisfeito, pouco satisfeita"
        " | moderadamente satisfeito, moderadamente satisfeita | satisfeito, satisfeita"
        " | muito satisfeito, muito satisfeita",
        "muito improvavel | improvavel | neutro, nem provavel nem improvavel | provavel"
        " | muito provavel",
        "discordo totalmente | discordo"
        " | neutro, indiferente, nem concordo nem discordo, nao concordo nem discordo | concordo"
        " | concordo totalmente",
        "discordo totalmente | discordo parcialmente"
        " | neutro, indiferente, nem concordo nem discordo, nao concordo nem discordo"
        " | concordo parcialmente | concordo totalmente",
        "muito mau, muito ma, muito ruim | mau, ma, ruim | regular, razoavel | bom, boa"
        " | muito bom, muito boa",
        "pessimo, pessima | ruim | regular | bom, boa | otimo, otima",
        "muito mau, muito ma | mau, ma | razoavel | bom, boa | excelente",
    ),
}


def _points(wording: str) -> dict[str, int]:
    points = enumerate(wording.split("|"), start=1)
    return {word.strip(): point for point, words in points for word in words.split(",")}


WORDINGS: dict[str, tuple[dict[str, int], ...]] = {
    tongue: tuple(_points(wording) for wording in wordings)
    for tongue, wordings in _WORDINGS.items()
}
"""Language → its wordings, each folded word → its point, 1 the worst and 5 the best."""

YES = frozenset({"yes", "y", "true", "si", "sim", "oui", "ja", "thumbs up", "👍"})
NO = frozenset({"no", "n", "false", "nao", "non", "nein", "thumbs down", "👎"})

GROUPS = frozenset(
    {
        "promoter", "promoters", "passive", "passives", "neutral", "neutrals", "detractor",
        "detractors", "promotor", "promotores", "pasivo", "pasivos", "detractores", "promoteur",
        "promoteurs", "passif", "passifs", "detracteur", "detracteurs", "promotoren", "passiver",
        "passivo", "passivos", "neutro", "neutros", "detrator", "detratores", "kritiker",
    }
)  # fmt: skip
"""What the groups of NPS are called; `neutral` is one only beside the others."""
EXTREMES = frozenset(group for group in GROUPS if group.startswith(("promot", "detra", "kritik")))

NO_SCORE = frozenset(
    {
        "not applicable", "no answer", "no response", "not answered", "skipped", "don't know",
        "prefer not to say", "ns/nc", "ns", "nc", "no aplica", "sin respuesta", "no sabe",
        "no contesta", "nsp", "ne sait pas", "sans reponse", "non applicable", "non concerne",
        "keine angabe", "keine angaben", "k.a.", "weiss nicht", "nao se aplica", "nao sabe",
        "sem resposta",
    }
)  # fmt: skip
"""Answers that give no score on purpose."""

SECOND_HEADINGS = frozenset(
    {
        "response", "open-ended response", "open ended response", "other (please specify)",
        "respuesta", "respuesta abierta", "reponse", "reponse ouverte", "antwort",
        "offene antwort", "resposta", "resposta aberta",
    }
)  # fmt: skip
"""What stands under a question where a survey's header has two lines."""

_FINAL = re.compile(r"[\s.!,;]+$")
_BOTH_GENDERS = re.compile(r"[(/·](?:as?|os?|es?|ne)\)?(?=\s|$)")
_TONES = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")


def folded(cell: str) -> str:
    """A cell in small letters without accents, final stops and second endings.

    `Très satisfait(e).` and `TRES SATISFAIT` are one word.
    """
    spread = unicodedata.normalize("NFKD", _TONES.sub("", cell).casefold().replace("’", "'"))
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return _FINAL.sub("", " ".join(_BOTH_GENDERS.sub("", plain).split()))
