"""The day of a teacher and of the school: who has to fill in which lesson."""

from datetime import date

import pytest

from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.services.journal.gradebook import ShowLesson
from ejournal_tui.services.mornings.today import ClassDay, MyDay, WholeSchoolDay
from ejournal_tui.services.operations.home import Home
from tests.changing import changed, made
from tests.people import account_with_role, lesson_on, session_of, teacher_of

PAST = date(2018, 1, 12)
TODAY = date(2018, 1, 15)


def school_day(home: Home, day: date) -> ClassDay:
    (line,) = session_of(home, account_with_role(home, "deputy")).ask(WholeSchoolDay(day)).classes
    return line


def staff_of(home: Home, account: int) -> int:
    return int(home.school.db.sql("SELECT staff FROM account WHERE id=?", account)[0][0])


def forget(home: Home, lesson: LessonId) -> None:
    """A lesson that nobody has filled in."""
    changed(home, "lesson", lesson, roll_at=None, topic="", state="planned", plan_entry=None)


def second_teacher(home: Home, lesson: LessonId, account: int) -> None:
    ((course,),) = home.school.db.sql("SELECT course FROM lesson WHERE id=?", lesson)
    made(home, "teaching", course=course, staff=staff_of(home, account), starts="2017-09-01", ends=None)


@pytest.mark.parametrize("state", ["cancelled", "moved"])
def test_a_lesson_that_does_not_take_place_is_nobodys_debt(home: Home, state: str) -> None:
    before = school_day(home, PAST)
    lesson = lesson_on(home, "Физика", PAST.isoformat())
    forget(home, lesson)
    late = school_day(home, PAST)
    assert (late.lessons, late.filled) == (before.lessons, before.filled - 1)
    assert [words.split(" (")[0] for words in late.missing if words not in before.missing] == ["2 Физика"]
    changed(home, "lesson", lesson, state=state)
    after = school_day(home, PAST)
    assert (after.lessons, after.filled, after.missing) == (before.lessons - 1, before.filled - 1, before.missing)


def test_a_lesson_of_two_teachers_is_one_lesson_that_names_both(home: Home) -> None:
    before = school_day(home, PAST)
    lesson = lesson_on(home, "Физика", PAST.isoformat())
    second_teacher(home, lesson, teacher_of(home, "Музыка"))
    forget(home, lesson)
    after = school_day(home, PAST)
    assert after.lessons == before.lessons
    (words,) = [words for words in after.missing if words not in before.missing]
    assert words.count(".") == 4
    assert ", " in words


def test_each_of_two_teachers_sees_the_lesson_once(home: Home) -> None:
    lesson = lesson_on(home, "Физика", TODAY.isoformat())
    second_teacher(home, lesson, teacher_of(home, "Музыка"))
    second_teacher(home, lesson, teacher_of(home, "История"))
    for subject in ("Физика", "Музыка", "История"):
        lines = session_of(home, teacher_of(home, subject)).ask(MyDay(TODAY)).lines
        assert [line.lesson for line in lines].count(lesson) == 1


def test_a_substitute_of_a_lesson_of_two_teachers_sees_it_once_and_instead_of_whom(home: Home) -> None:
    lesson = lesson_on(home, "Физика", TODAY.isoformat())
    second_teacher(home, lesson, teacher_of(home, "Музыка"))
    substitute = teacher_of(home, "География")
    changed(home, "lesson", lesson, substitute=staff_of(home, substitute))
    (line,) = [x for x in session_of(home, substitute).ask(MyDay(TODAY)).lines if x.lesson == lesson]
    assert line.substitution.startswith("substitution, instead of ")
    assert line.substitution.count(".") == 4


def test_a_substituted_lesson_is_the_substitutes_debt_not_the_teachers(home: Home) -> None:
    lesson = lesson_on(home, "Физика", PAST.isoformat())
    teacher, substitute = teacher_of(home, "Физика"), teacher_of(home, "География")
    before = school_day(home, PAST).missing
    forget(home, lesson)
    changed(home, "lesson", lesson, substitute=staff_of(home, substitute))
    (words,) = [words for words in school_day(home, PAST).missing if words not in before]
    surname = home.school.db.sql("SELECT surname FROM staff WHERE id=?", staff_of(home, substitute))[0][0]
    assert surname in words
    owed = "7А Физика 12.01"
    assert owed in [one.title for one in session_of(home, substitute).ask(MyDay(TODAY)).overdue]
    assert owed not in [one.title for one in session_of(home, teacher).ask(MyDay(TODAY)).overdue]


def test_a_lesson_without_a_topic_is_offered_its_turn_of_the_plan(home: Home) -> None:
    session = session_of(home, teacher_of(home, "Русский язык"))
    wanted = home.school.db.sql(
        "SELECT e.topic FROM plan_entry e JOIN course c ON c.id=e.course JOIN subject s ON s.id=c.subject"
        " WHERE s.name='Русский язык' AND e.id NOT IN (SELECT plan_entry FROM lesson WHERE plan_entry IS NOT NULL)"
        " ORDER BY e.number LIMIT 3"
    )
    days = [date(2018, 1, n) for n in (15, 16, 17)]
    offered = []
    for day in days:
        lesson = lesson_on(home, "Русский язык", day.isoformat())
        (line,) = [x for x in session.ask(MyDay(day)).lines if x.lesson == lesson]
        page = session.ask(ShowLesson(lesson))
        assert page.planned is not None
        assert (line.planned_topic, line.topic) == (True, page.planned[1])
        offered.append((line.topic,))
    assert offered == wanted


def test_homework_is_due_after_the_last_lesson_that_takes_place(home: Home) -> None:
    session = session_of(home, teacher_of(home, "Русский язык"))
    lesson = lesson_on(home, "Русский язык", TODAY.isoformat())

    def until() -> str:
        (line,) = [x for x in session.ask(MyDay(TODAY)).lines if x.lesson == lesson]
        assert session.ask(ShowLesson(lesson)).homework_until == line.homework_due
        return line.homework_due

    before = until()
    last = lesson_on(home, "Алгебра", TODAY.isoformat())
    for state in ("cancelled", "moved"):
        changed(home, "lesson", last, state=state)
        assert until() < before
    changed(home, "lesson", last, state="planned")
    assert until() == before
