"""A pupil is taught at home: own subjects, own teacher, own days, arranged on the card by keys alone (C14)."""

from datetime import date

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Conflict, Invalid
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import PupilId, StaffId
from ejournal_tui.domain.timetable.substitutions import Reason
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.own_lessons import GiveOwnCourse, PutOwnLessons, read_times
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.papers import ShowDiary
from ejournal_tui.services.people.pupils import MovePupil, SetHomeTuition
from ejournal_tui.services.timetable.moving import MoveLesson
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from tests.people import account_with_role, lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_newcomers import leave, somebody
from tests.ui.test_story_on_paper import at_grid
from tests.ui.test_story_people import at_people, deed, fill, opens

SUBJECT = "Русский язык"
OWN = "SELECT l.day, l.number FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group" \
    " WHERE g.kind='individual' ORDER BY l.day, l.number"  # fmt: skip


async def test_c14_own_lessons_are_arranged_held_and_read(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil = somebody(home)
    async with sit() as person:
        await at_people(person, account_with_role(home, "officer"))
        await opens(person, "богданов богдан")
        await person.press("f2")
        await deed(person, "Tuition at home")
        await fill(person, "10.01", "3")
        await person.sees("since 10.01.2018, order 3")
        await person.press("f2")
        await deed(person, "Subject taught at home")
        await deed(person, "Русский язык: ")
        await fill(person, "2", "12.01")
        await person.sees("Saved.", "Русский язык, hours a week 2", "no lessons yet")
        await person.press("f2")
        await deed(person, "Русский язык at home: days")
        await fill(person, "12.01 8, 16.01 9", "31.01")
        await person.sees("Saved.", "16.01 lesson 9")
        assert home.school.db.sql(OWN) == [
            ("2018-01-12", 8), ("2018-01-16", 9), ("2018-01-19", 8), ("2018-01-23", 9), ("2018-01-26", 8),
            ("2018-01-30", 9),
        ]  # fmt: skip
        await person.press("f2")
        await deed(person, "take lessons out")
        await fill(person, "30.01 9")
        await person.sees("Saved.")
        assert len(home.school.db.sql(OWN)) == 5
        await person.press("ctrl+z")
        await person.sees("Taken back: days of own lessons")
        assert len(home.school.db.sql(OWN)) == 6
        await leave(person)
        # the teacher at home keeps the own lessons like any others
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.press("ж")
        await person.type("7а, at home 1")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.sees("7А, at home 1 · Русский язык", "Богданов Богдан")
        await person.press("home", "4")
        await person.sees("mark 4")
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.press("5")
        await leave(person)
        # the journal of the class shows the sign, takes neither absence nor mark, and has the result
        await at_grid(person, home, "русский")
        grid = person.grid.grid
        assert grid is not None
        last = next(n for n, column in enumerate(grid.columns) if column.day == date(2018, 1, 15))
        person.grid.move_to(0, last)
        await person.settle()
        assert person.shown(0) == "home"
        await person.press("н")
        await person.sees("nobody is missed at the lessons of the class")
        await person.press("5")
        await person.sees("in lessons of the pupil's own")
        assert [cell.origin[:13] for cell in grid.rows[0].cells if cell.origin] == ["7А, at home 1"]
        await person.press("f8")
        await person.sees("Богданов Богдан", "5*")
        await leave(person)
        ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
        await person.enter(account)
        await person.comes_to(DiaryScreen)
        await person.sees("9  Русский язык", "8  Русский язык")
        assert "Физика" not in person.text
    assert home.console().ask(VerifyAudit()).whole


def arranged(home: Home) -> tuple[PupilId, int]:
    """The pupil at home from 10.01 with Russian from 12.01: the course."""
    pupil, officer = somebody(home), session_of(home, account_with_role(home, "officer"))
    officer.do(SetHomeTuition(pupil, True, date(2018, 1, 10), "3", False))
    ((subject,),) = home.school.db.sql("SELECT id FROM subject WHERE name=?", SUBJECT)
    ((staff,),) = home.school.db.sql("SELECT staff FROM account WHERE id=?", teacher_of(home, SUBJECT))
    officer.do(GiveOwnCourse(pupil, subject, StaffId(staff), 4, date(2018, 1, 12)))
    ((course,),) = home.school.db.sql(
        "SELECT c.id FROM course c JOIN study_group g ON g.id=c.study_group WHERE g.kind='individual'"
    )
    return pupil, course


def test_c14_back_in_the_class_or_moved_the_own_lessons_end(home: Home) -> None:
    pupil, course = arranged(home)
    officer = session_of(home, account_with_role(home, "officer"))
    officer.do(PutOwnLessons(course, read_times("15.01 9, 17.01 9", date(2018, 1, 15))))  # type: ignore[arg-type]
    officer.do(SetHomeTuition(pupil, False, date(2018, 1, 17), "4", True))
    stays = "SELECT m.ends FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.kind='individual'"
    assert (home.school.db.sql(OWN), home.school.db.sql(stays)) == ([("2018-01-15", 9)], [("2018-01-16",)])
    officer.undo()
    assert (len(home.school.db.sql(OWN)), home.school.db.sql(stays)) == (2, [(None,)])
    ((here,),) = home.school.db.sql("SELECT study_group FROM membership WHERE pupil=? ORDER BY id LIMIT 1", pupil)
    officer.do(MovePupil(pupil, None, date(2018, 1, 16), "5", here))
    assert (home.school.db.sql(OWN), home.school.db.sql(stays)) == ([("2018-01-15", 9)], [("2018-01-15",)])
    assert home.console().ask(VerifyAudit()).whole


def test_c14_wrong_days_are_refused_in_words(home: Home) -> None:
    pupil, course = arranged(home)
    officer, teacher = (session_of(home, a) for a in (account_with_role(home, "officer"), teacher_of(home, SUBJECT)))
    ((number,),) = home.school.db.sql("SELECT number FROM lesson WHERE id=?", lesson_on(home, SUBJECT, "2018-01-16"))
    near = date(2018, 1, 15)
    for typed, kind, words in (
        (f"16.01 {number}", Conflict, "the teacher or the pupil has 7А Русский язык then"),
        ("20.01 1", Invalid, "no lessons at 20.01.2018"),
        ("16.01 55", Invalid, "no lessons at 16.01.2018, number 55"),
        ("11.01 9", Invalid, "begin later"),
    ):
        with pytest.raises(kind, match=words):
            teacher.do(PutOwnLessons(course, read_times(typed, near)))  # type: ignore[arg-type]
    for typed in ("", "16.01", "5", "16.01 н"):
        with pytest.raises(Invalid):
            read_times(typed, near)
    ((subject, staff),) = home.school.db.sql(
        "SELECT c.subject, t.staff FROM course c JOIN teaching t ON t.course=c.id WHERE c.id=?", course
    )
    with pytest.raises(Conflict, match="already"):
        officer.do(GiveOwnCourse(pupil, subject, StaffId(staff), 4, near))
    with pytest.raises(Invalid, match="nobody is missed"):
        teacher.do(PutAbsence(lesson_on(home, SUBJECT, "2018-01-15"), pupil, Absence.ABSENT))


def test_c14_without_own_lessons_the_class_journal_keeps_the_marks(home: Home) -> None:
    pupil, officer = somebody(home), session_of(home, account_with_role(home, "officer"))
    officer.do(SetHomeTuition(pupil, True, date(2018, 1, 10), "3", False))
    teacher = session_of(home, teacher_of(home, SUBJECT))
    teacher.do(PutMarks(lesson_on(home, SUBJECT, "2018-01-15"), pupil, (Mark(Value.FIVE),), ()))
    week = session_of(home, account_with_role(home, "deputy")).ask(ShowDiary(pupil, date(2018, 1, 15))).pupils[0]
    assert any(lesson.mark == "5" for day in week.days for lesson in day)


def test_c14_a_course_with_lessons_is_not_taken_back_from_under_them(home: Home) -> None:
    pupil, course = arranged(home)
    ((subject, staff),) = home.school.db.sql(
        "SELECT c.subject, t.staff FROM course c JOIN teaching t ON t.course=c.id WHERE c.study_group="
        "(SELECT study_group FROM membership WHERE pupil=? ORDER BY id LIMIT 1) AND c.subject<>"
        "(SELECT subject FROM course WHERE id=?) ORDER BY c.id LIMIT 1", pupil, course,
    )  # fmt: skip
    officer, other = (session_of(home, account_with_role(home, "officer")) for _n in range(2))
    officer.do(GiveOwnCourse(pupil, subject, StaffId(staff), 1, date(2018, 1, 15)))
    ((new,),) = home.school.db.sql("SELECT MAX(id) FROM course")
    other.do(PutOwnLessons(new, read_times("16.01 9", date(2018, 1, 15))))
    with pytest.raises(Conflict, match="More was written"):
        officer.undo()
    other.undo()
    assert home.school.db.sql(OWN) == []


def test_c14_own_lessons_and_those_of_the_class_stand_side_by_side(home: Home) -> None:
    _pupil, course = arranged(home)
    teacher, dispatcher = session_of(home, teacher_of(home, SUBJECT)), session_of(
        home, account_with_role(home, "dispatcher")
    )
    teacher.do(PutOwnLessons(course, read_times("16.01 9", date(2018, 1, 15))))  # type: ignore[arg-type]
    ((lesson,),) = home.school.db.sql("SELECT id FROM lesson WHERE course=?", course)
    ((free,),) = home.school.db.sql(
        "SELECT MIN(l.number) FROM lesson l WHERE l.day='2018-01-16' AND NOT EXISTS (SELECT 1 FROM lesson o"
        " JOIN teaching t ON t.course=o.course WHERE o.day=l.day AND o.number=l.number AND t.staff="
        "(SELECT staff FROM teaching WHERE course=?))", course,
    )  # fmt: skip
    dispatcher.do(MoveLesson(lesson, date(2018, 1, 16), free, "", Reason.EVENT))
    assert home.school.db.sql("SELECT number FROM lesson WHERE id=?", lesson) == [(free,)]
