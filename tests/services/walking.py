"""A walk through the deeds of a journal: whatever a teacher may type, in any order, undone and repeated."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.journal.lessons import LessonGrid, LessonId
from ejournal_tui.domain.journal.marks import PLAIN_ANSWER, Mark, Value
from ejournal_tui.domain.people.people import ClassId, PupilId
from ejournal_tui.services.attendance.attendance import CallRoll, PutAbsence
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.gradebook import LessonPage, ShowGrid, ShowLesson
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork, SetLessonKind, SetTopic
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.on_paper import ShowResults
from ejournal_tui.services.journal.reasons import GiveReasons
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import ShowDiary
from ejournal_tui.services.session import Change, Session, Together
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of

DAYS = ("2018-01-12", "2018-01-15")
CELLS = tuple(Mark(value, sign) for value in (Value.FIVE, Value.TWO, Value.DEBT) for sign in ("", "-"))
TEXTS = ("Причастие", "§ 3", "")
UNDO, REDO = "undo", "redo"
KINDS = ("mark", "absence", "roll", "topic", "kind", "declare", "remove", "homework", "fill")
steps = st.lists(
    st.tuples(st.sampled_from((*KINDS, "mark", "absence", UNDO, REDO)), st.integers(0, 999)), min_size=1, max_size=14
)
"""What is done, and a number from which its particulars follow."""


@dataclass(frozen=True)
class Seen:
    """What the school can see of the journal."""

    grid: LessonGrid
    pages: tuple[LessonPage, ...]
    rest: tuple[object, ...]


class Walk:
    """Somebody at the lessons of one subject."""

    def __init__(self, home: Home, session: Session, subject: str = "Русский язык") -> None:
        self.home = home
        self.session = session
        self.lessons = [lesson_on(home, subject, day) for day in DAYS]
        self.pupils: list[PupilId] = pupils_of(home, self.lessons[0])[:3]
        ((self.course,),) = home.school.db.sql("SELECT course FROM lesson WHERE id=?", self.lessons[0])
        ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
        self.school_class = ClassId(school_class)
        kinds = home.school.db.sql("SELECT id, code FROM work_kind WHERE code<>? ORDER BY id LIMIT 3", PLAIN_ANSWER)
        self.works: dict[int, str] = dict(kinds)
        self.deputy = session_of(home, account_with_role(home, "deputy"))
        self.teacher = session_of(home, teacher_of(home, subject))
        self.today = home.school.clock.today()

    @property
    def journal(self) -> ShowGrid:
        """The journal of the walk."""
        return ShowGrid(self.course, self.today)

    def seen(self) -> Seen:
        """Grid, lesson pages, Today, results, diaries, but for what nobody sees: ids that are given anew."""
        pages = tuple(self.deputy.ask(ShowLesson(lesson)) for lesson in self.lessons)
        day = self.teacher.ask(MyDay(self.today))
        diaries = tuple(self.deputy.ask(ShowDiary(pupil, self.today)) for pupil in self.pupils)
        return Seen(
            plain(self.deputy.ask(self.journal)), tuple(replace(page, grid=plain(page.grid)) for page in pages),
            (day, self.deputy.ask(ShowResults(self.course)), diaries),
        )  # fmt: skip

    def step(self, kind: str, number: int) -> bool:
        """Do it, undo or repeat; a refusal leaves everything as it is."""
        try:
            if kind in (UNDO, REDO):
                (self.session.undo if kind == UNDO else self.session.redo)()
            else:
                self.session.do(self._change(kind, number))
        except Refusal:
            return False
        return True

    def _change(self, kind: str, number: int) -> Change:
        lesson, pupil = self.lessons[number % 2], self.pupils[number // 2 % 3]
        return {
            "mark": self._mark, "absence": self._absence, "fill": self._fill, "reason": self._reason,
        }.get(kind, self._at_lesson)(kind, lesson, pupil, number // 6)  # fmt: skip

    def _mark(self, _kind: str, lesson: LessonId, pupil: PupilId, number: int) -> Change:
        codes = [PLAIN_ANSWER, *self.works.values()]
        work = codes[number % 4]
        marks = ((), CELLS[number // 4 % 6 : number // 4 % 6 + 1], (CELLS[0], CELLS[3]))[number // 4 % 3]
        return PutMarks(lesson, pupil, marks, self._stands(lesson, pupil, work), work, takes_work=not marks)

    def _stands(self, lesson: LessonId, pupil: PupilId, work: str) -> tuple[Mark, ...]:
        grid = self.deputy.ask(self.journal)
        row = next(row for row in grid.rows if row.pupil == pupil)
        cells = zip(grid.columns, row.cells, strict=True)
        return next((cell.seen for column, cell in cells if (column.lesson, column.work_code) == (lesson, work)), ())

    def _absence(self, _kind: str, lesson: LessonId, pupil: PupilId, number: int) -> Change:
        rows = self.home.school.db.sql("SELECT letter FROM absence WHERE lesson=? AND pupil=?", lesson, pupil)
        return PutAbsence(
            lesson, pupil, (Absence.ABSENT, Absence.LATE, None)[number % 3], Absence(rows[0][0]) if rows else None
        )

    def _fill(self, kind: str, lesson: LessonId, _pupil: PupilId, number: int) -> Change:
        return Together(tuple(self._mark(kind, lesson, pupil, number) for pupil in self.pupils))  # type: ignore[arg-type]  # all are changes

    def _reason(self, _kind: str, _lesson: LessonId, pupil: PupilId, number: int) -> Change:
        return GiveReasons(self.school_class, pupil, self.today, self.today, (Absence.ILL, Absence.EXCUSED)[number % 2])

    def _at_lesson(self, kind: str, lesson: LessonId, _pupil: PupilId, number: int) -> Change:
        page = self.deputy.ask(ShowLesson(lesson))
        works = [*self.works]
        if kind == "roll":
            return CallRoll(lesson, bool(number % 2))
        if kind == "topic":
            return SetTopic(lesson, TEXTS[number % 3], None, page.topic)
        if kind == "kind":
            return SetLessonKind(lesson, page.kinds[number % len(page.kinds)][0], page.kind)
        if kind == "homework":
            return SetHomework(lesson, TEXTS[number % 3], not TEXTS[number % 3], expects=page.homework)
        return (DeclareWork if kind == "declare" else RemoveWork)(lesson, works[number % 3])


def plain(grid: LessonGrid) -> LessonGrid:
    """A grid without what nobody sees of it: the ids of works, the line of the log it is of."""
    places = {column.work: place for place, column in enumerate(grid.columns) if column.work is not None}
    columns = (replace(one, work=None, root=places.get(one.root)) for one in grid.columns)  # type: ignore[arg-type]
    return replace(grid, head=0, columns=tuple(columns))


def of_teacher(home: Home) -> Walk:
    """The subject's own teacher."""
    return Walk(home, session_of(home, teacher_of(home, "Русский язык")))


def of_class_teacher(home: Home) -> Walk:
    """The class teacher, who gives reasons."""
    return Walk(home, session_of(home, class_teacher(home)))
