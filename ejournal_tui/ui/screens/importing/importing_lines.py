"""How the lines of a handed-in file and their numbers are put into words."""

from collections.abc import Mapping, Sequence

from ....i18n import _
from ....services.workbooks.import_preview import SORTS, Point
from ...widgets.lines import Lines, Run, fit


class Counts(Lines):
    """What the import would do, in numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def say(self, text: str) -> None:
        """Show the numbers."""
        self._text = text
        self._draw()

    def on_resize(self) -> None:
        """Fill the new width."""
        self._draw()

    def _draw(self) -> None:
        self.put([(Run(fit(self._text, self.size.width or 80)),)])


def row_of_point(point: Point) -> tuple[str, str, str, str]:
    """The sign of what is decided, the sort, the cell, the words."""
    words = f"{point.decided} · {point.words}" if point.decided else point.words
    return ("+" if point.decided else "", _(SORTS[point.sort]), point.address.rpartition("!")[2], words)


def is_same(one: Point, other: Point) -> bool:
    """Whether two lines, of now and of before, are about the same."""
    return (one.address, one.words) == (other.address, other.words)


def title_of(point: Point) -> str:
    """A line as the heading of its dialog."""
    return f"{point.address}: {point.words}" if point.address else point.words


def several(words: str, points: Sequence[Point], kind: str) -> str:
    """What is done to all lines of a kind."""
    return words.format(count=len(points), kind=kind)


def counted(counts: Mapping[str, int]) -> str:
    """Counts by kind as a person reads them."""
    return ", ".join(f"{_(name)} {count}" for name, count in counts.items())


def summed(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Two counts by kind as one."""
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}
