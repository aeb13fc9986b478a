"""Homework follows the lessons wherever they go; nobody overwrites what another has set."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Conflict, Invalid, Refusal
from ejournal_tui.domain.journal.homework import NEXT_LESSON, Task, Terms
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import AccountId, PupilId
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.domain.timetable.substitutions import Reason
from ejournal_tui.domain.years.year import CalendarSpan, DayKind
from ejournal_tui.services.homework.homework import SetHomework, SetTask
from ejournal_tui.services.homework.homework_calendar import ShowHomework
from ejournal_tui.services.homework.homework_view import ShowHomeworkAhead
from ejournal_tui.services.journal.gradebook import ShowLesson
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.session import Session
from ejournal_tui.services.settings.calendar import PutSpan
from ejournal_tui.services.settings.deciding import ShowEffect
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.services.timetable.moving import MoveLesson
from ejournal_tui.services.timetable.substitutions import CallOff
from tests.people import account_with_role, lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent

DAY, SUBJECT = "2018-01-15", "Русский язык"
DAYS = [date(2018, 1, 16) + timedelta(days=n) for n in range(11)]
CANCEL, MOVE, DAY_OFF, WORK_AFTER_ALL, UNDO = "cancel", "move", "day off", "work after all", "undo"
steps = st.lists(
    st.tuples(
        st.sampled_from((CANCEL, MOVE, DAY_OFF, WORK_AFTER_ALL, UNDO)), st.sampled_from(DAYS), st.sampled_from(DAYS)
    ),
    max_size=8,
)


@pytest.fixture
def teacher(home: Home) -> Session:
    """Who gives Russian in 7А."""
    return session_of(home, teacher_of(home, SUBJECT))


@pytest.fixture
def deputy(home: Home) -> Session:
    """The deputy head."""
    return session_of(home, account_with_role(home, "deputy"))


def due(teacher: Session, lesson: LessonId) -> date | None:
    """For when the homework of a lesson is."""
    return teacher.ask(ShowLesson(lesson)).homework_for


def held(home: Home, course: int) -> list[date]:
    """The days on which the course has a lesson that takes place."""
    rows = home.school.db.sql(
        "SELECT day FROM lesson WHERE course=? AND state NOT IN ('cancelled','moved') ORDER BY day", course
    )
    return [date.fromisoformat(day) for (day,) in rows]


def went_to(home: Home, course: int, day: date) -> date:
    """Where the lesson of a day is held, if it was moved; its day else."""
    rows = home.school.db.sql(
        "SELECT m.day FROM lesson l JOIN substitution s ON s.lesson=l.id JOIN lesson m ON m.id=s.moved_to"
        " WHERE l.course=? AND l.day=? AND l.state='moved'", course, day.isoformat(),
    )  # fmt: skip
    return date.fromisoformat(rows[0][0]) if rows else day


def does(deputy: Session, home: Home, course: int, step: tuple[str, date, date]) -> bool:
    """Do one thing to the days of the course; answers whether it was done."""
    kind, day, other = step
    lessons = home.school.db.sql(
        "SELECT id, room FROM lesson WHERE course=? AND day=? AND state='planned' ORDER BY number", course,
        day.isoformat(),
    )  # fmt: skip
    try:
        if kind == UNDO:
            deputy.undo()
        elif kind == DAY_OFF:
            deputy.do(PutSpan(CalendarSpan(DayKind.DAY_OFF, day, max(day, other), "мороз")))
        elif kind == WORK_AFTER_ALL:
            off = next(span for span in home.school.calendar().spans if span.title == "мороз")
            deputy.do(PutSpan(None, off))
        elif not lessons:
            return False
        elif kind == CANCEL:
            deputy.do(CallOff(day, day, Reason.QUARANTINE, lesson=LessonId(lessons[0][0])))
        else:
            deputy.do(MoveLesson(LessonId(lessons[0][0]), other, 7, lessons[0][1], Reason.ILLNESS))
    except (Refusal, StopIteration):
        return False
    return kind != UNDO


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_happens_to_the_lessons_homework_is_due_at_the_next_that_takes_place_or_on_the_day_chosen(
    home: Home, deputy: Session, todo: list[tuple[str, date, date]]
) -> None:
    teacher = session_of(home, teacher_of(home, SUBJECT))
    lesson = lesson_on(home, SUBJECT, DAY)
    course, given_on = teacher.ask(ShowLesson(lesson)).course, date.fromisoformat(DAY)
    chosen = held(home, course)[[day > given_on for day in held(home, course)].index(True) + 2]
    before = held(home, course)
    wishes = (NEXT_LESSON, Terms(chosen), Terms(date(2018, 1, 20), on_day=True))
    done = 0
    for wish in wishes:
        seen = teacher.ask(ShowLesson(lesson))
        teacher.do(SetHomework(lesson, "§ 42", terms=wish, expects=seen.homework, expects_terms=seen.terms))
        for step in todo:
            done += does(deputy, home, course, step)
            left = [day for day in held(home, course) if day > given_on]
            goal = chosen if chosen in left else went_to(home, course, chosen)
            wanted = {
                0: left[0], 1: next(day for day in left if day >= goal), 2: date(2018, 1, 20),
            }[wishes.index(wish)]  # fmt: skip
            assert due(teacher, lesson) == wanted
    while held(home, course) != before:
        deputy.undo()
    seen = teacher.ask(ShowLesson(lesson))
    teacher.do(SetHomework(lesson, "", expects=seen.homework, expects_terms=seen.terms))
    assert seen.homework_for == date(2018, 1, 20)


def test_a_homework_of_some_pupils_is_set_changed_taken_back_and_undone(home: Home, teacher: Session) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    first, second = pupils_of(home, lesson)[:2]
    card, longer = Task("карточка 3", (first, second), Terms(minutes=10)), Task("карточка 4", (second,))
    teacher.do(SetTask(lesson, 0, card))
    teacher.do(SetTask(lesson, 0, longer, card))
    teacher.do(SetTask(lesson, 0, None, longer))
    for wanted in ((0, longer), (0, card)):
        teacher.undo()
        assert teacher.ask(ShowLesson(lesson)).tasks == (wanted,)
    teacher.undo()
    assert teacher.ask(ShowLesson(lesson)).tasks == ()
    for _step in range(3):
        teacher.redo()
    assert teacher.ask(ShowLesson(lesson)).tasks == ()
    assert home.console().ask(VerifyAudit()).whole


def test_what_cannot_be_homework_is_refused(home: Home, teacher: Session) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    pupil = pupils_of(home, lesson)[0]
    for change, words in (
        (SetTask(lesson, 0, Task(" ", (pupil,))), "What have they to do"),
        (SetTask(lesson, 0, Task("§ 1", ())), "Tick at least one"),
        (SetTask(lesson, 0, Task("§ 1", (PupilId(999_999),))), "was not in this group"),
        (SetTask(lesson, 0, Task("§ 1" * 700, (pupil,))), "too long"),
        (SetTask(lesson, 0, Task("§ 1", (pupil,), Terms(date(2018, 1, 15)))), "from 16.01"),
        (SetHomework(lesson, "§ 1", terms=Terms(date(2019, 1, 15))), "from 16.01"),
        (SetHomework(lesson, "§ 1", terms=Terms(minutes=0)), "from 1 to 600"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=words):
            teacher.do(change)


def test_a_homework_of_some_pupils_that_another_has_changed_is_not_overwritten(home: Home, teacher: Session) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    pupil = pupils_of(home, lesson)[0]
    card = Task("карточка 3", (pupil,))
    session_of(home, AccountId(teacher_of(home, SUBJECT))).do(SetTask(lesson, 0, card))
    with pytest.raises(Conflict, match="карточка 3"):
        teacher.do(SetTask(lesson, 0, Task("карточка 5", (pupil,))))
    teacher.do(SetTask(lesson, 0, None, card))
    with pytest.raises(Conflict, match="taken back"):
        teacher.do(SetTask(lesson, 0, Task("карточка 5", (pupil,)), card))


def test_the_load_of_the_days_ahead_leaves_out_the_homework_being_written(home: Home, teacher: Session) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    before = teacher.ask(ShowHomeworkAhead(lesson)).days
    assert [load.norm for load in before] == [150] * 9
    teacher.do(SetHomework(lesson, "§ 1", terms=Terms(before[1].day, minutes=100)))
    assert teacher.ask(ShowHomeworkAhead(lesson)).days == before
    ((other,),) = home.school.db.sql("SELECT MIN(id) FROM lesson WHERE day=? AND id<>?", DAY, lesson)
    ((account,),) = home.school.db.sql(
        "SELECT MIN(a.id) FROM account a JOIN teaching t ON t.staff=a.staff JOIN lesson l ON l.course=t.course"
        " WHERE l.id=?", other,
    )  # fmt: skip
    seen = session_of(home, account).ask(ShowHomeworkAhead(LessonId(other), before[1].day)).of(before[1].day)
    assert seen is not None
    assert 100 in dict(seen.by_subject).values(), seen


def test_a_norm_with_a_term_acts_from_its_day_on_and_its_effect_is_counted(
    home: Home, teacher: Session, deputy: Session
) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    days = teacher.ask(ShowHomeworkAhead(lesson)).days
    change = PutRule(Rule(RuleName.HOMEWORK_NORM, "30 30 30 30", days[2].day))
    told = deputy.ask(ShowEffect(change))
    assert "Days of classes with more homework" in told[0]
    deputy.do(change)
    norms = [load.norm for load in teacher.ask(ShowHomeworkAhead(lesson)).days]
    assert norms == [150, 150, *[30] * 7]
    deputy.undo()
    assert {load.norm for load in teacher.ask(ShowHomeworkAhead(lesson)).days} == {150}
    with pytest.raises(Invalid, match="do not fall"):
        deputy.do(PutRule(Rule(RuleName.HOMEWORK_NORM, "90 60 150 210", days[2].day)))


def test_the_calendar_and_the_load_cost_the_same_statements_however_much_is_set(home: Home, teacher: Session) -> None:
    lesson = lesson_on(home, SUBJECT, DAY)
    course = teacher.ask(ShowLesson(lesson)).course

    def cost() -> tuple[int, int]:
        with statements_sent() as calendar:
            week = teacher.ask(ShowHomework(course, date(2018, 1, 15)))
        with statements_sent() as ahead:
            teacher.ask(ShowHomeworkAhead(lesson))
        assert week.total
        return len(calendar), len(ahead)

    first, second = pupils_of(home, lesson)[:2]
    teacher.do(SetTask(lesson, 0, Task("карточка 1", (first,))))
    before = cost()
    teacher.do(SetHomework(lesson, "§ 1", terms=Terms(minutes=20)))
    for place in range(1, 4):
        teacher.do(SetTask(lesson, place, Task(f"карточка {place + 1}", (first, second))))
    assert cost() == before
