"""All six tags, and where a classifier's word is taken."""

import numpy as np
import pytest

from engine.bundles.context.tags.tagging import ASKABLE, tag_products, untold_of
from engine.bundles.objectives import TAGS
from tests.bundles.context_tags.makers import ALL, LAST, carriers, facts_of, sales_of

# Two products in a file of 40 days without customers, costs or telling words.
FACTS = facts_of(2, has=ALL - {"customers", "costs"}, first_sold=LAST - 39)
SALES = sales_of([(0, 0, LAST - 39), (1, 1, LAST)])


def test_every_product_has_every_tag_or_not() -> None:
    tags = tag_products(FACTS, SALES, {})
    assert tuple(tags) == TAGS
    for name, tag in tags.items():
        assert tag.name == name
        assert tag.carried.dtype == bool
        assert tag.carried.shape == (2,)
        assert tag.basis in ("data", "words", "model", "none")
        assert tag.reason.endswith(".")


def test_what_nothing_tells_is_asked_for_where_a_guess_is_no_invention() -> None:
    assert untold_of(tag_products(FACTS, SALES, {})) == ASKABLE
    assert untold_of(tag_products(FACTS, SALES, {})) == ASKABLE
    assert {"slow_mover", "new_launch"}.isdisjoint(ASKABLE)


def test_a_classifier_is_believed_where_nothing_else_tells() -> None:
    asked = {"gift_worthy": frozenset({1}), "slow_mover": frozenset({0}),
             "seasonal": frozenset[int](), "new_launch": frozenset({0})}  # fmt: skip
    tags = tag_products(FACTS, SALES, asked)
    assert (tags["gift_worthy"].basis, carriers(tags["gift_worthy"])) == ("model", [1])
    assert (tags["seasonal"].basis, carriers(tags["seasonal"])) == ("model", [])
    assert tags["high_margin"].basis == "none"
    assert not tags["slow_mover"].carried.any()
    assert not tags["new_launch"].carried.any()


def test_what_the_data_tells_no_classifier_changes() -> None:
    facts = facts_of(4, cost=[900, 800, 700, 100])
    plain = tag_products(facts, sales_of([(0, 0, LAST)]), {})
    told = tag_products(facts, sales_of([(0, 0, LAST)]), {"high_margin": frozenset({0, 1})})
    assert plain["high_margin"].basis == "data"
    assert (told["high_margin"].carried == plain["high_margin"].carried).all()


@pytest.mark.parametrize("said", [{-1}, {2}, {-5, 7, 1}])
def test_products_that_are_not_there_are_not_tagged(said: set[int]) -> None:
    tag = tag_products(FACTS, SALES, {"seasonal": frozenset(said)})["seasonal"]
    assert set(np.flatnonzero(tag.carried).tolist()) == said & {0, 1}
