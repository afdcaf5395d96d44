"""The panel of a run that goes on: its bar does not go back."""

from streamlit.testing.v1 import AppTest

from engine import JobView, StepView


def shown(fractions: list[float]) -> list[int]:
    """What the bar shows, look by look, of a run whose steps have come so far."""

    def page() -> None:
        import streamlit as st

        from ui.run_panel import _shown

        st.session_state["bar"] = _shown(st.session_state["view"])

    app, told = AppTest.from_function(page), []
    for fraction in fractions:
        steps = StepView("Run", "running", done=round(100 * fraction), total=100)
        app.session_state["view"] = JobView("run", "bundles", "orders", "running", 0, steps)
        app.run()
        assert not app.exception
        told.append(round(100 * app.session_state["bar"]))
    return told


def test_a_step_that_comes_late_takes_nothing_back() -> None:
    assert shown([0.0, 0.68, 1.0, 0.94, 0.97]) == [0, 68, 99, 99, 99]


def test_a_run_that_is_begun_anew_begins_at_nothing() -> None:
    assert shown([0.5, 0.54, 0.0, 0.1]) == [50, 54, 0, 10]
