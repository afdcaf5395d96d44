"""Requests hold as many items as fit by count and by tokens, in order, each once."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.models.chat.distinct import Distinct
from engine.models.chat.packing import MOST_ROOM, REPLY_TOKENS, Batch, Sizes, pack
from engine.models.chat.prompt import short_ids
from engine.settings import Settings
from tests.models.chat.fakes import TASK


def item(number: int, size: int = 10) -> Distinct:
    shown = {"text": "x" * size}
    return Distinct(f"{number:064x}", shown, json.dumps(shown), [number])


SIZES = st.builds(Sizes, st.integers(1, 9), st.integers(5, 300))
LENGTHS = st.lists(st.integers(0, 900), max_size=60)


@given(LENGTHS, SIZES)
def test_each_request_is_filled_and_none_is_too_full(lengths: list[int], sizes: Sizes) -> None:
    items = [item(number, length) for number, length in enumerate(lengths)]
    batches = [batch.items for batch in pack(items, sizes)]
    assert [one for batch in batches for one in batch] == items
    for batch in batches:
        tokens = sum(one.tokens for one in batch)
        assert len(batch) == 1 or (len(batch) <= sizes.items and tokens <= sizes.tokens)
    for batch, following in itertools.pairwise(batches):
        tokens = sum(one.tokens for one in (*batch, following[0]))
        assert len(batch) == sizes.items or tokens > sizes.tokens


def test_settings_and_task_cap_the_items_of_a_request() -> None:
    settings = Settings(home=Path("nowhere"), request_tokens=500)
    assert Sizes.of(settings, replace(TASK, per_call=120)) == Sizes(120, 500)
    capped = replace(settings, max_batch_size=7)
    assert Sizes.of(capped, replace(TASK, per_call=120)).items == 7
    assert Sizes.of(capped, replace(TASK, per_call=3)).items == 3


def test_an_item_may_be_four_times_as_large_as_a_request() -> None:
    sizes = Sizes(8, 500)
    # 2,000 tokens are 7,000 bytes, 12 of them around the text.
    assert not sizes.too_large(item(0, 7_000 - 12))
    assert sizes.too_large(item(0, 7_001 - 12))
    [one, two] = pack([item(0, 6_000), item(1)], sizes)
    assert (one.items, two.items) == ((item(0, 6_000),), (item(1),))


@given(st.lists(st.integers(0, 2**40).map(lambda n: f"{n:064x}"), unique=True, max_size=50))
def test_ids_are_short_and_differ(keys: list[str]) -> None:
    names = short_ids(keys)
    assert len(set(names)) == len(keys)
    assert all(key.endswith(name[1:]) for key, name in zip(keys, names, strict=True))
    assert not any(name.isdecimal() for name in names)
    shared = {key[-6:] for key in keys}
    assert len(shared) < len(keys) or all(len(name) == 7 for name in names)


@given(st.integers(1, 40), st.data())
def test_items_are_asked_again_in_halves(count: int, data: st.DataObject) -> None:
    items = tuple(item(number) for number in range(count))
    kept = data.draw(st.lists(st.sampled_from(items), unique_by=lambda one: one.key))
    left = tuple(one for one in items if one in kept)
    again = Batch(items).again(left, more_room=False)
    assert tuple(one for batch in again for one in batch.items) == left
    assert len(again) == min(2, len(left))
    assert all(batch.items and len(batch.items) <= (len(left) + 1) // 2 for batch in again)


def test_a_reply_that_was_of_no_use_is_given_more_room() -> None:
    batch = Batch((item(0),))
    rooms = []
    for _ in range(5):
        rooms.append(batch.most_tokens(TASK))
        [batch] = batch.again(batch.items, more_room=True)
    assert [room // rooms[0] for room in rooms] == [1, 2, 4, MOST_ROOM, MOST_ROOM]
    assert batch.alone == 5
    wordy = replace(TASK, answer_tokens=3_000)
    assert Batch(tuple(item(number) for number in range(20))).most_tokens(wordy) == REPLY_TOKENS
