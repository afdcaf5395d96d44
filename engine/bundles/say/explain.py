"""A bundle's evidence in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from engine.bundles.result import Evidence


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
        f"{_percent(evidence.confidence)} of the orders with {' and '.join(antecedents)} "
        f"also hold {consequent}."
    )
    if evidence.q_value >= 0.0001:
        sentences.append(
            f"Among sets this likely to be chance, about {_percent(evidence.q_value)} are."
        )
    if family:
        sentences.append(f"A family of designs: all are “{family}”.")
    return " ".join(sentences)


def _together(evidence: Evidence) -> str:
    orders = "1 order" if evidence.orders_together == 1 else f"{evidence.orders_together:,} orders"
    return (
        f"Bought together in {orders}, {_times(evidence.lift)} what chance predicts "
        f"({_expected(evidence.expected_by_chance)})."
    )


def _times(lift: float) -> str:
    return f"{lift:,.0f} times" if lift >= 9.95 else f"{lift:.1f} times"


def _expected(orders: float) -> str:
    if orders < 1:
        return "fewer than 1"
    return f"about {orders:,.0f}"


def _percent(share: float) -> str:
    if share >= 0.995 and share < 1:
        return "over 99 %"
    return f"{100 * share:.0f} %" if share >= 0.01 else f"{100 * share:.2g} %"
