"""The view `raw` and its columns → order lines that can be counted on, and the rest with reasons.

Every rule is one line of a CASE, in the order of `REASONS`; nothing is repaired or filled in.
Long texts stay in `raw` until it is known which rows are used: copying them is what costs.
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
    """Judge every row of `raw`.

    Creates the view `used` (row, order_id, sku, title, quantity, unit_price, moment, customer,
    category) and the table `rejected` (row, reason, value: the cell behind the reason).

    Returns:
        What had to be assumed, in sentences.
    """
    cells = {column.field: f"c{column.index}" for column in columns}
    notes = _create_lines(cursor, cells)
    _create_rejected(cursor, cells)
    cursor.execute(
        f"""
        create or replace temp view used as
        select row, order_id, coalesce(code, name) as sku, coalesce(name, code) as title, quantity,
            unit_price, moment, customer, category
        from lines join (
            select row, {_one_space(cells.get("product"))} as name,
                {_word(cells.get("customer"))} as customer,
                {_word(cells.get("category"))} as category
            from raw
        ) using (row) anti join rejected using (row)
        """  # noqa: S608
    )
    return notes


def _create_lines(cursor: Cursor, cells: dict[str, str]) -> tuple[str, ...]:
    """The typed table `lines`, a row for each of `raw`, in its order, without long texts."""
    dates = date_expression(cursor, _moment_cell(cells)) if "date" in cells else None
    numbers = {
        name: number_expression(cursor, cells[name])
        for name in ("quantity", "unit_price")
        if name in cells
    }
    width = len(cursor.sql("from raw limit 0").columns) - 1
    every = ", ".join(f"c{number}" for number in range(width))
    product = cells.get("product", "null::varchar")
    _create_fee_names(cursor, product)
    cursor.execute(
        f"""
        create or replace temp table lines as
        select row, {_word(cells.get("order_id"))} as order_id,
            upper({_word(cells.get("sku"))}) as code,
            {_word(cells.get("product"))} is not null as has_name,
            {product} in (select name from fee_names) as is_fee,
            {numbers.get("quantity", "1")}::double as quantity,
            {numbers.get("unit_price", "null")}::double as unit_price,
            coalesce({cells.get("quantity", "''")}, '') <> '' as wrote_quantity,
            coalesce({cells.get("unit_price", "''")}, '') <> '' as wrote_price,
            {dates.expression if dates else "null"}::timestamp as moment,
            {_word(cells.get("cancelled_at"))} is not null
                or {_is_cancelling(cells.get("status"))} as is_cancelled,
            {_word(cells.get("currency"))} as currency,
            coalesce({every}) is null as is_empty, hash({every}) as fingerprint
        from raw
        """  # noqa: S608
    )
    return (dates.note,) if dates and dates.note else ()


def _create_fee_names(cursor: Cursor, product: str) -> None:
    """Names of postage, fees and the like; each distinct name is looked at once."""
    cursor.execute(
        "create or replace temp table fee_names as select name "  # noqa: S608
        f"from (select distinct {product} as name from raw) where regexp_matches(lower(name), ?)",
        [NON_PRODUCT_NAMES],
    )


def _create_rejected(cursor: Cursor, cells: dict[str, str]) -> None:
    cursor.execute(
        f"""
        create or replace temp table rejected as
        with facts as ({_FACTS}),
        cancelled as (select distinct order_id from lines where is_cancelled),
        undated as (select order_id from lines group by order_id having max(moment) is null),
        copies as (
            select fingerprint, min(row) as first from lines
            group by fingerprint having count(*) > 1
        ),
        reasoned as (
            select lines.row, case {_rules(cells)} end as reason
            from lines cross join facts left join copies using (fingerprint)
        )
        select row, reason, null::varchar as value from reasoned where reason is not null
        """,  # noqa: S608
        {"codes": list(NON_PRODUCT_CODES)},
    )
    # A second, small join: looked up in the first one, every row's cells would be read.
    cursor.execute(
        "create or replace temp table rejected as "  # noqa: S608
        f"select row, reason, left({_offending(cells)}, 200) as value from rejected join "
        "(from raw semi join rejected using (row)) using (row)"
    )


_FACTS = """
    select avg(regexp_matches(order_id, '^[0-9]+$')::int) > .5 as ids_are_numbers,
        avg(regexp_matches(code, '[0-9]')::int) > .9 as codes_have_digits,
        mode(currency) as main_currency
    from (select distinct on (order_id, code) order_id, code, currency from lines)
