"""Screens, dialogs, widgets, keys and the terminal.

Textual reads its constants from the environment when it is first imported, so they are set here, before any
module of this package can import it. Without the kitty protocol Ctrl+S is the same byte in every layout. Whatever
else the environment says to Textual is dropped: it could write every key of a password to a file, put a picture of
the screen into one, run a module as its driver or let a signal end the lock.
"""

import os

for _name in [name for name in os.environ if name.startswith("TEXTUAL") or name in ("COLUMNS", "LINES")]:
    del os.environ[_name]
os.environ.update(
    TEXTUAL_DISABLE_KITTY_KEY="1",
    TEXTUAL_ANIMATIONS="none",
    TEXTUAL_SMOOTH_SCROLL="0",
    TEXTUAL_THEME="ansi-dark",
    ESCDELAY="350",
)
