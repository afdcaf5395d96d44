"""What a user reads about how many bundles there are, and what is not among them."""

from types import SimpleNamespace
from typing import Any

import pytest

from engine.bundles import BundleOptions
from engine.bundles.context.size import LEAST_LINES
from engine.bundles.say import summary
from engine.bundles.say.summary import say_all

FEW = "{} pairs hold up against chance, fewer than the {} asked for; no weaker ones were added{}."
NONE = (
    "No bundles for the portfolio: 1,234 pairs are in 7 orders or more, and none is reliably "
    "bought together more often than chance would have it{}."
)
GONE = ", and none of {} with a product that is out of stock"


@pytest.fixture(autouse=True)
def nothing_said_of_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "say_how_small", lambda *_, **__: ())


def said(
    *sizes: int, gone: int = 0, under: tuple[int, ...] = (), mined: bool = True, **options: Any
) -> tuple[str, ...]:
    """What is said of a portfolio of bundles of these sizes."""
    dropped = [
        {"out_of_stock": gone if size == 0 else 99, "under_margin_floor": sets}
        for size, sets in enumerate(under or (0, 0))
    ]
    bundles = [SimpleNamespace(candidate=SimpleNamespace(items=range(size))) for size in sizes]
    context: Any = SimpleNamespace(
        mapped=SimpleNamespace(baskets=None, lines=LEAST_LINES, mined=mined),
        mined=SimpleNamespace(
            itemsets=SimpleNamespace(min_count=7, counts=[range(9), range(1234), range(5)])
        ),
    )
    found: Any = SimpleNamespace(sized=[SimpleNamespace(dropped=one) for one in dropped])
    chosen: Any = SimpleNamespace(bundles=bundles)
    return say_all(context, found, chosen, BundleOptions(**options))


def test_as_many_pairs_as_were_asked_for_need_no_word() -> None:
    assert said(2, 2, 3, bundles=2) == ()
    assert said(2, 2, 3, gone=4, bundles=2) == ()


@pytest.mark.parametrize(("gone", "clause"), [(0, ""), (1, GONE.format(1)),
                                              (1200, GONE.format("1,200"))])  # fmt: skip
def test_fewer_pairs_than_were_asked_for_are_counted(gone: int, clause: str) -> None:
    # Larger sets are no pairs, and of larger sets none is counted as out of stock.
    assert said(2, 2, 3, 4, gone=gone, bundles=3) == (FEW.format(2, 3, clause),)


@pytest.mark.parametrize(
    ("gone", "under", "clause"),
    [
        (0, (0, 0), ""),
        (3, (0, 0), ", or it is out of stock"),
        (0, (0, 2), ", or no price of it keeps the margin floor"),
        (1, (2, 0), ", or it is out of stock, or no price of it keeps the margin floor"),
    ],
)
def test_an_empty_portfolio_says_what_was_looked_at(
    gone: int, under: tuple[int, int], clause: str
) -> None:
    assert said(gone=gone, under=under)[0] == NONE.format(clause)


def test_a_file_that_was_not_mined_has_no_pairs_to_speak_of() -> None:
    assert said(mined=False) == ()


@pytest.mark.parametrize(
    ("under", "code", "words"),
    [
        ((0, 0), 10, None),
        ((1, 0), 10, "1 set of products is left out of the portfolio: even the full price of the "
         "parts leaves less than 15 % on cost once a 10 % code comes on top."),
        ((1000, 200), 0, "1,200 sets of products are left out of the portfolio: even the full "
         "price of the parts leaves less than 15 % on cost."),
    ],
)  # fmt: skip
def test_what_no_price_suits_is_counted_and_said(
    under: tuple[int, ...], code: float, words: str | None
) -> None:
    assert said(2, under=under, bundles=1, stacked_code_pct=code) == ((words,) if words else ())
