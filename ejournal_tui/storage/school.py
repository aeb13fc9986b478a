"""The whole school behind one object: what a verb may ask of the database and, inside the door, change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..clock import Clock
from ..domain.errors import Refusal
from ..domain.groups.groups import CourseId
from ..domain.people.people import ClassId
from ..domain.years.year import Calendar, CalendarSpan, DayKind, Period, PeriodId, Scheme, Year, YearId, year_in_hand
from .engine.database import Database
from .engine.engine import file_url
from .engine.migrate import begin, migrate
from .log import audit
from .log.audit import Ledger
from .tables import CalendarDay, GradeScheme, OwnScheme, Setting, StudyPeriod, StudyYear

# What is asked for only behind the sign-in is imported when it is: until then a person waits for every import.
if TYPE_CHECKING:
    from ..domain.accounts.zones import Terminal
    from ..domain.groups.individual_plans import Plans
    from ..domain.settings.rules import Rule
    from ..domain.timetable.bells import Ringing
    from .families.spool import Spool

Result = TypeVar("Result")

_RARE = (
    "study_year", "calendar_day", "study_period", "grade_scheme", "own_scheme", "rule", "bell", "bell_set", "bell_use",
    "period_closing", "study_group", "individual_plan", "terminal", "work_kind",
)  # fmt: skip
"""The tables behind what is remembered between requests."""


class School:
    """One connection to one school's journal."""

    spool: "Spool | None" = None
    """Where a door that may not write lays down what families say; None where the journal itself is at hand."""

    def __init__(self, url: str, clock: Clock, db: Database | None = None) -> None:
        self.db = db or Database(url)
        self.clock = clock
        self._ledger: Ledger | None = None
        self._cached: tuple[int, dict[str, object]] = (0, {})
        self.reborn: dict[tuple[str, int], int] = {}
        """Rows that an undo brought back under another number: what is still to be undone knows the old one."""
        self._looking = False
        self._head: int | None = None
        """The head of the picture in hand, which cannot move: asked once."""

    @classmethod
    def create(cls, url: str, clock: Clock) -> "School":
        """Open a database and make its tables; raises Refusal where others' tables are."""
        school = cls(url, clock)
        try:
            begin(school.db)
        except Refusal:
            school.close()
            raise
        return school

    def update(self, before_change: Callable[[], None] | None = None) -> None:
        """Bring a journal's tables up to this program; it is first handed to `before_change`; raises Broken."""
        migrate(self.db, before_change)

    def close(self) -> None:
        """Let go of the database."""
        self.db.close()

    @property
    def as_of(self) -> int | None:
        """The instant of which a copy tells; None for the journal itself, which is always of now."""
        return None

    def tell(self, name: str, value: int) -> None:
        """Let the header of the deed that is being done tell one fact more; nothing where none is."""
        if self._ledger is not None:
            self._ledger.told[name] = value

    @property
    def ledger(self) -> Ledger:
        """The writer of the deed in hand; only inside the door."""
        if self._ledger is None:
            raise RuntimeError("the journal is changed only through the session's door")
        return self._ledger

    def write(self, actor: int, terminal: str, deed: Callable[[Ledger], Result]) -> Result:
        """Run a deed in one transaction with a ledger of its own; the deed seals it."""

        def attempt() -> Result:
            self._ledger = Ledger(self.db, self.clock.instant(), actor, terminal)
            try:
                return deed(self._ledger)
            finally:
                self._ledger = None

        return self.db.write(attempt)

    def write_aside(self, deed: Callable[[], Result]) -> Result:
        """Run a write that leaves no trace: drafts, throttles, sittings, secrets' hashes."""
        def alone() -> Result:
            if self.db.postgres:
                # What was counted must not be counted twice: the head is the queue that a file's lock is elsewhere.
                self.db.sql("SELECT seq FROM audit_head WHERE id=1 FOR UPDATE")
            return deed()

        return self.db.write(alone)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unchanging picture for several queries."""
        with self.db.reading():
            before, self._looking = self._looking, True
            try:
                yield
            finally:
                self._looking, self._head = before, None

    def head(self) -> int:
        """The number of the chain's last line."""
        if self._head is not None:
            return self._head
        head = audit.head(self.db)[0]
        self._head = head if self._looking else None
        return head

    def changes_since(self, head: int) -> tuple[int, frozenset[str]]:
        """The number of the chain's last line, and which tables the lines after `head` have changed."""
        return audit.changes_since(self.db, head)

    def _remembered(self, name: str, read: Callable[[], object]) -> object:
        """A rarely changing answer, read again when a line of the log touches what it rests on."""
        head = self.head()
        if self._cached[0] != head:
            changed = self.db.sql(
                f"SELECT 1 FROM trace WHERE seq>? AND entity || '' IN ({','.join('?' * len(_RARE))}) LIMIT 1",
                self._cached[0], *_RARE,
            )  # fmt: skip
            self._cached = (head, {} if changed else self._cached[1])
        if name not in self._cached[1]:
            self._cached[1][name] = read()
        return self._cached[1][name]

    def setting(self, name: str, default: str = "") -> str:
        """A fact or a rule of the school."""
        rows = self.db.rows(Setting.select(Setting.value).where(Setting.name == name))
        return str(rows[0][0]) if rows else default

    def put_setting(self, name: str, value: str) -> str | None:
        """Set a fact of the school and answer what stood there."""
        rows = self.db.rows(Setting.select(Setting.id, Setting.value).where(Setting.name == name))
        if not rows:
            self.ledger.insert("setting", name=name, value=value)
            return None
        self.ledger.update("setting", rows[0][0], value=value)
        return str(rows[0][1])

    def years(self) -> tuple[Year, ...]:
        """Every study year of the journal, the first one first."""
        found = self._remembered("years", self._read_years)
        assert isinstance(found, tuple)
        return found

    def _read_years(self) -> tuple[Year, ...]:
        rows = self.db.rows(
            StudyYear.select(StudyYear.id, StudyYear.title, StudyYear.starts, StudyYear.ends).order_by(StudyYear.starts)
        )
        day = date.fromisoformat
        return tuple(Year(YearId(key), title, day(starts), day(ends)) for key, title, starts, ends in rows)

    def year(self, day: date | None = None) -> YearId:
        """The study year in hand on a day, today where none is named."""
        found = year_in_hand(self.years(), day or self.clock.today())
        return found.id if found else YearId(0)

    def day_in(self, year: YearId, day: date) -> date:
        """The day, or the nearest on which this study year is in hand."""
        years = self.years()
        place = next(n for n, one in enumerate(years) if one.id == year)
        last = years[place + 1].starts - timedelta(days=1) if place + 1 < len(years) else day
        return max(years[place].starts, min(day, last))

    def calendar(self, day: date | None = None) -> Calendar:
        """The calendar of the study year in hand on a day, today where none is named."""
        return self.calendar_of(self.year(day))

    def calendar_of(self, year: YearId) -> Calendar:
        """The calendar of a study year."""
        found = self._remembered(f"calendar {year}", lambda: self._read_calendar(year))
        assert isinstance(found, Calendar)
        return found

    def rules(self) -> tuple["Rule", ...]:
        """What the school decides differently, in the order it was written down."""
        from .settings import settings

        found = self._remembered("rules", lambda: settings.rules(self))
        assert isinstance(found, tuple)
        return found

    def plans(self) -> "Plans":
        """What pupils do not learn by individual plans (C15)."""
        from ..domain.groups.individual_plans import Plans
        from .groups import individual_plans

        found = self._remembered("plans", lambda: individual_plans.plans(self))
        assert isinstance(found, Plans)
        return found

    def plain_answer(self) -> tuple[str, int]:
        """The short name and weight of an answer at a lesson, the kind of a mark that says none."""
        found = self._remembered("plain answer", self._read_plain_answer)
        assert isinstance(found, tuple)
        return found

    def _read_plain_answer(self) -> tuple[str, int]:
        from ..domain.journal.marks import PLAIN_ANSWER

        ((short, weight),) = self.db.sql("SELECT short, weight FROM work_kind WHERE code=?", PLAIN_ANSWER)
        return short, weight

    def terminals(self) -> "tuple[Terminal, ...]":
        """The register of terminals."""
        from .accounts import terminals

        found = self._remembered("terminals", lambda: terminals.registered(self))
        assert isinstance(found, tuple)
        return found

    def ringing(self) -> "Ringing":
        """The bells of the school."""
        from ..domain.timetable.bells import Ringing
        from .settings import settings

        found = self._remembered("ringing", lambda: settings.ringing(self))
        assert isinstance(found, Ringing)
        return found

    def _read_calendar(self, year: YearId) -> Calendar:
        day = date.fromisoformat
        (title, starts, ends, week) = self.db.rows(
            StudyYear.select(StudyYear.title, StudyYear.starts, StudyYear.ends, StudyYear.week).where(
                StudyYear.id == year
            )
        )[0]
        c, p, g = CalendarDay, StudyPeriod, GradeScheme
        spans = self.db.rows(
            c.select(c.kind, c.starts, c.ends, c.title, c.first_grade, c.last_grade, c.as_weekday, c.school_class)
            .where(c.year == year)
            .order_by(c.starts, c.id)
        )
        periods = self.db.rows(
            p.select(p.scheme, p.number, p.starts, p.ends, p.id, p.closed_at)
            .where(p.year == year)
            .order_by(p.scheme, p.number)
        )
        schemes = self.db.rows(g.select(g.grade, g.scheme, g.week).where(g.year == year))
        shut, grades = self._closings(year)
        own = self.db.rows(OwnScheme.select(OwnScheme.school_class, OwnScheme.course, OwnScheme.scheme))
        return Calendar(
            title, day(starts), day(ends),
            tuple(CalendarSpan(DayKind(k), day(a), day(b), *rest) for k, a, b, *rest in spans),
            tuple(Period(Scheme(s), n, day(a), day(b), PeriodId(i), c is not None) for s, n, a, b, i, c in periods),
            {grade: Scheme(s) for grade, s, _week in schemes}, week,
            {grade: days for grade, _scheme, days in schemes if days is not None},
            {ClassId(key): Scheme(s) for key, _course, s in own if key is not None},
            {CourseId(key): Scheme(s) for _class, key, s in own if key is not None}, shut, grades,
        )  # fmt: skip

    def _closings(self, year: YearId) -> tuple[frozenset[tuple[PeriodId, ClassId]], frozenset[tuple[PeriodId, int]]]:
        """Which classes' periods are closed, and of which grades those of all classes are."""
        shut = frozenset((PeriodId(p), ClassId(c)) for p, c in self.db.sql(
            "SELECT c.period, c.school_class FROM period_closing c JOIN study_period p ON p.id=c.period"
            " WHERE c.closed=1 AND p.year=?", year,
        ))  # fmt: skip
        if not shut:
            return shut, frozenset()
        classes = self.db.sql("SELECT id, grade FROM study_group WHERE kind='class' AND year=?", year)
        grades = {grade for _key, grade in classes}
        whole = frozenset(
            (period, grade)
            for period in {period for period, _class in shut}
            for grade in grades
            if all((period, ClassId(key)) in shut for key, of in classes if of == grade)
        )
        return shut, whole


def database_url(home: Path, configured: str = "") -> str:
    """The database of a home: its own SQLite file unless its configuration names a server."""
    return configured or file_url(home / "journal.db")
