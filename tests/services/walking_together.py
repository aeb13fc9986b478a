"""A walk of several people through one trimester's end: results, closing, substitutions, papers, notices, make-ups."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from hypothesis import strategies as st

from ejournal_tui.clock import held_at
from ejournal_tui.domain.attendance.absences import KeptPaper, Paper, PaperKind
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.notices import KeptNotice, Notice, NoticeState
from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value, make_up_code
from ejournal_tui.domain.journal.work_dates import DateWhy, OwnDate
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.timetable.substitutions import Reason
from ejournal_tui.domain.years.year import PeriodId
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.attendance.class_attendance import Reach, ShowAttendance
from ejournal_tui.services.attendance.documents import PutAbsencePaper, WithdrawAbsencePaper
from ejournal_tui.services.attendance.notices import (
    AcceptNotice,
    DeclineNotice,
    SayAbsent,
    ShowNotices,
    TakeBackNotice,
)
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.on_paper import ShowResults
from ejournal_tui.services.journal.work_dates import PutWorkDates, ShowDebts
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.results.closing import ClosePeriod, OpenPeriod, ShowClosing
from ejournal_tui.services.results.giving import Given, GiveResults, ShowProposals
from ejournal_tui.services.session import Change, Session
from ejournal_tui.services.timetable.moving import MoveBack, MoveLesson
from ejournal_tui.services.timetable.substitution_day import ShowSubstitutions
from ejournal_tui.services.timetable.substitutions import CallOff, GiveLesson, TakeBack
from ejournal_tui.storage.attendance import attendance
from ejournal_tui.storage.journal import marks as marks_store
from ejournal_tui.storage.journal import work_dates
from ejournal_tui.storage.journal import works as works_store
from ejournal_tui.storage.timetable import substitutions
from tests.people import lesson_on, session_of
from tests.services.refusing import Scene
from tests.services.walking import plain

SUBJECT = "Русский язык"
TODAY, TOMORROW = date(2018, 2, 28), date(2018, 3, 1)
NUMBERS = frozenset({"key", "work", "root", "head", "lesson"})
"""What nobody sees: it is given anew when something is done again."""
KINDS = (
    "mark", "absence", "declare", "remove", "make_up", "date", "result", "close", "open", "give", "call_off",
    "take_back", "move", "move_back", "paper", "withdraw", "say", "unsay", "accept", "decline",
)  # fmt: skip
steps = st.lists(
    st.tuples(st.sampled_from((*KINDS, "result", "paper", "say", "declare", "make_up")), st.integers(0, 999)),
    min_size=2, max_size=10,
)  # fmt: skip


def plainly(value: object) -> object:
    """A picture without the numbers of rows."""
    if is_dataclass(value) and not isinstance(value, type):
        facts = [(f.name, plainly(getattr(value, f.name))) for f in fields(value) if f.name not in NUMBERS]
        return (type(value).__name__, *facts)
    if isinstance(value, Mapping):
        return {key: plainly(one) for key, one in value.items()}
    return tuple(plainly(one) for one in value) if isinstance(value, tuple | list) else value


class Together:
    """The teacher, the class teacher, the deputy head, the dispatcher and a family on the last day of a trimester."""

    def __init__(self, home: Home) -> None:
        scene = Scene(home)
        home.school.clock = held_at(datetime(2018, 2, 28, 12, 0), home.school.clock.zone)
        self.home, self.school, self.course, self.school_class = home, home.school, scene.course, scene.school_class
        self.people: dict[str, Session] = {
            "teacher": scene.teacher, "leader": scene.leader, "deputy": scene.deputy,
            "dispatcher": scene.dispatcher, "family": session_of(home, scene.guardian),
        }  # fmt: skip
        self.child: PupilId = scene.child
        self.pupils: list[PupilId] = [self.child, *(p for p in (scene.pupil, scene.mate) if p != self.child)][:2]
        self.test, self.later, self.ahead = (lesson_on(home, SUBJECT, day) for day in self._days())
        self.control, self.code, self.other_staff = scene.control, scene.control_code, scene.other_staff
        ((period,),) = self.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=2")
        self.period = PeriodId(period)
        self.done: list[str] = []
        self.undone: list[str] = []

    def _days(self) -> tuple[str, str, str]:
        """Of the last two lessons so far and of the next one."""
        days = [
            day
            for (day,) in self.school.db.sql(
                "SELECT DISTINCT day FROM lesson WHERE course=? ORDER BY day", self.course
            )
        ]
        past = [day for day in days if day <= TODAY.isoformat()]
        return past[-2], past[-1], next(day for day in days if day > TODAY.isoformat())

    def seen(self) -> object:
        """What anybody sees of it."""
        ask, leader = self.people["deputy"].ask, self.people["leader"].ask
        return plainly(
            (
                plain(ask(ShowGrid(self.course, TODAY))), ask(ShowResults(self.course)),
                ask(ShowProposals(self.course, 2)), ask(ShowClosing(self.period)), ask(ShowDebts(self.course)),
                ask(ShowSubstitutions(self.day_ahead, self.school_class)),
                leader(ShowAttendance(self.school_class, TODAY, Reach.PERIOD)),
                self.people["family"].ask(ShowNotices(self.child)),
                attendance.papers(self.school, self.pupils, date(2018, 2, 1), TODAY),
            )
        )  # fmt: skip

    @property
    def day_ahead(self) -> date:
        """The day of the lesson that is still to come."""
        return date.fromisoformat(self._days()[2])

    def step(self, kind: str, number: int) -> bool:
        """Do it; a refusal, or nothing to do, leaves everything as it is."""
        who, change = self.change(kind, number)
        if change is None:
            return False
        try:
            self.people[who].do(change)
        except Refusal:
            return False
        self.done.append(who)
        return True

    def back(self) -> None:
        """Whoever did the last deed takes it back."""
        self.people[self.done[-1]].undo()
        self.undone.append(self.done.pop())

    def again(self) -> None:
        """And does it again."""
        self.people[self.undone[-1]].redo()
        self.done.append(self.undone.pop())

    def change(self, kind: str, number: int) -> tuple[str, Change | None]:
        """Who does what."""
        pupil = self.pupils[number % 2]
        for who, deeds in (("teacher", self._teachers), ("leader", self._leaders), ("deputy", self._deputys),
                           ("dispatcher", self._dispatchers), ("family", self._familys)):  # fmt: skip
            for name, make in deeds():
                if name == kind:
                    return who, make(pupil, number // 2)
        raise AssertionError(kind)

    def _teachers(self) -> Iterator[tuple[str, Callable[[PupilId, int], Change | None]]]:
        yield "mark", lambda pupil, n: self._mark(self.test, pupil, (None, self.code)[n % 2], n // 2)
        yield "make_up", self._make_up
        yield "absence", self._absence
        yield "declare", lambda _pupil, _n: DeclareWork(self.test, self.control)
        yield "remove", lambda _pupil, _n: RemoveWork(self.test, self.control)
        yield "date", self._date
        yield "result", self._result

    def _leaders(self) -> Iterator[tuple[str, Callable[[PupilId, int], Change | None]]]:
        yield "paper", lambda pupil, n: PutAbsencePaper(self.school_class, self._paper(pupil, n))
        yield "withdraw", lambda pupil, _n: (
            WithdrawAbsencePaper(self.school_class, kept) if (kept := self._kept(pupil)) else None
        )
        yield "accept", lambda _pupil, _n: (
            AcceptNotice(self.school_class, notice) if (notice := self._notice()) else None
        )
        yield "decline", lambda _pupil, _n: (
            DeclineNotice(self.school_class, notice, "была в школе") if (notice := self._notice()) else None
        )

    def _deputys(self) -> Iterator[tuple[str, Callable[[PupilId, int], Change | None]]]:
        yield "close", lambda _pupil, _n: ClosePeriod(self.period, (self.school_class,))
        yield "open", lambda _pupil, _n: OpenPeriod(self.period, (self.school_class,), "ошибка")

    def _dispatchers(self) -> Iterator[tuple[str, Callable[[PupilId, int], Change | None]]]:
        yield "give", lambda _pupil, n: GiveLesson(
            self.ahead, self.other_staff, (Reason.ILLNESS, Reason.TRIP)[n % 2], expects=self._order()
        )
        yield "call_off", lambda _pupil, _n: CallOff(self.day_ahead, self.day_ahead, Reason.FROST, lesson=self.ahead)
        yield "take_back", lambda _pupil, _n: TakeBack(self.ahead, order) if (order := self._order()) else None
        yield "move", lambda _pupil, n: MoveLesson(self.ahead, self.day_ahead, 7 + n % 2, "", Reason.EVENT)
        yield "move_back", lambda _pupil, _n: MoveBack(left) if (left := self._left()) else None

    def _familys(self) -> Iterator[tuple[str, Callable[[PupilId, int], Change | None]]]:
        yield "say", lambda _pupil, n: SayAbsent(
            Notice(self.child, "illness", "болезнь", Absence.ILL, TODAY, TODAY, ("", "ОРВИ")[n % 2])
        )
        yield "unsay", lambda _pupil, _n: TakeBackNotice(notice) if (notice := self._notice()) else None

    def _mark(self, lesson: int, pupil: PupilId, code: str | None, number: int) -> Change:
        marks = ((), (Mark(Value.FIVE),), (Mark(Value.TWO),))[number % 3]
        work = code or "answer"
        rows = self.school.db.sql(
            "SELECT w.id FROM work w JOIN work_kind k ON k.id=w.kind WHERE w.lesson=? AND k.code=?"
            " AND w.makes_up IS NULL", lesson, work,
        )  # fmt: skip
        stands = marks_store.cell_marks(self.school, rows[0][0], pupil) if rows else []
        return PutMarks(lesson, pupil, marks, tuple(mark for _key, mark, *_rest in stands), work,
                        takes_work=not marks)  # type: ignore[arg-type]  # a lesson's id  # fmt: skip

    def _make_up(self, pupil: PupilId, number: int) -> Change:
        missed = works_store.missed_work(self.school, self.test, self.code)
        rows = self.school.db.sql(
            "SELECT id FROM work WHERE makes_up=? AND lesson=?", missed.id if missed else 0, self.later
        )
        stands = marks_store.cell_marks(self.school, rows[0][0], pupil) if rows else []
        marks = ((Mark(Value.FOUR),), ())[number % 2]
        return PutMarks(self.later, pupil, marks, tuple(mark for _key, mark, *_rest in stands),
                        make_up_code(self.code, self.test))  # fmt: skip

    def _absence(self, pupil: PupilId, number: int) -> Change:
        rows = self.school.db.sql("SELECT letter FROM absence WHERE lesson=? AND pupil=?", self.test, pupil)
        return PutAbsence(self.test, pupil, (Absence.ABSENT, None)[number % 2], Absence(rows[0][0]) if rows else None)

    def _date(self, pupil: PupilId, number: int) -> Change | None:
        missed = works_store.missed_work(self.school, self.test, self.code)
        if missed is None:
            return None
        stands = work_dates.dates(self.school, [missed.id]).get((missed.id, pupil))
        own = (OwnDate(TOMORROW, DateWhy.DEBT), OwnDate(date(2018, 3, 5), DateWhy.LATER), None)[number % 3]
        return PutWorkDates(self.test, self.code, ((pupil, own),), ((pupil, stands),) if stands else ())

    def _result(self, pupil: PupilId, number: int) -> Change:
        rows = self.school.db.sql(
            "SELECT r.value FROM result r JOIN course c ON c.subject=r.subject WHERE c.id=? AND r.pupil=?"
            " AND r.kind='period' AND r.number=2", self.course, pupil,
        )  # fmt: skip
        value = (Value.THREE, Value.FOUR, Value.NOT_ATTESTED, None)[number % 4]
        expects = Value(rows[0][0]) if rows else None
        return GiveResults(self.course, 2, (Given(pupil, value, expects, "олимпиада"),))

    def _paper(self, pupil: PupilId, number: int) -> Paper:
        first = date(2018, 2, 26 + number % 3)
        letter = (Absence.ILL, Absence.EXCUSED)[number % 2]
        return Paper(pupil, PaperKind.CERTIFICATE, "болезнь", letter, str(number % 3), TODAY, first, TODAY)

    def _kept(self, pupil: PupilId) -> KeptPaper | None:
        return next(iter(attendance.papers(self.school, [pupil], date(2018, 2, 20), TODAY)), None)

    def _notice(self) -> KeptNotice | None:
        found = self.people["family"].ask(ShowNotices(self.child))
        return next((one for one in found if one.state is NoticeState.WAITING), None)

    def _order(self) -> substitutions.Order | None:
        found = substitutions.one(self.school, self.ahead)
        return found.order if found else None

    def _left(self) -> LessonId | None:
        return next(iter(substitutions.moved_here(self.school, self.ahead)), None)
