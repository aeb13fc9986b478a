"""The moments before the program owns its terminal: the shipped launcher, the real program, keys that are signals."""

import sys
from pathlib import Path

import pytest

from ejournal_tui.paths import data_folder
from tests.terminal import ROOT, Terminal

pytestmark = pytest.mark.sqlite
"""What a terminal does depends on no engine."""

PROGRAM = """#!{python} -I
import runpy, sys
sys.stdout.write("first moment\\n")
sys.stdout.flush()
sys.path.insert(0, {root!r})
sys.argv = ["ejournal_tui"]
runpy.run_module("ejournal_tui", run_name="__main__")
"""


def test_e16_to_e19_signal_keys_at_the_start_and_after_reach_no_shell_and_end_nothing(
    home_folder: Path, tmp_path: Path
) -> None:
    program, enter = tmp_path / "python", tmp_path / "enter"
    program.write_text(PROGRAM.format(python=sys.executable, root=str(ROOT)), encoding="utf8")
    text = (data_folder() / "deploy" / "enter").read_text(encoding="utf8")
    for name, value in (("@PYTHON@", program), ("@HOME@", home_folder), ("@DIARY@", home_folder)):
        text = text.replace(name, str(value))
    enter.write_text(text, encoding="utf8")
    for made in (program, enter):
        made.chmod(0o755)
    with Terminal([], launcher=["/bin/sh", "-c", f"exec '{enter}' staff"]) as window:
        window.until(lambda: b"first moment" in window.sent, "never started")
        window.press("\x03", "\x1c", "\x1a")
        window.sees("F10")
        window.press("\x03", "\x1c", "\x1a", "\x11")
        window.listens()
        assert "F10" in window.text
        window.press("f10")
        assert window.ends() == 0
    assert b"Traceback" not in window.sent
    assert b"KeyboardInterrupt" not in window.sent
