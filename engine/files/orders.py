"""The table `raw` and its columns → order lines that can be counted on, and the rest with reasons.

Every rule is one line of a CASE, in the order of `REASONS`; nothing is repaired or filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from engine.files.columns import Column
from engine.files.dates import date_expression
from engine.files.numbers import number_expression
from engine.files.reasons import (
    BLANK_WORDS,
    CANCELLED_WORDS,
    NON_PRODUCT_CODES,
    NON_PRODUCT_NAMES,
)

Cursor = duckdb.DuckDBPyConnection


def check_orders(cursor: Cursor, columns: Sequence[Column]) -> tuple[str, ...]:
    """Create `judged`: every row of `raw` as an order line with the reason it is left out, if any.

    Columns of `judged`: row, order_id, sku, title, quantity, unit_price, moment, customer,
    category, reason (NULL where the row is used), offending (the cell behind the reason).

    Returns:
        What had to be assumed, in sentences.
    """
    cells = {column.field: f"trim(c{column.index})" for column in columns}
    notes = _create_lines(cursor, cells)
    _create_judged(cursor, cells)
    return notes


def _create_lines(cursor: Cursor, cells: dict[str, str]) -> tuple[str, ...]:
    """The typed table `lines`."""
    dates = date_expression(cursor, _moment_cell(cells)) if "date" in cells else None
    numbers = {
        name: number_expression(cursor, cells[name])
        for name in ("quantity", "unit_price")
        if name in cells
    }
    width = len(cursor.sql("from raw limit 0").columns) - 1
    every = ", ".join(f"c{number}" for number in range(width))
    words = ", ".join(f"{_word(cells.get(name))} as {name}" for name in _WORDS)
    cursor.execute(
        f"""
        create or replace temp table lines as
        with words as (
            select row, {words}, {numbers.get("quantity", "1")}::double as quantity,
                {numbers.get("unit_price", "null")}::double as unit_price,
                {dates.expression if dates else "null"}::timestamp as moment,
                {cells.get("quantity", "null")}::varchar as wrote_quantity,
                {cells.get("unit_price", "null")}::varchar as wrote_price,
                coalesce({every}) is null as is_empty, hash({every}) as fingerprint
            from raw
        )
        select * exclude (sku, product), upper(sku) as code, case
            when regexp_matches(product, '\\s\\s|[\\t\\n]')
            then regexp_replace(product, '\\s+', ' ', 'g') else product end as name
        from words
        """  # noqa: S608
    )
    return (dates.note,) if dates and dates.note else ()


_WORDS = (
    "order_id", "sku", "product", "customer", "category", "status", "cancelled_at", "currency"
)  # fmt: skip


def _word(cell: str | None) -> str:
    """A cell as text, NULL where it is blank; only short cells are compared with blank words."""
    if cell is None:
        return "null::varchar"
    blank = ", ".join(f"'{word}'" for word in BLANK_WORDS)
    return f"case when length({cell}) > 4 or lower({cell}) not in ({blank}) then {cell} end"


def _moment_cell(cells: dict[str, str]) -> str:
    """Date and time of day stand in one column or in two."""
    return f"concat_ws(' ', {cells['date']}, {cells['time']})" if "time" in cells else cells["date"]


def _create_judged(cursor: Cursor, cells: dict[str, str]) -> None:
    cursor.execute(
        f"""
        create or replace temp table judged as
        with facts as ({_FACTS}),
        cancelled as ({_CANCELLED}),
        dated as (select order_id, min(moment) as moment from lines group by order_id),
        copies as (
            select fingerprint, min(row) as first from lines
            group by fingerprint having count(*) > 1
        ),
        reasoned as (
            select lines.*, dated.moment as ordered, main_currency,
                case {_rules(cells)} end as reason
            from lines cross join facts
            left join dated on dated.order_id = lines.order_id
            left join cancelled on cancelled.order_id = lines.order_id
            left join copies on copies.fingerprint = lines.fingerprint
        )
        select row, order_id, coalesce(code, name) as sku, coalesce(name, code) as title, quantity,
            unit_price, ordered as moment, customer, category, reason, {_OFFENDING} as offending
        from reasoned
        """,  # noqa: S608
        {
            "codes": list(NON_PRODUCT_CODES),
            "names": NON_PRODUCT_NAMES,
            "cancelling": list(CANCELLED_WORDS),
        },
    )


_OFFENDING = """
    case when reason in ('return', 'zero_quantity', 'unreadable_quantity') then wrote_quantity
        when reason in ('unreadable_price', 'no_price', 'zero_or_negative_price') then wrote_price
        when reason = 'not_a_product' then coalesce(code, name)
        when reason = 'other_currency' then currency else order_id end
"""
_FACTS = """
    select avg(regexp_matches(order_id, '^[0-9]+$')::int) > .5 as ids_are_numbers,
        avg(regexp_matches(code, '[0-9]')::int) > .9 as codes_have_digits,
        mode(currency) as main_currency, count(quantity) as quantities
    from (select distinct on (order_id, code) order_id, code, currency, quantity from lines)
"""
_CANCELLED = """
    select distinct order_id from lines
    where cancelled_at is not null or list_contains($cancelling, lower(status))
"""


def _rules(cells: dict[str, str]) -> str:
    """The WHEN lines, in the order of REASONS; rules on columns that are absent are left out."""
    rules = [
        ("is_empty", "empty_row"),
        ("lines.order_id is null", "no_order"),
        ("code is null and name is null", "no_product"),
        ("ids_are_numbers and regexp_matches(lines.order_id, '^[cC][0-9]+$')", "credit_note"),
        ("cancelled.order_id is not null", "cancelled_order"),
    ]
    if "quantity" in cells:
        rules += [
            ("quantity is null and wrote_quantity <> ''", "unreadable_quantity"),
            ("quantity < 0", "return"),
            ("quantity is null or quantity = 0", "zero_quantity"),
        ]
    if "unit_price" in cells:
        rules += [
            ("unit_price is null and wrote_price <> ''", "unreadable_price"),
            ("unit_price is null", "no_price"),
            ("unit_price <= 0", "zero_or_negative_price"),
        ]
    rules.append(
        (
            "list_contains($codes, code) or regexp_matches(lower(coalesce(name, '')), $names)"
            " or (codes_have_digits and code is not null and not regexp_matches(code, '[0-9]'))",
            "not_a_product",
        )
    )
    if "currency" in cells:
        rules.append(("currency is not null and currency <> main_currency", "other_currency"))
    if "date" in cells:
        rules.append(("dated.moment is null", "no_date"))
    if "quantity" in cells:
        rules.append(("copies.first < lines.row", "duplicate_line"))
    return "\n".join(f"when {condition} then '{reason}'" for condition, reason in rules)
