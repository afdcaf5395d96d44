"""A bundle's evidence in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.verdict import Scores
from engine.bundles.result import Evidence
from engine.bundles.say.figures import say_expected, say_orders, say_share, say_times
from engine.bundles.say.names import clean_name
from engine.bundles.say.sentences.evidence import say_evidence, say_rule
from engine.bundles.say.sentences.price import say_price
from engine.bundles.say.sentences.stock import say_stock

MOST_SENTENCES, MOST_WHY = 5, 400


def explain(evidence: Evidence, titles: Sequence[str], family: str | None) -> str:
    """What speaks for a bundle, in up to four sentences.

    Args:
        evidence: Its evidence; `from_` and `to` are codes of the best rule.
        titles: Names of the rule's consequent and of its antecedents, in that order.
        family: The design family that all products share, or None.
    """
    sentences = [_together(evidence)]
    consequent, antecedents = titles[0], titles[1:]
    sentences.append(
        f"{say_share(evidence.confidence)} of the orders with {' and '.join(antecedents)} "
        f"also hold {consequent}."
    )
    if evidence.q_value >= 0.0001:
        sentences.append(
            f"Among sets this likely to be chance, about {say_share(evidence.q_value)} are."
        )
    if family:
        sentences.append(f"A family of designs: all are “{family}”.")
    return " ".join(sentences)


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
        say_evidence(candidate, facts, shrunk),
        say_rule(candidate, facts),
        _as_sentence(candidate.why),
        say_price(candidate, pricing),
        say_stock(candidate, facts),
    ]
    return " ".join(sentence for sentence in sentences[:MOST_SENTENCES] if sentence)


def _as_sentence(words: str) -> str:
    words = clean_name(words, MOST_WHY)
    return words if not words or words.endswith((".", "!", "?", "”")) else f"{words}."


def _together(evidence: Evidence) -> str:
    return (
        f"Bought together in {say_orders(evidence.orders_together)}, "
        f"{say_times(evidence.lift)} what chance predicts "
        f"({say_expected(evidence.expected_by_chance)})."
    )
