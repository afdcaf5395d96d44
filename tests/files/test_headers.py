"""Orders without their lines: when each was, and who bought."""

import datetime as dt
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import Reading

Read = Callable[..., Reading]


def test_the_pizza_shop_s_orders(read: Read, shared_data) -> None:
    data = (shared_data / "orders" / "pizza" / "orders.csv").read_bytes()
    reading = read(data, kind="order_headers")
    assert reading.table.columns == ["row", "order_id", "moment", "customer"]
    moment = dt.datetime.fromisoformat("2015-01-01 11:38:36")
    assert reading.table.row(0) == (1, "1", moment, None)
    assert reading.facts == {
        "orders": 21350, "customers": 0, "first": "2015-01-01", "last": "2015-12-31",
    }  # fmt: skip


def test_customers_are_hashed(read: Read) -> None:
    reading = read("order_id,date,email\n1,2024-03-01,a@example.com\n", kind="order_headers")
    [name] = reading.table["customer"].to_list()
    assert len(name) == 16
    assert "@" not in name


ROW = st.tuples(
    st.sampled_from(["1", "2", "3", "", "n/a"]),
    st.sampled_from(["2024-03-01", "2024-03-05", "", "soon"]),
    st.sampled_from(["paid", "Voided", ""]),
)


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
@given(lines=st.lists(ROW, max_size=10))
def test_rows_are_judged_as_the_oracle_judges_them(
    lines: list[tuple[str, str, str]], read: Read, as_csv: Callable[..., bytes]
) -> None:
    sure = [(str(n), "2024-03-02", "paid") for n in range(90, 120)]
    lines = [*sure, *lines]
    cancelled = {order for order, _, status in lines if status == "Voided"}
    dated = {order for order, day, _ in lines if day.startswith("2024")}
    left, seen = {}, set()
    for row, (order, day, status) in enumerate(lines, start=1):
        if not any((order, day, status)):
            left[row] = "empty_row"
        elif order in ("", "n/a"):
            left[row] = "no_order"
        elif order in cancelled:
            left[row] = "cancelled_order"
        elif order not in dated:
            left[row] = "no_date"
        elif order in seen:
            left[row] = "duplicate_order"
        seen.add(order)
    reading = read(as_csv([("order_id", "date", "status"), *lines]), kind="order_headers")
    assert dict(reading.rejects.select("row", "reason").iter_rows()) == left
    values = reading.rejects.filter(reason="cancelled_order").select("row", "value")
    assert all(lines[row - 1][0] == value for row, value in values.iter_rows())
    assert reading.read == len(lines) == reading.used + len(left)
    assert reading.table["order_id"].is_unique().all()
