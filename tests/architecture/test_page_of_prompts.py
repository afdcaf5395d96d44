"""docs/prompts.md tells what Bundles asks of language models, to the letter."""

from pathlib import Path

from docs.make_prompts import page

PAGE = Path(__file__).parents[2] / "docs" / "prompts.md"


def test_the_page_is_as_the_questions_are() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m docs.make_prompts"
