"""How a pupil stands in a subject and period: what a result is decided by (domain rules 1.3-1.5)."""

from dataclasses import dataclass
from datetime import date

from ...i18n import _
from ..journal.lessons import LessonGrid, Row
from ..journal.marks import Mark, Value
from ..people.people import PupilId
from .forecast import BORDER
from .mistakes import given_in, settle
from .results import Thresholds
from .scales import worth


@dataclass(frozen=True)
class Standing:
    """Marks, lessons missed, and the mark that follows."""

    average: int | None
    """In thousandths."""
    proposed: int | None
    """What the exact average proposes; the teacher decides."""
    marks: int
    """Those that count."""
    minimum: int
    missed: int
    lessons: int
    """Held so far while the pupil was in the group."""
    debts: int = 0
    near: int | None = None
    """The higher mark that is just out of reach."""
    passes: bool = False
    """Whether works are passed or not passed, without digits."""

    @property
    def proposed_text(self) -> str:
        """The proposal as it is written, "" where there is none."""
        return "" if self.proposed is None else Mark(Value(self.proposed)).text

    @property
    def missing(self) -> int:
        """How many marks are wanting to the minimum."""
        return max(0, self.minimum - self.marks)

    @property
    def missed_percent(self) -> int:
        """The part of the lessons missed, in whole percent, rounded half up."""
        return (200 * self.missed + self.lessons) // (2 * self.lessons) if self.lessons else 0

    def unattested(self, share: int) -> bool:
        """Whether "not attested" comes into question: too few marks, and a share (thousandths) of lessons missed."""
        return bool(self.lessons and self.missing and 1000 * self.missed >= share * self.lessons)

    @property
    def plain(self) -> bool:
        """Whether the proposal needs no second look."""
        return self.proposed is not None and self.near is None and not self.missing and not self.debts


def standings(grid: LessonGrid, thresholds: Thresholds, minimum: int, today: date) -> dict[PupilId, Standing]:
    """The standing of every pupil of a grid, as of a day."""
    held = [
        place
        for place, column in enumerate(grid.columns)
        if column.state.takes_place and column.day <= today and not column.of_certificates
    ]
    return {row.pupil: _standing(grid, row, held, thresholds, minimum) for row in grid.rows}


def _standing(
    grid: LessonGrid, row: Row, held: list[int], thresholds: Thresholds, minimum: int
) -> Standing:
    columns = grid.columns
    lessons = {columns[place].lesson for place in held if row.cells[place].enrolled and not row.cells[place].at_home}
    absences = ((columns[place].lesson, row.cells[place].absence) for place in held)
    missed = {lesson for lesson, absence in absences if absence is not None and absence.missed} & lessons
    counted = settle(given_in(columns, row.cells), grid.mistakes)
    debts = sum(written.mark.value is Value.DEBT for cell in row.cells for written in cell.marks
                if not cell.left_out)
    marks = len(worth(columns, row)) if grid.passes else sum(weight > 0 for _value, weight in counted)
    return Standing(
        row.average, row.forecast, marks, minimum,
        len(missed), len(lessons), debts,
        _near(row.average, row.forecast, thresholds), grid.passes,
    )  # fmt: skip


def _near(average: int | None, proposed: int | None, thresholds: Thresholds) -> int | None:
    if average is None or proposed is None or not 2 <= proposed < 5:
        return None
    return proposed + 1 if average + BORDER >= thresholds.of(proposed + 1) else None


def asks_why(value: Value, proposed: int | None, passes: bool = False) -> str:
    """What the giver of a result is asked, "" where the result speaks for itself."""
    if value is Value.NOT_ATTESTED:
        return _("Why not attested?")
    if passes:
        return _("Why passed, where the works do not say so?") if value is Value.PASS and proposed is None else ""
    if value.counts and proposed is None:
        return _("Why a mark without marks in the period?")
    if value.counts and proposed is not None and value > proposed:
        return _("Why higher than the proposed {mark}?").format(mark=proposed)
    return ""
