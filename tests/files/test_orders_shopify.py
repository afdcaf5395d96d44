"""A Shopify export's quirks: continuation lines, statuses, blank codes, overlapping exports."""

from collections.abc import Callable

from engine.files import Reading

Read = Callable[..., Reading]
HEAD = (
    "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Cancelled at,Fulfilled at\n"
)
DAY = "2024-03-01 10:00:00 +0100"


def first(
    order: str,
    line: str,
    *,
    status: str = "paid",
    currency: str = "EUR",
    cancelled: str = "",
    sent: str = "",
) -> str:
    return f"{order},a@example.com,{status},{currency},{DAY},{line},{cancelled},{sent}\n"


def more(order: str, line: str) -> str:
    return f"{order},,,,,{line},,\n"


def reasons(reading: Reading) -> dict[int, str]:
    return dict(reading.rejects.select("row", "reason").iter_rows())


MUG, CUP, BOWL = "1,Mug - Blue,5.00,", "2,Cup,6.00,", "1,Bowl,7.50,B1"


def test_lines_that_continue_an_order_have_all_it_says(read: Read) -> None:
    reading = read(HEAD + first("#1", MUG) + more("#1", CUP) + more("#1", BOWL))
    table = reading.table
    assert table["sku"].to_list() == ["Mug - Blue", "Cup", "B1"]
    assert table["title"].to_list() == ["Mug - Blue", "Cup", "Bowl"]
    assert table["moment"].n_unique() == 1
    assert table["customer"].n_unique() == 1
    assert reading.facts["currency"] == "EUR"


def test_a_status_removes_all_lines_of_its_order(read: Read) -> None:
    orders = [
        first("#1", MUG, status="voided"), more("#1", CUP),
        first("#2", MUG, status="Refunded"), more("#2", CUP),
        first("#3", MUG, cancelled=DAY), more("#3", CUP),
        first("#4", MUG, status="wc-cancelled"), first("#5", MUG),
    ]  # fmt: skip
    reading = read(HEAD + "".join(orders))
    assert reasons(reading) == dict.fromkeys(range(1, 8), "cancelled_order")


def test_open_and_partly_refunded_orders_are_doubts(read: Read) -> None:
    orders = [first("#1", MUG, status="pending"), more("#1", CUP),
              first("#2", MUG, status="partially_refunded"), more("#2", CUP),
              first("#3", MUG)]  # fmt: skip
    reading = read(HEAD + "".join(orders))
    assert reading.used == 5
    assert reading.doubts.rows() == [
        (1, "pending_order", "#1"), (2, "pending_order", "#1"),
        (3, "partly_refunded", "#2"), (4, "partly_refunded", "#2"),
    ]  # fmt: skip


def test_the_smaller_currencies_are_left_out_and_counted(read: Read) -> None:
    orders = [first(f"#{n}", MUG) for n in range(4)]
    orders += [first("#8", MUG, currency="USD"), more("#8", CUP), first("#9", MUG, currency="GBP")]
    reading = read(HEAD + "".join(orders))
    assert reading.rejected == {"other_currency": 3}
    assert reading.rejects["value"].to_list() == ["USD", "USD", "GBP"]
    said = "Prices are in EUR; rows in other currencies were left out: 2 in USD, 1 in GBP."
    assert said in reading.notes


def test_what_is_no_product_and_lines_without_a_quantity(read: Read) -> None:
    lines = ["1,Gift Card - $50,50.00,", "1,Tip,2.00,", "1,Shipping,4.00,", ",Cup,6.00,", CUP]
    reading = read(HEAD + "".join(first(f"#{n}", line) for n, line in enumerate(lines)))
    assert reading.rejected == {"zero_quantity": 1, "not_a_product": 3}


def test_a_whole_order_copied_is_a_copy(read: Read) -> None:
    one = first("#1", MUG) + more("#1", CUP)
    reading = read(HEAD + one + first("#2", MUG) + one)
    assert reasons(reading) == {4: "duplicate_line", 5: "duplicate_line"}


def test_an_order_told_again_later_replaces_the_first(read: Read) -> None:
    before = first("#1", MUG, status="pending") + more("#1", CUP)
    after = first("#1", MUG, sent="2024-03-05") + more("#1", CUP)
    reading = read(HEAD + before + first("#2", MUG) + after)
    assert reasons(reading) == {1: "order_again", 2: "order_again"}
    assert reading.doubted == {}
    assert reading.facts["lines"] == 3


def test_of_three_tellings_the_last_is_used(read: Read) -> None:
    one, two = (first("#1", MUG, status=status) + more("#1", CUP) for status in ("pending", "paid"))
    between = first("#2", MUG), first("#3", MUG)
    reading = read(HEAD + one + between[0] + two + between[1] + one)
    assert reasons(reading) == dict.fromkeys((1, 2, 4, 5), "order_again")


def test_an_order_that_comes_again_with_other_lines_goes_on(read: Read) -> None:
    parts = first("#1", MUG, status="pending") + first("#2", MUG) + first("#1", CUP)
    assert read(HEAD + parts).rejected == {}


def test_lines_in_another_order_are_the_same_lines(read: Read) -> None:
    before = first("#1", MUG) + more("#1", CUP)
    after = first("#1", CUP, sent="2024-03-05") + more("#1", MUG)
    assert reasons(read(HEAD + before + first("#2", MUG) + after)) == dict.fromkeys(
        (1, 2), "order_again"
    )


def test_lines_that_are_numbered_are_no_copies(read: Read) -> None:
    head = "order_id,lineItemId,sku,quantity\n"
    assert read(head + "1,11,A1,1\n1,12,A1,1\n2,13,A1,1\n").rejected == {}
    assert read(head + "1,11,A1,1\n1,11,A1,1\n2,13,A1,1\n").rejected == {"duplicate_line": 1}


def test_a_variant_stands_in_for_a_missing_code(read: Read) -> None:
    gid = "gid://shopify/ProductVariant/7"
    reading = read(
        "order_id,variant_id,sku,product,quantity\n"
        f"1,{gid},,Mug,1\n1,8,C1,Cup,1\n2,,,Bowl,1\n2,9,,,1\n"
    )
    assert reading.table.columns[-1] == "variant_id"
    assert reading.table["sku"].to_list() == [gid, "C1", "Bowl", "9"]
    assert reading.table["title"].to_list() == ["Mug", "Cup", "Bowl", "9"]
    assert reading.table["variant_id"].to_list() == [
        "gid://shopify/ProductVariant/7",
        "8",
        None,
        "9",
    ]
