"""The one owner of DuckDB: uploads, checked tables, runs, results, kept work."""

from engine.workspace.answers import AnswerStore, KeptAnswers
from engine.workspace.calls import (
    ANSWERED,
    SENT,
    Call,
    CallsSeen,
    Spending,
    calls_of,
    calls_seen,
    mean_cost,
    note_call,
    spending_of,
)
from engine.workspace.decisions import (
    VERDICTS,
    Decision,
    Things,
    decide,
    decide_all,
    decisions_of,
    forget_decisions,
    order_of,
    put_in_order,
)
from engine.workspace.experiments import (
    KeptExperiment,
    find_experiment,
    forget_experiment,
    keep_experiment,
    list_experiments,
)
from engine.workspace.keeping import (
    joined_name,
    keep_joined,
    keep_mended,
    keep_table,
    table_id,
)
from engine.workspace.label_rules import (
    answer_label_recheck,
    drop_label_rule,
    keep_label_rule,
    kept_label_rules,
    label_rechecks,
)
from engine.workspace.labelling import (
    ACTIONS,
    REVIEWER,
    LabelDecision,
    LabelEntry,
    decide_labels,
    forget_labels,
    label_entries,
    labels_decided,
    labels_moved,
    labels_next,
    redo_labels,
    undo_labels,
)
from engine.workspace.mappings import (
    all_remembered,
    forget_mapping,
    remember_mapping,
    remembered_mapping,
)
from engine.workspace.owner import Workspace
from engine.workspace.results import (
    KeptUnits,
    keep_beside,
    keep_results,
    open_document,
    open_result_table,
    result_mark,
)
from engine.workspace.runs import (
    ENDED,
    RunRow,
    begin_run,
    end_run,
    find_run,
    forget_run,
    list_runs,
    mark_interrupted,
    note_steps,
    note_stop,
    start_run,
)
from engine.workspace.servers import remember_habits, remembered_habits
from engine.workspace.tables import (
    CheckedTable,
    find_table,
    forget_file,
    list_tables,
    open_doubts,
    open_left_out,
    open_lines,
    open_rejects,
)
from engine.workspace.taxonomies import (
    drop_kept_theme,
    drop_theme_edit,
    keep_theme_edit,
    kept_themes,
    theme_edits,
)
from engine.workspace.uploads import Upload, spool

__all__ = [
    "ACTIONS", "ANSWERED", "ENDED", "REVIEWER", "SENT", "VERDICTS", "AnswerStore", "Call",
    "CallsSeen", "CheckedTable", "Decision", "KeptAnswers", "KeptExperiment", "KeptUnits",
    "LabelDecision", "LabelEntry", "RunRow", "Spending", "Things", "Upload", "Workspace",
    "all_remembered", "answer_label_recheck", "begin_run", "calls_of", "calls_seen", "decide",
    "decide_all", "decide_labels", "decisions_of", "drop_kept_theme", "drop_label_rule",
    "drop_theme_edit", "end_run", "find_experiment", "find_run", "find_table", "forget_decisions",
    "forget_experiment", "forget_file", "forget_labels", "forget_mapping", "forget_run",
    "joined_name", "keep_beside", "keep_experiment", "keep_joined", "keep_label_rule",
    "keep_mended", "keep_results", "keep_table", "keep_theme_edit", "kept_label_rules",
    "kept_themes", "label_entries", "label_rechecks", "labels_decided", "labels_moved",
    "labels_next",
    "list_experiments", "list_runs", "list_tables", "mark_interrupted", "mean_cost", "note_call",
    "note_steps", "note_stop", "open_document", "open_doubts", "open_left_out", "open_lines",
    "open_rejects", "open_result_table", "order_of", "put_in_order", "redo_labels",
    "remember_habits", "remember_mapping", "remembered_habits", "remembered_mapping", "result_mark",
    "spending_of", "spool", "start_run", "table_id", "theme_edits", "undo_labels",
]  # fmt: skip
