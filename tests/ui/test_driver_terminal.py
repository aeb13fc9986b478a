"""What the program asks of a terminal, and the real driver on a real pseudo-terminal."""

import os
import re
import termios

import pytest

from ejournal_tui.ui.driver.terminal import refusal, window_words
from tests.benchmarks.terminal.meter import Program


@pytest.mark.parametrize("term", [None, "", "dumb"])
def test_a_terminal_that_cannot_draw_is_refused_in_words(term: str | None) -> None:
    assert "PuTTY" in (refusal(term) or "")


@pytest.mark.parametrize("term", ["linux", "xterm-256color", "screen", "tmux-256color", "putty", "vt220"])
def test_the_terminals_of_a_school_are_taken(term: str) -> None:
    assert refusal(term) is None


def test_a_window_too_small_or_too_large_is_told() -> None:
    assert window_words(80, 24) is None
    assert "80" in (window_words(79, 24) or "")
    assert "500" in (window_words(3000, 3000) or "")


def test_the_terminal_is_asked_nothing_and_left_as_it_was() -> None:
    program = Program("tests.benchmarks.terminal.grid_program", "40")
    before = termios.tcgetattr(program.descriptor)
    program.answer(15, 1.0)
    program.press("5")
    os.write(program.descriptor, b"q")
    program.answer()
    asked = bytes(program.raw)
    unwanted = rb"\$p|\x1b\[\?100[0-9]h|\x1b\[>|\x1b\]22|\x1b\]52|\x1b\[\?25l|\x1b\[6n|\x1b\[c"
    assert not re.search(unwanted, asked)
    assert asked.rfind(b"\x1b[?1049l") > asked.rfind(b"\x1b[?1049h")
    assert termios.tcgetattr(program.descriptor)[3] == before[3]
    program.end()
