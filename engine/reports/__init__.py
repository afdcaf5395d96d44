"""Tables and a manifest → files; never a tool's own result type."""

from engine.reports.account import inputs_of, manifest_of_run
from engine.reports.csv import to_csv
from engine.reports.folder import prepare_folder, to_json, write_files
from engine.reports.html import Section, to_html
from engine.reports.manifest import Account, build_manifest
from engine.reports.rounding import rounded
from engine.reports.xlsx import Sheet, to_xlsx

__all__ = [
    "Account",
    "Section",
    "Sheet",
    "build_manifest",
    "inputs_of",
    "manifest_of_run",
    "prepare_folder",
    "rounded",
    "to_csv",
    "to_html",
    "to_json",
    "to_xlsx",
    "write_files",
]
