"""What the forecast foresaw of a year: `python -m tests.benchmarks.foresight`.

The year is the demo's: its pupils have talents and luck, but nobody begins to learn because of a forecast, and the
teacher gives what the average proposes. The figures check the mechanics, not the world.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.years.year import Period, monday
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.operations.demo import build_demo
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import ShowWeeklySheets
from ejournal_tui.storage.groups import groups
from ejournal_tui.storage.people import people
from ejournal_tui.storage.people.people import ClassFacts
from tests.people import account_with_role, session_of

LAST_DAY = date(2018, 5, 25)
AHEAD = (0, 14, 30)
"""Days before the end of a period: what a family reads of it then."""

Standings = dict[tuple[PupilId, str], int]
"""The mark of each pupil in each subject that has one."""


@dataclass(frozen=True)
class Foresight:
    """How the marks of a period had been foreseen so many days before its end."""

    title: str
    days: int
    marks: int
    """How many marks the period has."""
    foreseen: int
    off_by_one: int
    unforeseen: int
    """Marks that no forecast stood for, because nothing had been marked yet."""
    guessed: int
    """How many would be right if everybody were foretold the most common mark."""

    @property
    def share(self) -> float:
        """Which part of the marks was foreseen."""
        return self.foreseen / self.marks


def invented_year(folder: Path) -> Home:
    """Class 7А with every lesson of the year kept."""
    return build_demo(folder, "ru", LAST_DAY, True, lambda _done, _total: None)


def foretold(home: Home, one: ClassFacts, day: date) -> Standings:
    """The forecasts on the weekly sheets that families hold by a day: of the last week whose lessons are over."""
    first = monday(day)
    if home.school.calendar().week_of(day, one.name.grade, one.id)[-1] > day:
        first -= timedelta(days=7)
    roll = groups.enrolled(home.school, first, first + timedelta(days=6), one.id)
    sheets = session_of(home, account_with_role(home, "deputy")).ask(ShowWeeklySheets(one.id, first, True))
    return {
        (who.pupil, line.subject): line.forecast
        for who, week in zip(roll, sheets.pupils, strict=True)
        for line in week.subjects
        if line.forecast is not None
    }


def proposed(home: Home, period: Period) -> Standings:
    """What the lesson grids propose for the whole period."""
    session = session_of(home, account_with_role(home, "deputy"))
    courses = home.school.db.sql("SELECT c.id, s.short FROM course c JOIN subject s ON s.id=c.subject ORDER BY c.id")
    return {
        (row.pupil, subject): row.forecast
        for course, subject in courses
        for row in session.ask(ShowGrid(CourseId(course), period.ends)).rows
        if row.forecast is not None
    }


def compared(title: str, days: int, told: Mapping[tuple[PupilId, str], int], marks: Standings) -> Foresight:
    """Forecasts beside what came."""
    pairs = [(told.get(key), mark) for key, mark in marks.items()]
    known = [(one, mark) for one, mark in pairs if one is not None]
    return Foresight(
        title, days, len(pairs), sum(one == mark for one, mark in known),
        sum(abs(one - mark) == 1 for one, mark in known), len(pairs) - len(known),
        Counter(marks.values()).most_common(1)[0][1],
    )  # fmt: skip


def table(home: Home) -> list[Foresight]:
    """Every period of the class, from the nearest look to the farthest."""
    (one,) = people.classes(home.school)
    calendar = home.school.calendar()
    scheme = calendar.period_of(LAST_DAY, one.name.grade, one.id).scheme
    found = []
    for period in calendar.periods:
        if period.scheme is scheme:
            marks = proposed(home, period)
            title = f"{scheme} {period.number}"
            # The sheet of the week in which a period ends tells of all of it.
            looks = {0: monday(period.ends) + timedelta(days=6)}
            looks |= {days: period.ends - timedelta(days=days) for days in AHEAD if days}
            found += [compared(title, days, foretold(home, one, day), marks) for days, day in looks.items()]
    return found


def whole(lines: Iterable[Foresight], days: int) -> Foresight:
    """All periods together, so many days before the end of each."""
    of = [line for line in lines if line.days == days]
    return Foresight(
        "the year", days, sum(x.marks for x in of), sum(x.foreseen for x in of), sum(x.off_by_one for x in of),
        sum(x.unforeseen for x in of), sum(x.guessed for x in of),
    )  # fmt: skip


def printed(lines: list[Foresight]) -> str:
    """The table as text, the year last."""
    text = [
        "An invented year, marks as proposed: this checks the mechanics, not the world.",
        f"{'':<14}{'days before':>12}{'marks':>7}{'foreseen':>10}{'one off':>9}{'untold':>8}{'a guess':>9}",
    ]
    text += [
        f"{x.title:<14}{x.days:>12}{x.marks:>7}{x.share:>10.1%}{x.off_by_one / x.marks:>9.1%}"
        f"{x.unforeseen / x.marks:>8.1%}{x.guessed / x.marks:>9.1%}"
        for x in (*lines, *(whole(lines, days) for days in AHEAD))
    ]
    return "\n".join(text)


def main() -> None:
    """Make the year and print its table."""
    os.environ.pop("EJOURNAL_NOW", None)
    with tempfile.TemporaryDirectory() as folder:
        home = invented_year(Path(folder) / "home")
        print(printed(table(home)))
        home.close()


if __name__ == "__main__":
    main()
