"""Asking: a table of texts, one question, one JSON schema; an answer for every text."""

from engine.asking.options import AskOptions
from engine.asking.pipeline import AskTables, ask
from engine.asking.result import AskResult

__all__ = ["AskOptions", "AskResult", "AskTables", "ask"]
