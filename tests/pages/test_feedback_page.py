"""The Feedback page: a finished run, filters that are in the address, and what they leave."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom
from tests.pages.conftest import orders_csv, said, settle
from tests.pages.feedback_runs import RUN, keep_run, survey_csv

Open = Callable[[], AppTest]
HOSTILE = "<b>x</b> [y](http://z.example) :red[hot] $a$ far too late"


@pytest.fixture
def feedback_page(open_app: Open, desk: Backroom) -> AppTest:
    """The app on a finished run."""
    return open_run(open_app, keep_run(desk))


def open_run(open_app: Open, run: str, **address: str | list[str]) -> AppTest:
    app = open_app()
    app.query_params["run"] = run
    for name, value in address.items():
        app.query_params[name] = value
    page = app.switch_page("pages/feedback.py").run()
    assert not page.exception
    return page


def show(page: AppTest, tab: str) -> AppTest:
    """Open a tab."""
    page.session_state[f"feedback_tabs_{RUN}"] = next(
        one for one in TABS if one.endswith(f": {tab}")
    )
    page.run()
    assert not page.exception
    return page


TABS = (
    ":material/speed: Score",
    ":material/topic: Themes",
    ":material/groups: Segments",
    ":material/forum: Comments",
    ":material/call: Who to call",
    ":material/mood: Mood",
    ":material/download: Take away",
)


def told(page: AppTest) -> str:
    """What a page says, without the signs that keep text from being markup."""
    return said(page).replace("\\", "")


def test_says_what_to_do_when_there_is_no_file(open_app: Open) -> None:
    page = open_app().switch_page("pages/feedback.py").run()
    assert not page.exception
    assert "Drop a survey or reviews" in said(page)


def test_orders_are_no_survey(open_app: Open, desk: Backroom) -> None:
    page = open_app().switch_page("pages/feedback.py").run()
    page.file_uploader(key="feedback_file").set_value([("a.csv", orders_csv(), "text/csv")]).run()
    page = settle(page, desk)
    assert "this needs a survey or reviews" in told(page)


def test_the_score_stands_with_its_method_range_and_interval(
    feedback_page: AppTest, desk: Backroom
) -> None:
    nps = desk.feedback_measures(RUN, {}).nps
    text = told(feedback_page)
    assert f"Shifted NPS {nps['shifted']:.1f}: {nps['interpretation']}" in text
    assert "On a scale 0 to 100." in text
    assert f"The standard NPS is {nps['standard']:+.1f}, between {nps['low']:+.1f} and" in text
    assert "Delivery costs *points*." in text


def test_every_tab_is_drawn(feedback_page: AppTest) -> None:
    for tab in ("Themes", "Segments", "Comments", "Who to call", "Mood", "Take away"):
        show(feedback_page, tab)
    assert "Download everything" in "".join(
        one.label for one in feedback_page.get("download_button")
    )


def test_filters_of_the_address_hold_and_what_the_file_has_not_is_dropped(
    open_app: Open, desk: Backroom
) -> None:
    address = {"theme": ["Delivery", "Nothing"], "in.country": "Spain", "in.planet": "Mars"}
    page = open_run(open_app, keep_run(desk), **address)
    left = desk.feedback_measures(RUN, {"theme": ["Delivery"], "country": ["Spain"]}).totals
    assert f"{left['responses']} of 90 responses: Theme: Delivery · country: Spain" in told(page)
    assert page.query_params["theme"] == "Delivery"
    assert page.query_params["in.country"] == "Spain"
    assert "in.planet" not in page.query_params


def test_a_filter_that_is_set_is_in_the_address_and_clearing_takes_it_out(
    feedback_page: AppTest,
) -> None:
    feedback_page.multiselect(key=f"feedback_by_group_{RUN}").set_value(["detractor"]).run()
    assert not feedback_page.exception
    assert feedback_page.query_params["group"] == "detractor"
    assert "Group: Detractors" in told(feedback_page)
    feedback_page.button(key=f"feedback_clear_{RUN}").click().run()
    assert "group" not in feedback_page.query_params
    assert "Group: Detractors" not in told(feedback_page)
    assert feedback_page.multiselect(key=f"feedback_by_group_{RUN}").value == []


def test_days_filter_too_and_stay_within_the_file(open_app: Open, desk: Backroom) -> None:
    page = open_run(open_app, keep_run(desk), **{"from": "2026-03-01", "to": "9999-01-01"})
    left = desk.feedback_measures(RUN, {"from": ["2026-03-01"]}).totals["responses"]
    assert 0 < left < 90
    assert f"{left} of 90 responses" in told(page)
    assert page.query_params["to"] < "2026-04"
    page = open_run(open_app, RUN, **{"from": "soon"})
    assert "of 90 responses" not in told(page)


def test_a_theme_leads_to_its_comments(feedback_page: AppTest) -> None:
    feedback_page.query_params["theme"] = "Delivery"
    show(feedback_page, "Comments")
    text = told(feedback_page)
    assert "far too :yellow-background[late] and nobody told me" in text
    assert "well made" not in text


def test_comments_are_found_by_their_words(feedback_page: AppTest) -> None:
    show(feedback_page, "Comments")
    feedback_page.text_input(key=f"feedback_words_{RUN}").set_value("SOLID 1").run()
    assert not feedback_page.exception
    shown = [one.value for one in feedback_page.markdown if "solid" in one.value]
    assert shown
    assert "nobody told me" not in told(feedback_page)
    feedback_page.text_input(key=f"feedback_words_{RUN}").set_value("no such words").run()
    assert "No comment is like that" in said(feedback_page)


def test_comments_are_shown_as_they_stand_and_never_as_markup(
    open_app: Open, desk: Backroom
) -> None:
    page = open_run(open_app, keep_run(desk, survey_csv(comment=HOSTILE)))
    show(page, "Comments")
    assert HOSTILE in told(page).replace(":yellow-background[late]", "late")
    assert "<b>x" not in said(page)
    assert "[y](http" not in said(page)


def test_few_answers_are_said_to_be_few(open_app: Open, desk: Backroom) -> None:
    page = open_run(open_app, keep_run(desk, survey_csv(12)))
    assert "Not enough answers to tell" in told(page)


def test_a_run_of_another_workspace_is_said(open_app: Open) -> None:
    assert "not in this workspace" in said(open_run(open_app, "nosuchrun"))


def test_nothing_left_is_said(open_app: Open, desk: Backroom) -> None:
    page = open_run(open_app, keep_run(desk), theme="Delivery", group="promoter")
    assert "No response is left under these filters" in said(page)


def test_a_form_asks_for_what_it_shows(
    open_app: Open, desk: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_run(open_app, keep_run(desk))
    asked = []

    def find(*question: object, **how: object) -> str:
        asked.append((question[-1], how))
        return RUN

    monkeypatch.setattr(Backroom, "find_feedback", find)
    page.number_input(key="feedback_themes").set_value(5).run()
    page.multiselect(key="feedback_segments").set_value(["country"]).run()
    page.button(key="feedback_find").click().run()
    assert not page.exception
    [(options, how)] = asked
    assert (options.themes, options.segments, options.sure) == (5, ("country",), 0.95)
    assert how["model"] == "local"


def test_a_number_that_cannot_be_asked_for_says_so(open_app: Open, desk: Backroom) -> None:
    page = open_run(open_app, keep_run(desk))
    page.number_input(key="feedback_themes").set_value(1).run()
    assert "themes must be 0, or between 2 and 30" in told(page)
    assert page.button(key="feedback_find").disabled
