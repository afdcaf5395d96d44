"""The frame of Backroom: page settings, navigation, what runs now, and the page itself."""

import streamlit as st

from ui.desk import open_desk
from ui.frame import FRAMED, navigate
from ui.under_way import show_under_way

st.set_page_config(page_title="Backroom", page_icon="ui/icon.svg", layout="wide")
st.logo("ui/logo.svg", size="large", icon_image="ui/icon.svg")
st.session_state[FRAMED] = True
page = navigate()
backroom = open_desk()
with st.sidebar:
    show_under_way(backroom)
page.run()
