"""Screens, dialogs, widgets, keys and the terminal.

Textual reads its constants from the environment when it is first imported, so they are set here, before any
module of this package can import it. Without the kitty protocol Ctrl+S is the same byte in every layout.
"""

import os

os.environ.update(
    TEXTUAL_DISABLE_KITTY_KEY="1",
    TEXTUAL_ANIMATIONS="none",
    TEXTUAL_SMOOTH_SCROLL="0",
    TEXTUAL_THEME="ansi-dark",
    ESCDELAY="350",
)
