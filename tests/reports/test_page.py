"""Measuring, wrapping and the fonts behind them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Broken
from ejournal_tui.reports.fonts import Style, font_file
from ejournal_tui.reports.page import Face, Paper

PAPER = Paper("", "", datetime(2018, 1, 15, tzinfo=UTC))
FACE: Face = PAPER.face(Style.NARROW)


@given(st.text(max_size=200), st.floats(8, 120), st.sampled_from((5.0, 6.9, 12.5)), st.floats(0, 6))
def test_no_wrapped_line_is_wider_than_its_room(text: str, room: float, size: float, indent: float) -> None:
    lines = FACE.wrap(text, room, size, indent)
    for n, line in enumerate(lines):
        assert FACE.width(line, size) + (0 if n else indent) <= room + 0.001


@given(st.text(st.sampled_from("абв гдещШ–№.,  "), max_size=200), st.floats(8, 120))
def test_wrapping_loses_no_sign(text: str, room: float) -> None:
    assert "".join("".join(FACE.wrap(text, room, 6.9)).split()) == "".join(text.split())


@given(st.text(max_size=200), st.floats(8, 120), st.integers(1, 3))
def test_clipped_lines_keep_their_number_and_room(text: str, room: float, most: int) -> None:
    lines = FACE.clip(FACE.wrap(text, room, 6.9), most, room, 6.9)
    assert len(lines) <= most
    assert all(FACE.width(line, 6.9) <= room + 0.001 for line in lines)


@given(st.text(min_size=1, max_size=120), st.floats(8, 60))
def test_a_fitted_text_fits(text: str, room: float) -> None:
    shown, size = FACE.fit(text, room, 8)
    assert FACE.width(shown, size) <= room + 0.001


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5 → 4", "5 > 4"), ("и\u0306од", "йод"), ("12\u202f000", "12\u00a0000"), ("а\u200bб\u00adв", "абв"),
        ("хор. 😀", "хор. ?"), ("а\nб\tв", "а б в"), ("\x1b[2Jа", "[2Jа"),
    ],
)  # fmt: skip
def test_signs_that_the_font_lacks_are_replaced(text: str, shown: str) -> None:
    assert FACE.clean(text) == shown


@pytest.mark.parametrize("style", Style)
def test_every_style_has_its_font(style: Style) -> None:
    assert font_file(style).read_bytes()[:4] in (b"\0\1\0\0", b"true", b"OTTO")


def test_a_configured_font_goes_first_and_must_be_there(tmp_path: Path) -> None:
    other = tmp_path / "own.ttf"
    with pytest.raises(Broken):
        font_file(Style.SERIF, {"serif": other})
    other.write_bytes(font_file(Style.NARROW).read_bytes())
    assert font_file(Style.SERIF, {"serif": other}) == other


def test_a_document_in_a_configured_font_is_printed(tmp_path: Path) -> None:
    paper = Paper("", "", datetime(2018, 1, 15, tzinfo=UTC), {"serif": font_file(Style.MONO_BOLD)})
    canvas = paper.canvas()
    canvas.text(20, 20, "Ёж", Style.SERIF, 12)
    paper.add_page(canvas.stream())
    assert b"IBMPlexMono" in paper.pdf()
