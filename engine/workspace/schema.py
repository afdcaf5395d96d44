"""The workspace's tables, as ordered steps: append new ones, never change an old one."""

from __future__ import annotations

import duckdb

from engine.errors import EngineError

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """create table checked (
            id varchar primary key, name varchar, kind varchar, content varchar, mapping json,
            columns json, read bigint, used bigint, rejected json, notes json, facts json,
            created timestamptz default now())""",
        """create table runs (
            id varchar primary key, kind varchar, title varchar, status varchar, question json,
            created timestamptz default now(), started timestamptz, ended timestamptz,
            attempt integer default 1, error varchar, steps json, warnings json)""",
        """create table results (
            run varchar, name varchar, form varchar, body blob, primary key (run, name))""",
        """create table kept (
            key varchar primary key, value blob, bytes bigint, used timestamptz default now())""",
    ),
    (
        "alter table checked add column told json",
        """create table mappings (
            headings varchar primary key, kind varchar, mapping json,
            used timestamptz default now())""",
    ),
    (
        """create table answers (
            key varchar, scope varchar, kind varchar, model varchar, value blob, bytes bigint,
            created timestamptz default now(), used timestamptz default now(),
            hits bigint default 0, primary key (key, scope))""",
        """create table calls (
            run varchar, attempt integer, moment timestamptz default now(), host varchar,
            path varchar, model varchar, columns json, items bigint, bytes_out bigint,
            bytes_in bigint, tokens_in bigint, tokens_out bigint, guessed_tokens double,
            cost decimal(18, 9), perhaps decimal(18, 9), seconds double, outcome varchar,
            id varchar default '')""",
        """create table servers (
            address varchar, model varchar, habits json, primary key (address, model))""",
        "alter table runs add column spending_since integer default 1",
        "alter table runs add column stopped boolean default false",
    ),
    (
        """create table decisions (
            content varchar, kind varchar, thing varchar, verdict varchar, changes json,
            decided timestamptz default now(), primary key (content, kind, thing))""",
        """create table orderings (
            content varchar, kind varchar, things json, primary key (content, kind))""",
        """create table experiments (
            id varchar primary key, run varchar, drawn json, created timestamptz default now())""",
    ),
    (
        """create table label_log (
            number bigint, content varchar, said varchar, state varchar, moved bigint,
            decided timestamptz default now())""",
        """create table label_decisions (
            number bigint, key varchar, action varchar, label varchar, decider varchar)""",
        """create table label_rules (
            id varchar primary key, rule json, created timestamptz default now())""",
        """create table label_rechecks (
            content varchar, key varchar, first varchar, again varchar,
            decided timestamptz default now())""",
    ),
    (
        """create table theme_edits (
            run varchar, number bigint, edit json, made timestamptz default now(),
            primary key (run, number))""",
        """create table kept_themes (
            name varchar primary key, theme json, kept timestamptz default now())""",
    ),
)


def bring_up_to_date(cursor: duckdb.DuckDBPyConnection) -> None:
    """Run the steps this database has not seen yet.

    Raises:
        EngineError: The database was made by a newer Backroom.
    """
    cursor.execute("create table if not exists version (step integer)")
    [(seen,)] = cursor.sql("select count(*) from version").fetchall()
    if seen > len(STEPS):
        raise EngineError("This workspace was made by a newer Backroom; update the app.")
    for number, statements in enumerate(STEPS[seen:], start=seen + 1):
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("insert into version values (?)", [number])
