"""Settings: which models answer, a trial, the budget, privacy, remembered answers, pace."""

import streamlit as st

from ui.desk import open_desk
from ui.frame import require_frame
from ui.kept_answers import show_kept_answers
from ui.model_settings import show_model_settings
from ui.money_settings import show_money_settings
from ui.pace_settings import show_pace_settings
from ui.privacy_settings import show_privacy_settings
from ui.trial import show_trial

require_frame()
backroom = open_desk()
st.title("Settings")
st.caption("Backroom works as it is, without a key or an account. Change only what you need.")
TRIAL = ":material/science: Try it"
ROOMS = {
    ":material/smart_toy: Models": show_model_settings,
    TRIAL: show_trial,
    ":material/payments: Budget": show_money_settings,
    ":material/lock: Privacy": show_privacy_settings,
    ":material/bookmark: Remembered answers": show_kept_answers,
    ":material/speed: Pace": show_pace_settings,
}
first = TRIAL if st.query_params.get("tab") == "trial" else None
for tab, show in zip(st.tabs(list(ROOMS), default=first), ROOMS.values(), strict=True):
    with tab:
        show(backroom)
