"""How plausible is a byte above 127 as a letter or sign of one encoding, between its neighbours?

A letter counts for much where common French, Spanish, Portuguese or German words have it between
the same two letters; a capital inside a small word, a frame or a control character against it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ENCODINGS = ("cp1252", "cp850", "mac_roman")
NAMES = {"cp1252": "Windows-1252", "cp850": "CP850", "mac_roman": "Mac Roman"}
SIGNS = {name: bytes(range(128, 256)).decode(name, "replace") for name in ENCODINGS}
"""Encoding → what each byte from 128 on is in it; U+FFFD where it has no meaning."""
CLEAR = 1.0
"""A line's lead below this decides nothing by itself."""
OVERRULES = 3.0
"""By this lead a single byte is read otherwise than the rest of its line."""

_WORDS = """
    à là où déjà voilà très après près dès été être même mêmes fête tête prêt prête arrêt
    problème problèmes première dernière manière caissière derrière complètement achète acheté
    achetée qualité variété disponibilité société sécurité rapidité propreté amabilité proximité
    quantité facilité déçu déçue reçu français façon ça leçon garçon commerçant côté bientôt
    plutôt hôtesse hôtel contrôle drôle tôt rôle dépôt sûr sûre goût août coût coûte dû grâce
    âge pâte tâche château gâteau maître connaître paraît plaît chaîne île boîte naïf maïs haïr
    cœur sœur œuvre œuf vœu bœuf nœud noël forêt intérêt intéressant intéressé théâtre thé café
    marché prévu présent présenté préféré différent différence équipe étage école également
    élevé élevés écouté étaient était étais énorme éviter évident état énergie réduction
    réductions région réseau répondu réponse résultat réaliser régulièrement rénové crème légère
    légèrement mère père frère chère colère lumière matière entière espèce règle accès succès
    excès système modèle fidèle fidélité à-côté aîné bête bêtise dégât mûr fenêtre pêche bûche
    créé créée idée idées année années entrée soirée journée musée durée arrivée employé
    employée employés employées vérifié désagréable agréable agréables conseillère propriété
    carrément décevant déception légumes sélection détail détour délai délais dégradé désolé
    désolée décoration dépenser está están más también así aquí ahí allí día días sí qué cómo
    cuándo dónde quién cuál él tú mí después además jamás quizás atrás detrás información
    atención promoción situación solución razón opinión corazón camión jabón ningún algún común
    según fácil difícil útil móvil rápido rápida rápidamente teléfono número último última único
    única público político médico música página táctil cámara lámpara máquina práctico básico
    gramática pésimo pésima óptimo cálido sábado miércoles árbol ángel ágil época éxito águila
    índice ánimo interés inglés francés bebé país raíz baúl maíz oír caído leído creído había
    tenía podría sería quería compañía garantía categoría alegría energía batería envío vacío
    frío tío tamaño año años niño niña niños español españa mañana pequeño pequeña señor señora
    señal diseño baño sueño dueño daño otoño enseñar cariño montaña campaña uña piña vergüenza
    pingüino bilingüe pidió compró llegó tardó recibió vendió funcionó gustó quedó pasó faltó
    estará será hará volveré compraré não são estão então mão mãos pão pães cão cães irmão irmã
    manhã amanhã maçã lã avião botão cartão coração ação ações atenção informação promoção
    opinião opiniões devolução devoluções preço preços serviço serviços almoço espaço começo
    faço peço começar praça força raça criança crianças cabeça licença diferença lições lição
    põe põem milhões limões corações aviões você vocês três mês inglês português francês também
    ninguém além porém alguém até pé só avó avô vovô ônibus tênis gênero ciência experiência
    paciência agência frequência importância distância ânimo câmera lâmpada âmbito às àquele é
    saída saúde conteúdo miúdo baú açúcar óculos ótimo ótima ótimos óleo próximo próprio negócio
    início possível incrível horrível nível móvel automóvel sofá água área fábrica família
    história memória glória salário horário necessário estágio relógio órgão bênção órfã für
    über müssen müsste können könnte möchte möchten schön schöne größe größer groß große größte
    grün früh früher fünf zwölf hören gehört möglich öffnen geöffnet öfter österreich öl äpfel
    ähnlich ändern geändert ärger ärgerlich älter ältere verkäufer verkäuferin geschäft
    geschäfte gespräch fähig während wäre wären hätte hätten käse täglich nächste nächsten spät
    später zurück glück stück stücke tür türen küche bücher günstig pünktlich natürlich würde
    würden gemüse grüße süß müll kühl übrig übersichtlich überall überhaupt heißt weiß dreißig
    fleiß straße straßen spaß maß maße fuß füße schließen schließlich außer außerdem draußen
    genießen fließen gruß gemäß einfältig qualität universität parkplätze plätze preiswürdig
    gebäude bäcker bäckerei mädchen männer länger länder häufig läuft lässt fällt gefällt
    gefällig erklärt erhältlich auswählen zählen bestätigung lösung größtenteils höflich höher
    höchste völlig plötzlich böse persönlich gewöhnlich unmöglich zubehör behörde störung wörter
    körper tüte tüten bürste führt führung kürzlich lücke brücke rückgabe ausdrücklich
    unterstützung
"""
_LETTERS = frozenset("àâæçèéêëîïôœùûüÿáíóúñãõäößìòåø")
_OPENING, _CLOSING = "“„«‹‘", "”»›"
_AFTER_DIGIT = "°ºª²³½¼¾™®©"


