"""Random shops: titles in several scripts, all prices, dates that fit both ways round."""

import datetime as dt

from hypothesis import strategies as st

from tests.files.layouts.shop import Answer, Level, Line, Order, Shop, Variant

_WEST = (
    "Mug", "Crème brûlée", "Käse", "Café", "niño", "Größe", "pequeña", "qualité", 'pan 12"',
    "strong, dark", "fine; dry", "Martha's", "50/50", "#3",
    "100%", "salt & pepper", "(new)", "a|b", "=1+1", "+1",
    "'quoted'", "1,5 l", "- none -",
)  # fmt: skip
_ALL = (
    *_WEST, "Чашка чая", "Κούπα", "茶碗", "كوب شاي", "ספל", "प्याला", "ถ้วย", "머그잔", "☕️",
    "İstanbul", "„Prosit“", "½", "ŁÓDŹ", "e\u0301clair",
)  # fmt: skip
_FIRST = ("Teapot", "Wok", "Lamp", "Café", "Vase")
_NOTES = (
    "", "", "Leave it at the door", 'Ring twice\nand say "hello"', "Two;\r\nlines, three",
    "\n\nlate",
)  # fmt: skip
_COMMENTS = (
    "Très bonne qualité, merci", 'He said "never again".\nI agree', "ok; but dear, sadly",
    "Envío muy rápido y barato", "とても良いお店でした、また来ます", "Отлично, спасибо большое!",
    "Good, really 👍", "0 problems so far", "It broke, twice;\r\nnever mind",
    "=sum(what I paid) is too much",
)  # fmt: skip
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY")
_OPTIONS = ("Blue", "Größe L", '12" x 4')
LOCATIONS = ("Warehouse", "Shop, High Street", "Entrepôt Nº 2")


_MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]


def moments(draw: st.DrawFn, *, early: bool) -> dt.datetime:
    """A moment of two years; early in its month where it must fit both ways round."""
    month = dt.datetime.fromisoformat(f"{draw(st.sampled_from(_MONTHS))}-01")
    days = draw(st.integers(0, 11 if early else 27))
    return month + dt.timedelta(days=days, seconds=draw(st.integers(0, 86399)))


def titles(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    """A first word that is surely none of a fee, and up to three more of any sort."""
    more = st.sampled_from(words)
    if words is _ALL:
        more |= st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=6)
    return st.builds(
        lambda first, rest: " ".join((first, *rest)),
        st.sampled_from(_FIRST),
        st.lists(more, max_size=3),
    )


@st.composite
def variants(draw: st.DrawFn, words: tuple[str, ...], *, early: bool) -> tuple[Variant, ...]:
    cents = st.integers(1, 999_999)
    found: list[Variant] = []
    skus = st.from_regex(r"[A-Za-z]{2,4}-[0-9]{1,4}(-[A-Z]{1,2})?|0[0-9]{4}", fullmatch=True)
    for sku in draw(st.lists(skus, min_size=1, max_size=12, unique_by=str.upper)):
        again = bool(found) and bool(found[-1].option) and draw(st.booleans())
        last, number = (found[-1] if again else None), len(found)
        option = f"{draw(st.sampled_from(_OPTIONS))} {number}"
        price = draw(cents)
        found.append(
            Variant(
                number=4_410_000 + number,
                product=last.product if last else 730_000 + number,
                sku=sku,
                title=last.title if last else draw(titles(words)),
                option=option if last or draw(st.booleans()) else "",
                category=last.category
                if last
                else draw(st.sampled_from(("Kitchen", "Café & tea"))),
                vendor=last.vendor if last else draw(st.sampled_from(("Hollin", "Söhne, Ltd"))),
                tags=last.tags if last else draw(st.sampled_from(("", "gift", "gift, new"))),
                price=price,
                before=draw(st.none() | st.integers(price, 1_000_000)),
                cost=draw(st.none() | cents),
                status=last.status if last else draw(st.sampled_from(("active", "draft"))),
                created=last.created if last else moments(draw, early=early),
                stock=draw(st.none() | st.integers(-1, 300)),
            )
        )
    return tuple(found)


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    """A shop with 1 to 40 orders of 1 to 12 lines, its catalog and its stock."""
    words = draw(st.sampled_from((_WEST, _ALL)))
    early = draw(st.booleans())
    sold = draw(variants(words, early=early))
    orders = []
    for number in range(draw(st.integers(1, 40))):
        lines = draw(
            st.lists(
                st.builds(Line, st.sampled_from(sold), st.integers(1, 20), st.integers(1, 999_999)),
                min_size=1, max_size=12, unique_by=lambda line: line.variant.number,
            )
        )  # fmt: skip
        orders.append(
            Order(
                1001 + number, moments(draw, early=early), draw(st.none() | st.integers(1, 9)),
                tuple(lines), draw(st.sampled_from(_NOTES)),
            )
        )  # fmt: skip
    levels = [
        Level(variant, place, draw(st.integers(-3, 400)), draw(st.integers(0, 9)),
              moments(draw, early=early))
        for variant in sold
        for place in LOCATIONS[: draw(st.integers(1, 3))]
    ]  # fmt: skip
    return Shop(draw(st.sampled_from(CURRENCIES)), sold, tuple(orders), tuple(levels))


@st.composite
def surveys(draw: st.DrawFn) -> Shop:
    """A survey of 6 to 60 responses, each with a score from 0 to 10, a comment or both.

    The first six see to it that every group and every place to buy is there twice: fewer are no
    groups to compare.
    """
    early, answers = draw(st.booleans()), []
    for number in range(draw(st.integers(6, 60))):
        said = f"{draw(st.sampled_from(_COMMENTS))} (I came on day {number} of the sale)"
        comment = said if number < 6 or draw(st.booleans()) else ""
        score = draw(st.integers(0, 10) if not comment else st.none() | st.integers(0, 10))
        answers.append(
            Answer(
                number=118_000_000 + number,
                moment=moments(draw, early=early),
                score=(3, 8, 10)[number % 3] if number < 6 else score,
                comment=comment,
                customer=draw(st.none() | st.integers(1, 9)),
                channel=("Shop", "Website")[number % 2],
            )
        )
    return Shop(answers=tuple(answers))
