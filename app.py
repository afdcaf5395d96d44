"""The frame of Backroom: page settings, navigation, what runs now, and the page itself."""

import streamlit as st

from ui.desk import open_desk
from ui.frame import FRAMED, navigate, set_page
from ui.present import presenting
from ui.under_way import show_under_way

set_page()
st.logo("ui/logo.svg", size="large", icon_image="ui/icon.svg")
st.session_state[FRAMED] = True
page = navigate()
backroom = open_desk()
if not presenting():
    with st.sidebar:
        show_under_way(backroom)
page.run()
