"""Columns are given to fields best pair first; checked against every assignment there is."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from engine.files.recognise.assign import Pair, assigned


def every_assignment(pairs: tuple[Pair, ...]) -> list[tuple[Pair, ...]]:
    """All sets of pairs in which no field and no column stands twice."""
    return [
        some
        for size in range(len(pairs) + 1)
        for some in itertools.combinations(pairs, size)
        if len({pair.field for pair in some}) == len({pair.column for pair in some}) == size
    ]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Pair, ...]:
    places = [(field, column) for field in range(3) for column in range(4)]
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=9))
    return tuple(
        Pair(draw(st.sampled_from([0.0, 0.1, 0.5])), field, "abca"[column], column)
        for field, column in chosen
    )


@given(tables())
def test_the_best_pairs_are_taken_first(pairs: tuple[Pair, ...]) -> None:
    def badness(some: tuple[Pair, ...]) -> tuple[object, ...]:
        """Compared pair by pair, best first; where all are alike more pairs are better."""
        return (*((0, pair) for pair in sorted(some)), (1,))

    assert assigned(pairs) == tuple(sorted(min(every_assignment(pairs), key=badness)))


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(pairs: tuple[Pair, ...], rng) -> None:
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    assert assigned(shuffled) == assigned(pairs)


@given(tables())
def test_no_pair_left_out_is_better_than_what_both_got(pairs: tuple[Pair, ...]) -> None:
    taken = assigned(pairs)
    fields = {pair.field: pair for pair in taken}
    columns = {pair.column: pair for pair in taken}
    for pair in set(pairs) - set(taken):
        got = [one for one in (fields.get(pair.field), columns.get(pair.column)) if one]
        assert min(got) < pair
