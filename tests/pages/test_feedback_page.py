"""The Feedback page: a finished run, filters that are in the address, and what they leave."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom, FeedbackOptions, OptionRefused
from tests.pages.conftest import orders_csv, said, settle
from tests.pages.feedback_runs import RUN, keep_run, survey_csv
from ui.feedback_results import TABS
from ui.words import signed

Open = Callable[[], AppTest]
HOSTILE = "<b>x</b> [y](http://z.example) :red[hot] $a$ far too late"
ICONS = {
    "Score": "speed", "Themes": "topic", "Segments": "groups", "Comments": "forum",
    "Who to call": "call", "Mood": "mood", "Take away": "download",
}  # fmt: skip


@pytest.fixture
def feedback_page(open_app: Open, desk: Backroom) -> AppTest:
    """The app on a finished run."""
    return open_run(open_app, keep_run(desk))


def open_run(open_app: Open, run: str, tab: str = "Score", **address: str | list[str]) -> AppTest:
    app = open_app()
    app.query_params["run"] = run
    app.session_state[f"feedback_tabs_{RUN}"] = f":material/{ICONS[tab]}: {tab}"
    for name, value in address.items():
        app.query_params[name] = value
    page = app.switch_page("pages/feedback.py").run()
    assert not page.exception
    return page


def show(page: AppTest, tab: str) -> AppTest:
    """Open a tab."""
    page.session_state[f"feedback_tabs_{RUN}"] = f":material/{ICONS[tab]}: {tab}"
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=f"feedback_{key}_{RUN}").click().run()
    assert not page.exception
    return page


def told(page: AppTest) -> str:
    """What a page says, without the signs that keep text from being markup."""
    return said(page).replace("\\", "").replace("\N{WORD JOINER}", "")


def test_says_what_to_do_without_a_file_and_with_another(open_app: Open, desk: Backroom) -> None:
    page = open_run(open_app, "nosuchrun")
    assert "not in this workspace" in said(page)
    assert "Drop a survey or reviews" in said(page)
    page.file_uploader(key="feedback_file").set_value([("a.csv", orders_csv(), "text/csv")]).run()
    assert "this needs a survey or reviews" in told(settle(page, desk))


def test_the_score_stands_with_its_method_range_and_interval(
    feedback_page: AppTest, desk: Backroom
) -> None:
    nps = desk.feedback_measures(RUN, {}).nps
    text = told(feedback_page)
    assert f"Shifted NPS {nps['shifted']:.1f}: {nps['interpretation']}" in text
    assert "On a scale 0 to 100." in text
    assert f"The standard NPS is {signed(nps['standard'])}, between {signed(nps['low'])}" in text
    assert "Delivery costs *points*." in text


def test_few_answers_get_no_verdict(open_app: Open, desk: Backroom) -> None:
    text = told(open_run(open_app, keep_run(desk, survey_csv(12))))
    nps = desk.feedback_measures(RUN, {}).nps
    assert f"Shifted NPS {nps['shifted']:.1f}" in text
    assert f"{nps['shifted']:.1f}: {nps['interpretation']}" not in text
    assert "Not enough answers to tell: 12" in text


def test_a_survey_without_comments_shows_no_tabs_about_them(open_app: Open, desk: Backroom) -> None:
    rows = [",".join(row.split(",")[:3]) for row in survey_csv(90).decode().splitlines()]
    page = open_run(open_app, keep_run(desk, "\n".join([*rows, ""]).encode()))
    tabs = [tab.label for tab in page.get("tab") if tab.label in TABS]
    shown = [tab.split(": ", 1)[1] for tab in tabs]
    assert shown == ["Score", "Segments", "Who to call", "Take away"]
    assert "In their words" not in told(page)


def test_every_tab_shows_its_part(open_app: Open, desk: Backroom) -> None:
    feedback_page = open_run(open_app, keep_run(desk), tab="Themes")
    for tab, words in (
        ("Themes", "2 themes"),
        ("Segments", "Standard NPS by country"),
        ("Who to call", "Who to call first"),
        ("Mood", "30 in none"),
    ):
        shown = told(show(feedback_page, tab))
        bars = "".join(bar.text for bar in feedback_page.get("progress"))
        assert words in shown + bars
    show(feedback_page, "Take away")
    files = [one.label for one in feedback_page.get("download_button")]
    assert {"feedback.xlsx", "feedback.pptx", "responses.csv", "manifest.json"} <= set(files)


def test_a_scale_without_an_nps_shows_its_mean(open_app: Open, desk: Backroom) -> None:
    page = open_run(open_app, keep_run(desk, survey_csv(five=True)))
    csat = desk.feedback_measures(RUN, {}).csat
    assert f"Mean score {csat['mean']:.2f} on 1-5" in told(page)
    assert "they gave 4 or more" in told(page)
    show(page, "Segments")
    assert "Mean score by country" in told(page)


def test_filters_of_the_address_hold_and_what_the_file_has_not_is_dropped(
    open_app: Open, desk: Backroom
) -> None:
    address = {
        "theme": ["Delivery", "Nothing"], "in.country": "Spain", "in.planet": "Mars",
        "from": "2026-02-01", "to": "9999-01-01",
    }  # fmt: skip
    page = open_run(open_app, keep_run(desk), **address)
    last = page.query_params["to"]
    assert "2026-03" < last < "2026-04"
    kept = {"theme": ["Delivery"], "country": ["Spain"], "from": ["2026-02-01"], "to": [last]}
    left = desk.feedback_measures(RUN, kept).totals["responses"]
    assert 0 < left < 30
    assert f"{left} of 90 responses: Theme: Delivery · Country: Spain · From: 2026" in told(page)
    assert page.query_params["theme"] == "Delivery"
    assert page.query_params["in.country"] == "Spain"
    assert "in.planet" not in page.query_params


def test_a_filter_that_is_set_is_in_the_address_and_clearing_takes_it_out(
    feedback_page: AppTest,
) -> None:
    page = show(feedback_page, "Take away")
    page.multiselect(key=f"feedback_by_theme_{RUN}").set_value(["Delivery"]).run()
    page.query_params.clear()  # as the sidebar opens the page
    page.run()
    assert page.query_params["theme"] == "Delivery"
    page.multiselect(key=f"feedback_by_group_{RUN}").set_value(["promoter"]).run()
    assert not page.exception
    assert (page.query_params["group"], page.query_params["theme"]) == ("promoter", "Delivery")
    assert "No response is left under these filters" in said(page)
    del page.query_params["group"]  # as a step back does
    page.run()
    assert "30 of 90 responses: Theme: Delivery" in told(page)
    press(page, "clear")
    assert "theme" not in page.query_params
    assert "Filtered" not in told(page)
    assert page.multiselect(key=f"feedback_by_group_{RUN}").value == []
    assert "Shifted NPS" in told(page)


def test_comments_are_those_of_the_filters_and_of_the_words(open_app: Open, desk: Backroom) -> None:
    feedback_page = open_run(open_app, keep_run(desk), tab="Comments", theme="Delivery")
    text = told(feedback_page)
    assert ":yellow-background[parcel] came far too :yellow-background[late] and nobody" in text
    assert "well made" not in text
    press(feedback_page, "clear")
    feedback_page.text_input(key=f"feedback_words_{RUN}").set_value("FEELS solid 1").run()
    assert "well :yellow-background[made]" in told(feedback_page)
    assert "came far too" not in told(feedback_page)
    feedback_page.text_input(key=f"feedback_words_{RUN}").set_value("no such words").run()
    assert "No comment is like that" in said(feedback_page)


def test_a_small_file_is_said_to_be_small_and_its_text_is_never_markup(
    open_app: Open, desk: Backroom
) -> None:
    page = open_run(open_app, keep_run(desk, survey_csv(12, comment=HOSTILE)))
    assert "Not enough answers to tell" in told(page)
    show(page, "Comments")
    assert HOSTILE in told(page).replace(":yellow-background[late]", "late")
    assert "<b>x" not in said(page)
    assert "[y](http" not in said(page)


def test_themes_are_renamed_pinned_and_undone_and_refusals_are_said(
    open_app: Open, desk: Backroom
) -> None:
    page = open_run(open_app, keep_run(desk), tab="Themes")
    press(page, "edit_go")
    assert "Say what the theme is to be called" in said(page)
    page.text_input(key=f"feedback_edit_{RUN}_0_into").set_value("Late parcels").run()
    press(page, "edit_go")
    assert list(desk.feedback_measures(RUN, {}).themes["name"]) == ["Late parcels", "Quality"]
    assert "Late parcels" in list(page.dataframe[0].value["Theme"])
    assert [kept["name"] for kept in desk.kept_taxonomy()] == ["Late parcels"]
    text = told(show(page, "Score"))
    assert "The theme Late parcels costs the standard NPS" in text
    assert "It is a score." in text
    assert "Delivery" not in text
    press(show(page, "Themes"), "undo")
    assert "Delivery hurts." in told(show(page, "Score"))
    show(page, "Themes")
    assert list(page.dataframe[0].value["Theme"]) == ["Delivery", "Quality"]
    assert desk.kept_taxonomy() == []


def test_segments_that_the_file_has_not_are_refused(desk: Backroom) -> None:
    table = desk.run(keep_run(desk)).question["table"]
    with pytest.raises(OptionRefused, match="no segment 'nosuch' in survey"):
        desk.feedback_question(table, FeedbackOptions(segments=("nosuch",)))


def test_themes_of_other_files_are_looked_for_unless_a_box_says_otherwise(
    open_app: Open, desk: Backroom
) -> None:
    run = keep_run(desk)
    table = desk.run(run).question["table"]
    page = open_run(open_app, run, tab="Themes")
    assert "feedback_kept_themes" not in [box.key for box in page.checkbox]
    desk.edit_theme(run, "pin", ["Delivery"])
    page.run()
    assert page.checkbox(key="feedback_kept_themes").value

    def looked_for(options: FeedbackOptions) -> list[str]:
        asked = desk.feedback_question(table, options).asked
        return [theme["name"] for theme in asked["options"]["taxonomy"]]

    assert looked_for(FeedbackOptions()) == ["Delivery"]
    assert looked_for(FeedbackOptions(kept_themes=False)) == []


def test_the_form_asks_for_what_it_shows_or_says_why_it_cannot(
    open_app: Open, desk: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, asked = open_run(open_app, keep_run(desk), tab="Take away"), []

    def find(*question: object, **how: object) -> str:
        asked.append((question[-1], how))
        return RUN

    monkeypatch.setattr(Backroom, "find_feedback", find)
    page.number_input(key="feedback_themes").set_value(1).run()
    assert "themes must be 0 or between 2 and 30" in told(page)
    assert page.button(key="feedback_find").disabled
    page.number_input(key="feedback_themes").set_value(5).run()
    page.multiselect(key="feedback_segments").set_value(["country"]).run()
    page.button(key="feedback_find").click().run()
    assert not page.exception
    [(options, how)] = asked
    assert (options.themes, options.segments, options.sure) == (5, ("country",), 0.95)
    assert how["model"] == "local"
