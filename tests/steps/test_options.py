"""Options of a tool: read from written words, refused out of range."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.errors import OptionRefused
from engine.options import Options


@dataclass(frozen=True)
class Some(Options):
    """One field of each kind."""

    names: tuple[str, ...] = ()
    often: int = 3
    share: float = 0.5
    asks: bool = True
    until: str | None = None

    RANGES = (("often", 1, 9), ("share", 0, 1))


@given(some.builds(
    Some,
    names=some.lists(some.sampled_from(["a", "b c", "é"])).map(tuple),
    often=some.integers(1, 9), share=some.floats(0, 1), asks=some.booleans(),
    until=some.text(min_size=1),
))  # fmt: skip
def test_what_is_written_is_read_back(options: Some) -> None:
    written = options.as_dict() | {"names": ", ".join(options.names)}
    assert Some.from_words({name: str(value) for name, value in written.items()}) == options


@pytest.mark.parametrize(
    ("name", "word", "says"),
    [
        ("oftn", "3", "There is no option 'oftn'; options are asks, names, often, share, until."),
        ("often", "3.5", "often must be a whole number, not '3.5'."),
        ("often", "10", "often must be between 1 and 9, not 10."),
        ("share", "much", "share must be a number, not 'much'."),
        ("share", "nan", "share must be between 0 and 1, not nan."),
        ("asks", "maybe", "asks must be yes or no, not 'maybe'."),
    ],
)
def test_what_cannot_be_is_refused(name: str, word: str, says: str) -> None:
    with pytest.raises(OptionRefused) as refused:
        Some.from_words({name: word})
    assert str(refused.value) == says
