"""The knobs themselves, one field each; `docs/settings.md` is made from here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.settings.values import knob

_MODEL, _PACE, _BATCH = "Model", "Pace", "Batches"
_KEPT, _MONEY, _PRIVACY = "Remembered answers", "Budget", "Privacy"
_WATCH, _FEEDBACK, _FLAGS = "Watching", "Feedback", "Optimisations"


def _flag(name: str, says: str) -> bool:
    flag: bool = knob(default=True, says=says, kind="yes_no", group=_FLAGS, written=f"ml.{name}",
                      names=(f"ml.{name}",))  # fmt: skip
    return flag


@dataclass(frozen=True)
class Settings:
    """The engine's knobs; each field's `Knob` says what it does, in which unit and range.

    Attributes:
        home: Folder of the workspace: database, checked tables, spool.
    """

    home: Path
    upload_limit_mb: int = knob(512, "largest upload and largest unpacked file", unit="MiB")
    runs_at_once: int = knob(2, "runs that compute at the same time; the rest queue", unit="runs")
    threads: int = knob(2, "threads DuckDB may use for one query", unit="threads")
    spool_hours: int = knob(
        4, "how long an upload's bytes are held while its mapping is open", unit="hours"
    )
    kept_mb: int = knob(512, "space for itemsets and the like kept between runs", unit="MiB")

    model: str = knob(
        "local", "which models answer where a run does not say: those of this computer, or an "
        "OpenAI-compatible server", kind="choice", choices=("local", "openai"), group=_MODEL,
    )  # fmt: skip
    provider: str = knob(
        "openai", "the kind of server, which decides its address, limits and prices",
        kind="choice", group=_MODEL,
        choices=("openai", "azure", "openrouter", "ollama", "lmstudio", "vllm", "other"),
    )  # fmt: skip
    base_url: str = knob(
        "", "address of the server, with /v1; empty for the provider's own", kind="text",
        group=_MODEL, names=("OPENAI_BASE_URL",),
    )  # fmt: skip
    ai_model: str = knob(
        "gpt-4o-mini", "the chat model asked for", kind="text", group=_MODEL, names=("AI_MODEL",)
    )
    embedding_model: str = knob(
        "", "the server's embedding model; empty uses the local one", kind="text", group=_MODEL,
        names=("EMBEDDING_MODEL",),
    )  # fmt: skip
    call_timeout_s: float = knob(
        60.0, "longest time for one request", kind="number", unit="seconds", group=_MODEL,
        least=0.1,
    )  # fmt: skip
    run_timeout_s: float = knob(
        1800.0, "longest time a run waits for the server in all; what is left then is answered "
        "by the local model", kind="number", unit="seconds", group=_MODEL, least=1,
    )  # fmt: skip

    max_rps: float = knob(
        8.0, "requests in any one second, over all pages, tabs and runs; the lane keeps to 0.95 "
        "of it", kind="number", unit="requests a second", group=_PACE, least=0.01, most=1000,
        names=("MAX_RPS", "OPENAI_RATE_LIMIT_RPS"), lowest=True,
    )  # fmt: skip
    concurrent_workers: int | str = knob(
        "auto", "requests in flight at once; auto is pace times observed latency, at most 32",
        group=_PACE, unit="requests", most=256, choices=("auto",),
        names=("OPENAI_CONCURRENT_WORKERS",),
    )  # fmt: skip
    tokens_per_minute: int = knob(
        0, "tokens in any one minute; 0 for no limit", unit="tokens", group=_PACE, least=0,
        names=("OPENAI_TOKENS_PER_MINUTE",),
    )  # fmt: skip
    parallel_processing: bool = knob(
        default=True, says="more than one request at a time; switched off, results stay the same",
        kind="yes_no", group=_PACE, names=("ENABLE_PARALLEL_PROCESSING",),
    )  # fmt: skip

    batch_size_optimal: int = knob(
        120, "comments in one request", unit="items", group=_BATCH, most=1000,
        names=("BATCH_SIZE_OPTIMAL",),
    )  # fmt: skip
    max_batch_size: int = knob(
        0, "most items of any kind in one request; 0 for no such cap", unit="items", group=_BATCH,
        least=0, most=2048, names=("MAX_BATCH_SIZE",),
    )  # fmt: skip
    embed_batch_size: int = knob(
        100, "texts in one embedding request", unit="texts", group=_BATCH, most=2048,
    )  # fmt: skip
    embed_concurrent_batches: int = knob(
        3, "embedding requests in flight at once", unit="requests", group=_BATCH, most=256,
        names=("EMBED_CONCURRENT_BATCHES",),
    )  # fmt: skip
    request_tokens: int = knob(
        24_000, "most tokens of items in one request", unit="tokens", group=_BATCH, least=500,
    )  # fmt: skip

    comment_cache: bool = knob(
        default=True, says="answers are remembered for later runs", kind="yes_no", group=_KEPT,
        names=("ENABLE_COMMENT_CACHE",),
    )  # fmt: skip
    cache_ttl_days: float = knob(
        7.0, "how long an answer is remembered", kind="number", unit="days", group=_KEPT,
        least=0.0001, names=("CACHE_TTL_DAYS",),
    )  # fmt: skip
    cache_mb: int = knob(256, "space for remembered answers", unit="MiB", group=_KEPT)

    budget_usd: float = knob(
        5.0, "most a run may spend; 0 for no cap", kind="number", unit="USD", group=_MONEY,
        least=0, names=("BUDGET_USD",),
    )  # fmt: skip
    redact: bool = knob(
        default=True, says="e-mail addresses, phone, card and account numbers and secret links "
        "are replaced before anything leaves this computer", kind="yes_no", group=_PRIVACY,
    )  # fmt: skip

    log_performance_metrics: bool = knob(
        default=False, says="writes one JSON line for each step of a run to logs/performance.jsonl",
        kind="yes_no", group=_WATCH, names=("LOG_PERFORMANCE_METRICS",),
    )  # fmt: skip
    alert_threshold_seconds: float = knob(
        0.0, "a run that takes longer is marked on the Runs page and in its manifest; 0 marks "
        "none", kind="number", unit="seconds", group=_WATCH, least=0,
        names=("ALERT_THRESHOLD_SECONDS",),
    )  # fmt: skip

    nps_calculation_method: str = knob(
        "shifted", "the headline score of a survey", kind="choice", group=_FEEDBACK,
        choices=("standard", "shifted", "absolute", "weighted"),
        names=("NPS_CALCULATION_METHOD",),
    )  # fmt: skip
    file_parser_mode: str = knob(
        "flexible", "how a survey's columns are recognised: by exact headings only (base), or by "
        "every heading and their contents", kind="choice", group=_FEEDBACK,
        choices=("base", "flexible"), names=("FILE_PARSER_MODE",),
    )  # fmt: skip

    ml_parallel_candidate_generation: bool = _flag(
        "parallel_candidate_generation", "candidates of all sizes are generated side by side"
    )
    ml_reduced_optimization_iterations: bool = _flag(
        "reduced_optimization_iterations",
        "only candidates that could be the portfolio's next pick are weighed anew for it, and "
        "trade-offs are searched over 10 generations of 50 portfolios instead of 50 of 100",
    )
    ml_fast_itemsets: bool = _flag(
        "fast_itemsets", "itemsets are mined by bit sets; switched off, by mlxtend"
    )
    ml_parallel_embedding_batches: bool = _flag(
        "parallel_embedding_batches", "embedding requests go side by side"
    )
    ml_faiss_similarity_search: bool = _flag(
        "faiss_similarity_search", "nearest neighbours are found by faiss; switched off, by numpy"
    )
    ml_bottom_up_ladder: bool = _flag(
        "bottom_up_ladder",
        "tiers of evidence are climbed from the weakest up; switched off, from "
        "the strongest down; the stronger evidence wins either way",
    )


FLAGS = tuple(name for name in Settings.__dataclass_fields__ if name.startswith("ml_"))
