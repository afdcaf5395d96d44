"""Asking: a table of texts, one question, one JSON schema; an answer for every text."""
