"""A bundle's evidence in plain words."""

from __future__ import annotations

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.verdict import Scores
from engine.bundles.say.names import clean_name
from engine.bundles.say.sentences.evidence import say_evidence, say_rule
from engine.bundles.say.sentences.price import say_price
from engine.bundles.say.sentences.stock import say_stock

MOST_SENTENCES, MOST_WHY = 5, 400


def explain_candidate(
    candidate: Candidate, facts: ProductFacts, pricing: Pricing | None, scores: Scores | None
) -> str:
    """What speaks for a candidate and what does not, in three to five English sentences.

    In this order: what orders say (and that it is weak, where it is), the best rule, how it
    serves its objective, the price, the stock. What the file cannot tell is left out or said to
    be unknown; nothing is said that was not counted.

    Args:
        candidate: The bundle.
        facts: Its products.
        pricing: Its price, or None where the file has none.
        scores: Its scores; only the shrunken lift is told.
    """
    shrunk = scores.lift_shrunk if scores is not None else None
    sentences = [
        say_evidence(candidate, facts, shrunk, pricing),
        say_rule(candidate, facts),
        _as_sentence(candidate.why),
        say_price(candidate, facts, pricing),
        say_stock(candidate, facts),
    ]
    return " ".join(sentence for sentence in sentences[:MOST_SENTENCES] if sentence)


def _as_sentence(words: str) -> str:
    words = clean_name(words, MOST_WHY)
    return words if not words or words.endswith((".", "!", "?", "”")) else f"{words}."
