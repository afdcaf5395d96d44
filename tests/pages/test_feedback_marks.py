"""Comments with parts marked in them: what is shown is the comment, and only that is marked."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ui.feedback_comments import marked

OPEN = ":yellow-background["
SIGN = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_back(markdown: str) -> tuple[str, list[str]]:
    """The text that such markdown shows, without blanks, and the parts that are marked."""
    text, parts, inside = "", [], False
    while markdown:
        escaped = SIGN.match(markdown)
        if markdown.startswith(OPEN):
            markdown, inside = markdown[len(OPEN) :], True
            parts.append("")
            continue
        if markdown[0] == "]" and inside:
            markdown, inside = markdown[1:], False
            continue
        sign = escaped.group(1) if escaped else markdown[0]
        assert escaped or not re.match(r"[!-/:-@\[-`{-~]", sign), markdown
        markdown = markdown[len(escaped.group()) if escaped else 1 :]
        text += sign
        if inside:
            parts[-1] += sign
    return "".join(text.split()), ["".join(part.split()) for part in parts]


@given(
    st.text(alphabet="ab [](){}*_`<>:#\\|~$!\n\té🙂", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_shows_the_comment_and_marks_only_what_was_asked(
    comment: str, spans: list[tuple[int, int]]
) -> None:
    spans = [(min(span), max(span)) for span in spans]
    text, parts = read_back(marked(comment, spans))
    assert text == "".join(comment.split())
    asked = ["".join(comment[start:end].split()) for start, end in spans]
    assert all(part in asked for part in parts)


def test_parts_stand_where_they_are_in_the_comment() -> None:
    comment = "Far too *late*, and late again."
    spans = [(9, 13), (20, 24), (8, 14)]
    assert marked(comment, spans) == (
        r"Far too :yellow-background[\*late\*]\, and :yellow-background[late] again\."
    )