"""


def _rules(cells: dict[str, str]) -> str:
    """The WHEN lines, in the order of REASONS; rules on columns that are absent are left out."""
    rules = [
        ("is_empty", "empty_row"),
        ("order_id is null", "no_order"),
        ("code is null and not has_name", "no_product"),
        ("ids_are_numbers and regexp_matches(order_id, '^[cC][0-9]+$')", "credit_note"),
        ("order_id in (from cancelled)", "cancelled_order"),
    ]
    if "quantity" in cells:
        rules += [
            ("quantity is null and wrote_quantity", "unreadable_quantity"),
            ("quantity < 0", "return"),
            ("quantity is null or quantity = 0", "zero_quantity"),
        ]
    if "unit_price" in cells:
        rules += [
            ("unit_price is null and wrote_price", "unreadable_price"),
            ("unit_price is null", "no_price"),
            ("unit_price <= 0", "zero_or_negative_price"),
        ]
    rules.append((_NOT_A_PRODUCT, "not_a_product"))
    if "currency" in cells:
        rules.append(("currency <> main_currency", "other_currency"))
    if "date" in cells:
        rules.append(("moment is null and order_id in (from undated)", "no_date"))
    if "quantity" in cells:
        rules.append(("copies.first < lines.row", "duplicate_line"))
    return "\n".join(f"when {condition} then '{reason}'" for condition, reason in rules)


_NOT_A_PRODUCT = """
    list_contains($codes, code) or is_fee
    or (codes_have_digits and code is not null and not regexp_matches(code, '[0-9]'))
"""


def _offending(cells: dict[str, str]) -> str:
    """The cell behind a reason; never one that identifies a person."""
    quantity, price = cells.get("quantity", "null"), cells.get("unit_price", "null")
    product = f"coalesce({cells.get('sku', 'null')}, {cells.get('product', 'null')})"
    date = cells.get("date", "null")
    return f"""
        case when reason in ('return', 'zero_quantity', 'unreadable_quantity') then {quantity}
            when reason in ('unreadable_price', 'no_price', 'zero_or_negative_price') then {price}
            when reason = 'not_a_product' then {product} when reason = 'no_date' then {date}
            when reason = 'other_currency' then {cells.get("currency", "null")}
            else {cells["order_id"]} end::varchar
    """


def _is_cancelling(status: str | None) -> str:
    words = ", ".join(f"'{word}'" for word in CANCELLED_WORDS)
    return f"coalesce(lower({status}) in ({words}), false)" if status else "false"


def _word(cell: str | None) -> str:
    """A cell as text, NULL where it is blank; only short cells are compared with blank words."""
    if cell is None:
        return "null::varchar"
    blank = ", ".join(f"'{word}'" for word in BLANK_WORDS)
    return f"case when strlen({cell}) > 4 or lower({cell}) not in ({blank}) then {cell} end"


def _one_space(cell: str | None) -> str:
    """A cell with its white space folded; the costly replacement only where there is need."""
    word = _word(cell)
    if cell is None:
        return word
    uneven = " or ".join(f"contains({cell}, {sign})" for sign in ("'  '", "chr(9)", "chr(10)"))
    return f"case when {uneven} then regexp_replace({word}, '\\s+', ' ', 'g') else {word} end"


def _moment_cell(cells: dict[str, str]) -> str:
    """Date and time of day stand in one column or in two."""
    return f"concat_ws(' ', {cells['date']}, {cells['time']})" if "time" in cells else cells["date"]
