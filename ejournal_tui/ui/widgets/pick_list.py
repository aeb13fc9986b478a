"""A list to choose from: columns, a cursor, paging, finding by typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.message import Message
from typing_extensions import override

from ..keyboard import found, place_of
from .lines import Line, Look, Run, Standing, fit


@dataclass(frozen=True)
class ListColumn:
    """One column of a list."""

    title: str
    width: int
    """Cells; 0 takes what the others leave. What that one does not need goes to those whose words are cut."""
    right: bool = False
    from_width: int = 0
    """In how wide a list it is shown: a narrow one has no room for what is good to know besides."""


class PickList(Standing):
    """Lines to choose from; it says which one was chosen and finds by typing in both layouts."""

    DEFAULT_CSS = "PickList { height: 1fr; }"

    class Chosen(Message):
        """Enter was pressed on a line, or the digit or letter of a line where those choose."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Moved(Message):
        """The cursor stands on another line."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Searched(Message):
        """What is being looked for has changed; the screen may show it."""

        def __init__(self, text: str, found: bool) -> None:
            super().__init__()
            self.text = text
            self.found = found

    def __init__(
        self,
        columns: Sequence[ListColumn] = (ListColumn("", 0),),
        *,
        empty: str = "",
        searches: bool = True,
        digits_choose: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.columns = tuple(columns)
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.index = 0
        self.empty = empty
        """What is said where there is nothing to choose."""
        self._searches = searches
        self._digits_choose = digits_choose
        self._top = 0
        self._sought = ""
        self._needs: tuple[int, ...] = ()
        """The cells that the longest value of each column takes."""

    def show(self, rows: Sequence[Sequence[str]], index: int | None = None) -> None:
        """Show these rows; without an index the cursor keeps its place.

        The last value of a row that has fewer than there are columns takes the room of those that follow.
        """
        self.rows = tuple(tuple(row) for row in rows)
        whole = [row for row in self.rows if len(row) == len(self.columns)]
        self._needs = tuple(max(map(cell_len, values)) for values in zip(*whole, strict=True))
        self.index = max(0, min(self.index if index is None else index, len(self.rows) - 1))
        self._draw()

    @property
    def sought(self) -> str:
        """What has been typed to find a row."""
        return self._sought

    @property
    def below(self) -> int:
        """How many rows are below those that are seen."""
        return max(0, len(self.rows) - self._top - self._room)

    def search(self, text: str) -> bool:
        """Go to the first row, from the cursor on, one of whose words begins so; False when there is none."""
        self._sought = text
        order = [*range(self.index, len(self.rows)), *range(self.index)]
        hit = next((i for i in order if text and found(text, " ".join(self.rows[i]))), None)
        if hit is not None:
            self.move(hit)
        self.post_message(self.Searched(text, hit is not None))
        return hit is not None

    def move(self, index: int) -> None:
        """Put the cursor on a row, or on the nearest there is."""
        index = max(0, min(index, len(self.rows) - 1))
        if index != self.index and self.rows:
            self.index = index
            self._draw()
            self.post_message(self.Moved(index))

    def on_resize(self) -> None:
        """Fill the new size."""
        self._draw()

    @override
    def take_cursor(self) -> None:
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Move, choose, find."""
        if self._steer(event.key) or self._type(event):
            event.stop()
            event.prevent_default()

    def _steer(self, key: str) -> bool:
        page = max(1, self._room - 1)
        last = len(self.rows) - 1
        goals = {"up": self.index - 1, "down": self.index + 1, "pageup": self.index - page,
                 "pagedown": self.index + page, "home": 0, "end": last}  # fmt: skip
        if key == "enter" and self.rows:
            self._sought = ""
            self.post_message(self.Chosen(self.index))
        elif key in goals:
            self._sought = ""
            self.move(goals[key])
        elif key == "backspace" and self._sought:
            self.search(self._sought[:-1])
        elif key == "escape" and self._sought:
            self.search("")
        else:
            return False
        return True

    def _type(self, event: events.Key) -> bool:
        sign = event.character or ""
        if event.key.startswith(("alt+", "ctrl+")) or not sign.isprintable() or not sign:
            return False
        place = place_of(sign) if self._digits_choose else None
        if place is not None and place < len(self.rows):
            self.move(place)
            self.post_message(self.Chosen(self.index))
            return True
        if not self._searches or (sign == " " and not self._sought):
            return False
        return self.search(self._sought + sign) or True

    @property
    def _titled(self) -> bool:
        return any(column.title for column in self.columns)

    @property
    def _room(self) -> int:
        return max(1, (self.size.height or 1) - self._titled)

    def _draw(self) -> None:
        if not self.size.width:
            return
        if not self._top <= self.index < self._top + self._room:
            self._top = self.index if self.index < self._top else self.index - self._room + 1
        self._top = max(0, min(self._top, len(self.rows) - 1))
        titles = tuple(column.title for column in self.columns)
        lines: list[Line] = [self._line(titles, " ")] if self._titled else []
        if not self.rows:
            lines.append((Run(fit(f"  {self.empty}", self.size.width)),))
        for i in range(self._top, min(len(self.rows), self._top + self._room)):
            lines.append(self._line(self.rows[i], ">" if i == self.index else " "))
        self.put(lines)
        if self.has_focus and self.rows:
            y = self.content_region.y + self._titled + self.index - self._top
            self.app.cursor_position = Offset(self.content_region.x, y)

    def _line(self, values: tuple[str, ...], sign: str) -> Line:
        # A number that ends where a text begins would be read as one: there the gap is wider.
        cells = [
            fit(value, width, column.right) + " " * (1 + column.right)
            for column, width, value in zip(self.columns, self._widths(), values, strict=False)
            if width
        ]
        if values and len(values) < len(self.columns):
            cells[-1] = values[-1]
        look = Look.STRONG if sign == ">" else Look.PLAIN
        return (Run(fit(sign + "".join(cells).rstrip(), self.size.width), look),)

    def _widths(self) -> list[int]:
        """The cells of each column at this size, 0 for those that are not shown."""
        shown = [self.size.width >= column.from_width for column in self.columns]
        taken = 1 + sum(c.width + 1 + c.right for c, here in zip(self.columns, shown, strict=True) if c.width and here)
        free = max(1, self.size.width - taken)
        widths = [(column.width or free) * here for column, here in zip(self.columns, shown, strict=True)]
        rests = [n for n, column in enumerate(self.columns) if not column.width]
        if len(rests) != 1 or len(self._needs) != len(widths):
            return widths
        rest = rests[0]
        spare = free - max(self._needs[rest], cell_len(self.columns[rest].title))
        for n, need in enumerate(self._needs):
            more = min(spare, need - widths[n]) if n != rest and shown[n] else 0
            if more > 0:
                widths[n], widths[rest], spare = widths[n] + more, widths[rest] - more, spare - more
        return widths
