"""Widgets drawn line by line: only a line that differs is sent to the terminal again."""

from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from ...domain.text.cleaning import clean
from ..commands import FooterItem


class Look(StrEnum):
    """How a run of text looks; none of them is needed to read it."""

    PLAIN = "plain"
    STRONG = "strong"
    HEADING = "heading"
    ALARM = "alarm"


_STYLES = {
    Look.PLAIN: Style(),
    Look.STRONG: Style(bold=True),
    Look.HEADING: Style(reverse=True),
    Look.ALARM: Style(bold=True, color="red"),
}


@dataclass(frozen=True)
class Run:
    """A stretch of a line in one look."""

    text: str
    look: Look = Look.PLAIN


Line = tuple[Run, ...]


def fit(text: str, width: int, right: bool = False) -> str:
    """The cleaned text in exactly so many cells; what is cut off ends in «…»."""
    text = clean(text).replace("\n", " ").replace("\t", " ")
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(width - 1, 0)) + "…"[:width]
    return " " * (width - length) + text if right else text + " " * (width - length)


def two_ends(left: str, right: str, width: int) -> str:
    """A line with one text at each end; the right one is whole as long as it takes half the line at most."""
    tail = clean(right)[: width // 2]
    return fit(left, max(width - cell_len(tail) - 1, 0)) + " " * bool(tail) + tail


class Lines(Widget):
    """Shows lines; `put` draws again only those that have changed."""

    DEFAULT_CSS = "Lines { width: 100%; height: auto; background: ansi_default; color: ansi_default; }"

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, **options)
        self._lines: list[Line] = []

    def put(self, lines: list[Line]) -> None:
        """Show these lines from the top."""
        old, self._lines = self._lines, lines
        if len(old) != len(lines) and self.styles.height is not None and self.styles.height.is_auto:
            self.refresh(layout=True)
        for y in range(max(len(old), len(lines))):
            before = old[y] if y < len(old) else ()
            after = lines[y] if y < len(lines) else ()
            if before != after:
                self.refresh(_changed(before, after, y, self.size.width))

    @property
    def shown(self) -> list[str]:
        """The text of every line."""
        return ["".join(run.text for run in line) for line in self._lines]

    @override
    def render_line(self, y: int) -> Strip:
        line = self._lines[y] if y < len(self._lines) else ()
        segments = [Segment(run.text, _STYLES[run.look]) for run in line if run.text]
        return Strip(segments).adjust_cell_length(self.size.width, Style())

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines))


class Standing(Lines, can_focus=True):
    """Lines in which a person stands: the terminal's own cursor is there while they have the focus."""

    def on_focus(self) -> None:
        """Take the terminal's cursor."""
        self.take_cursor()

    def take_cursor(self) -> None:
        """Put the terminal's cursor where the person stands."""
        raise NotImplementedError


def _changed(before: Line, after: Line, y: int, width: int) -> Region:
    """The stretch of a line that must be sent again: from the first sign that differs to the last."""
    old = [(sign, run.look) for run in before for sign in run.text]
    new = [(sign, run.look) for run in after for sign in run.text]
    if len(old) != len(new) or any(cell_len(sign) != 1 for sign in {sign for sign, _look in old + new}):
        return Region(0, y, width, 1)
    differing = [x for x, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    return Region(differing[0], y, differing[-1] - differing[0] + 1, 1)


class HeaderLine(Lines):
    """The first line of a screen: what it is at the left, who and when at the right."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ends = ("", "")

    def say(self, title: str, right: str = "") -> None:
        """Show a title and what stands at the right; the time is that of the last look, it does not tick."""
        self._ends = (title, right)
        self._draw()

    def on_resize(self) -> None:
        """Fill the new width."""
        self._draw()

    def _draw(self) -> None:
        self.put([(Run(two_ends(*self._ends, self.size.width or 80), Look.STRONG),)])


class StatusLine(Lines):
    """What the journal understood, in one or two lines."""

    def __init__(self, height: int = 1, **options: Any) -> None:
        super().__init__(**options)
        self._texts = ("",) * height

    @property
    def said(self) -> tuple[str, ...]:
        """What is said now."""
        return self._texts

    def say(self, first: str, second: str = "") -> None:
        """Replace what is said."""
        self._texts = (first, second)[: len(self._texts)]
        self._draw()

    def on_resize(self) -> None:
        """Fill the new width."""
        self._draw()

    def _draw(self) -> None:
        width, texts = self.size.width or 80, list(self._texts)
        if len(texts) > 1 and cell_len(texts[0]) > width:
            # A sentence that is too long goes on in the next line, before what would stand there.
            first, *more = wrap(" ".join(filter(None, texts)), width, break_on_hyphens=False)
            texts = [first, " ".join(more)]
        self.put([(Run(fit(text, width)),) for text in texts])


class FooterLine(Lines):
    """The six keys that matter most; a key the door would refuse stands in brackets."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._items: tuple[FooterItem, ...] = ()
        self._lead = ""

    def say(self, items: list[FooterItem], lead: str = "") -> None:
        """Show the keys, after a short lead such as the mark alphabet."""
        self._items, self._lead = tuple(items), lead
        self._draw()

    def on_resize(self) -> None:
        """Fill the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width or 80
        words = [f"{i.key} {i.words}" if i.enabled else f"({i.key} {i.words})" for i in self._items]
        line = self._lead
        for text in words:
            # A key that does not fit is left to the menu: half a word helps nobody.
            longer = f"{line}  {text}" if line else text
            line = longer if cell_len(longer) <= width else line
        self.put([(Run(fit(line, width)),)])
