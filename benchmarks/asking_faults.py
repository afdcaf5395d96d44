"""What becomes of 3,000 comments where a server does everything wrong, each at one request in ten?

The test server answers 429 with and without Retry-After, 500 and pages of HTML, drops and cuts
connections, trickles, refuses, cuts its JSON off with and without saying so, breaks the schema,
leaves items out, answers some twice and some that nobody asked about; and it lets only 8 requests
into any sliding second. Every answer is compared with what the server says about that very text.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl

from benchmarks.asking import LIMIT, SCHEMA, comments, test_server, told
from benchmarks.common import (
    arguments,
    print_claim,
    print_setting,
    print_table,
    read_table,
    succeed,
)
from engine import AskOptions, Backroom, Settings

COMMENTS = 3_000
ECHOED = 40


def main() -> None:
    """Ask under faults, once for each seed; print what became of the comments."""
    asked = arguments("Asking a server that does everything wrong.", seeds=3)
    print_setting()
    rows = []
    held = wrong = lost = most = 0
    for seed in range(asked.seeds):
        switches = ("--every", "0.1", "--seed", str(seed), "--latency", "0.5",
                    "--limit", str(LIMIT), "--retry-after-ms", "500")  # fmt: skip
        with test_server(*switches) as address, tempfile.TemporaryDirectory() as home:
            answers = _answers(address, Path(home))
            seen = told(f"{address.removesuffix('/v1')}/_seen")
        by = answers.group_by(pl.col("made_by").fill_null("nobody")).len().sort("made_by")
        made_by = ", ".join(f"{name} {count}" for name, count in by.iter_rows())
        served = answers.filter(pl.col("made_by").str.starts_with("vllm"))
        echo = pl.concat_str(pl.lit("about: "), pl.col("text").str.slice(0, ECHOED))
        wrong += served.filter(pl.col("about") != echo).height
        unexplained = pl.col("reason").is_null() & ~pl.col("made_by").str.starts_with("vllm")
        lost += COMMENTS - answers.height + answers.filter(unexplained).height
        held += seen["limited"]
        most = max(most, seen["most_in_second"])
        rows.append((str(seed), f"{served.height:,}", str(COMMENTS - served.height),
                     str(seen["requests"]), str(seen["most_in_second"]), str(seen["limited"]),
                     made_by))  # fmt: skip
    print_table(("seed", "by the server", "not by it", "requests", "most in a second", "held back",
                 "made by"), rows)  # fmt: skip
    print()
    print_claim("no answer is on another text", str(wrong), holds=wrong == 0)
    print_claim("every text has its answer or a reason", str(lost), holds=lost == 0)
    print_claim(f"at most {LIMIT} requests in any second", str(most), holds=most <= LIMIT)
    print_claim("no request is held back by the server's limit", str(held), holds=held == 0)


def _answers(address: str, home: Path) -> pl.DataFrame:
    file = home / "survey.csv"
    file.write_text("score,comment\n" + "".join(f'7,"{c}"\n' for c in comments(COMMENTS)), "utf-8")
    backroom = Backroom.open(
        Settings(home=home, provider="vllm", base_url=address, ai_model="gpt-4o-mini",
                 budget_usd=0, call_timeout_s=20)
    )  # fmt: skip
    try:
        table = read_table(backroom, file)
        options = AskOptions(question="How does the customer feel, about what?", schema=SCHEMA,
                             model="openai")  # fmt: skip
        run = backroom.ask(table, options)
        succeed(backroom, run)
        return backroom.result_table(run, "answers")
    finally:
        backroom.close()


if __name__ == "__main__":
    main()