def _grams(size: int) -> frozenset[str]:
    words = [f" {word} " for word in _WORDS.split()]
    found = (word[at : at + size] for word in words for at in range(len(word) - size + 1))
    return frozenset(gram for gram in found if not gram.isascii())


_PAIRS, _TRIPLES = _grams(2), _grams(3)


@lru_cache(maxsize=1 << 16)
def plausibility(around: str) -> tuple[float, ...]:
    """How plausible a byte is in each of `ENCODINGS`; above 0 it belongs there.

    Args:
        around: The sign before it, it, and the sign after it; bytes that are not UTF-8 stand as
            Python's `surrogateescape` writes them. A blank stands for a line's edge.
    """
    return tuple(_in(encoding, around) for encoding in ENCODINGS)


def _in(encoding: str, around: str) -> float:
    read = {0xDC80 + place: sign for place, sign in enumerate(SIGNS[encoding])}
    before, sign, after = tuple(around.translate(read))
    if not sign.isprintable() and sign != "\u00a0":
        return -8.0
    if sign.isalpha() and sign not in "ªº":
        return _letter(before, sign, after)
    return _sign(before, sign, after)


def _letter(before: str, sign: str, after: str) -> float:
    small = sign.lower()
    if small not in _LETTERS or (sign != small and before.islower()):
        return -5.0
    left, right = (near.lower() if near.isalpha() else " " for near in (before, after))
    known = (left + small in _PAIRS) + (small + right in _PAIRS)
    score = 4.0 if left + small + right in _TRIPLES else (-1.0, 1.0, 2.0)[known]
    if sign != small and not after.isupper():
        return min(score, 1.0) - 3 if after.isalpha() else score - 1
    if sign == small and before.isupper() and after.isupper() and sign != "ß":
        return score - 3
    return score


def _sign(before: str, sign: str, after: str) -> float:  # noqa: C901 - one line a kind of sign
    between = before.isalpha() and after.isalpha()
    if sign == "’":
        return 4.0 if between else 0.5
    if sign == "\u00a0":
        fits = before.isdigit() or after.isdigit() or after in "!?:;»€%" or before == "«"
        return 1.0 if fits else -1.0
    kind = unicodedata.category(sign)
    if between or (kind in ("So", "Cf") and sign not in _AFTER_DIGIT):
        return -6.0 if sign in "‚¸" or kind == "So" else -4.0
    if sign == "…":
        return 1.0 if not before.isspace() and not after.isalpha() else -1.0
    if sign in _OPENING:
        return 1.5 if not before.isalnum() else -3.0
    if sign in _CLOSING:
        return 1.5 if not after.isalnum() else -3.0
    if sign in "–—•":
        return 2.0 if before.isspace() and after.isspace() else -1.0
    if sign in "€£":
        return 2.0 if not before.isalpha() and not after.isalpha() else -3.0
    if sign in "¿¡":
        return 2.0 if not before.isalnum() and after.isalpha() and not after.islower() else 1.0
    if sign in _AFTER_DIGIT:
        return 2.0 if before.isdigit() or before in "nNm" else -2.0
    return -4.0 if before.isalpha() or after.isalpha() else -2.0
