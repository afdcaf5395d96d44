"""The part of the door that is about themes once they are found: rename, merge, split, keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.errors import NotFound
from engine.feedback.meaning.editing import checked_edit, told_of
from engine.feedback.meaning.edits import apply_edits, pinned_of
from engine.feedback.meaning.taxonomy import Pinned
from engine.run_door import RunDoor
from engine.workspace import (
    drop_kept_theme,
    drop_theme_edit,
    keep_theme_edit,
    kept_themes,
    open_result_table,
    theme_edits,
)


class ThemeDoor(RunDoor):
    """Themes of finished runs as a user has them, and those that are looked for in every file."""

    def theme_edits(self, run: str) -> list[dict[str, Any]]:
        """What was changed about a run's themes, the first change first.

        Returns:
            action, names, into, words and `says`, a sentence.
        """
        return [edit | {"says": told_of(edit)} for edit in theme_edits(self._workspace, run)]

    def edit_theme(
        self, run: str, action: str, names: Sequence[str], into: str = "",
        words: str | Sequence[str] = "",
    ) -> dict[str, Any]:  # fmt: skip
        """Change a run's themes; nothing is analysed again.

        Themes that were renamed, merged, split off or pinned are looked for in the next file too.

        Args:
            run: A finished run of Feedback.
            action: `rename`, `merge`, `split`, `pin` or `unpin`.
            names: The themes it is about, as they are called by now; several for `merge` only.
            into: What the theme is called then; for a split the part that goes. May be empty but
                for `rename`.
            words: Words a split goes by, with commas between; empty to have some found.

        Returns:
            The edit, as `theme_edits` has it.

        Raises:
            NotFound: The run kept no themes, or has none of that name.
            OptionRefused: The action is unknown, or not possible with these names or words.
            TooSmall: A theme does not fall into two.
        """
        responses, themes = self.edited_themes(run)
        wish = {"action": action, "names": list(names), "into": into, "words": words}
        edit = checked_edit(responses, themes, wish)
        after = apply_edits(responses, themes, [edit])[1]
        keep_theme_edit(self._workspace, run, edit, *_difference(themes, after))
        return edit | {"says": told_of(edit)}

    def undo_theme_edit(self, run: str) -> str | None:
        """Take back what was changed last about a run's themes; what it was, or None.

        Raises:
            NotFound: The run kept no themes.
        """
        edits = theme_edits(self._workspace, run)
        if not edits:
            return None
        before = self.edited_themes(run)[1]
        after = apply_edits(*self._themes_found(run), edits[:-1])[1]
        drop_theme_edit(self._workspace, run, *_difference(before, after))
        return told_of(edits[-1])

    def kept_taxonomy(self) -> list[dict[str, Any]]:
        """The themes that are looked for in every file, by name: name, words, aspects."""
        return kept_themes(self._workspace)

    def forget_theme(self, name: str) -> None:
        """Look for a theme no longer; what runs found stays.

        Raises:
            NotFound: None of this name is kept.
        """
        if not drop_kept_theme(self._workspace, name):
            raise NotFound(f"No theme {name!r} is kept; it may have been forgotten already.")

    def taxonomy(self) -> tuple[Pinned, ...]:
        """The same themes as `find_themes` takes them."""
        return tuple(Pinned.of(told) for told in kept_themes(self._workspace))

    def edited_themes(self, run: str) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
        """A run's responses and themes as the user has them; see `apply_edits`.

        Raises:
            NotFound: The run kept no themes.
        """
        return apply_edits(*self._themes_found(run), theme_edits(self._workspace, run))

    def _themes_found(self, run: str) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
        themes = open_result_table(self._workspace, run, "themes").to_dicts()
        return open_result_table(self._workspace, run, "responses"), themes


def _difference(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Pinned themes that are new or different, as plain values by name, and names that are gone."""
    was, is_now = pinned_of(before), pinned_of(after)
    new = {name: one.as_dict() for name, one in is_now.items() if was.get(name) != one}
    return new, [name for name in was if name not in is_now]
