"""Marks as a teacher writes them."""

import pytest

from ejournal_tui.domain.attendance import Absence
from ejournal_tui.domain.errors import Conflict, Denied, Invalid, Refusal
from ejournal_tui.domain.groups import CourseId
from ejournal_tui.domain.marks import Mark, Value
from ejournal_tui.services.attendance import CallRoll, PutAbsence
from ejournal_tui.services.gradebook import ShowGrid
from ejournal_tui.services.history import CellLife
from ejournal_tui.services.home import Home
from ejournal_tui.services.marks import PutMarks
from ejournal_tui.services.operations import VerifyAudit
from ejournal_tui.storage import lessons
from tests.people import lesson_on, pupils_of, session_of, teacher_of

FIVE, FOUR, TWO = Mark(Value.FIVE), Mark(Value.FOUR), Mark(Value.TWO)
DAY = "2018-01-15"


def marks_in(home: Home) -> int:
    return int(home.school.db.sql("SELECT COUNT(*) FROM mark")[0][0])


def test_a_mark_is_saved_with_its_author_and_moment(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    teacher = teacher_of(home, "Русский язык")
    pupil = pupils_of(home, lesson)[0]
    receipt = session_of(home, teacher).do(PutMarks(lesson, pupil, (FIVE,), ()))
    ((value, author, at),) = home.school.db.sql(
        "SELECT m.value, m.author, m.at FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=? AND m.pupil=?",
        lesson, pupil,
    )  # fmt: skip
    assert (value, author, at) == (5, teacher, receipt.at)
    assert home.console().ask(VerifyAudit()).whole


def test_two_people_never_overwrite_each_other_unseen(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    one, two = (session_of(home, teacher_of(home, "Русский язык")) for _ in range(2))
    pupil = pupils_of(home, lesson)[0]
    work = one.do(PutMarks(lesson, pupil, (FIVE,), ())).change
    with pytest.raises(Conflict, match=r"5.*stands here already"):
        two.do(PutMarks(lesson, pupil, (TWO,), ()))
    assert work
    life = one.ask(CellLife(lesson, pupil))
    assert [told.what for told in life] == ["“5” was written"]


def test_undo_restores_what_was_seen_however_deep(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    pupil = pupils_of(home, lesson)[0]
    course = lessons.lesson(home.school, lesson).course

    def seen() -> str:
        grid = session.ask(ShowGrid(CourseId(course), lessons.lesson(home.school, lesson).day))
        column = next(n for n, c in enumerate(grid.columns) if c.lesson == lesson)
        return next(row for row in grid.rows if row.pupil == pupil).cells[column].text

    session.do(PutMarks(lesson, pupil, (FIVE,), ()))
    work = lessons.works(home.school, [lesson])[lesson][0].id
    session.do(PutMarks(lesson, pupil, (FOUR,), (FIVE,), work))
    session.do(PutMarks(lesson, pupil, (FOUR, TWO), (FOUR,), work))
    assert seen() == "42"
    session.undo()
    assert seen() == "4"
    session.undo()
    assert seen() == "5"
    session.undo()
    assert seen() == ""
    session.redo()
    assert seen() == "5"
    session.undo()
    with pytest.raises(Refusal):
        session.undo()
    assert home.console().ask(VerifyAudit()).whole


def test_a_mark_never_stands_with_an_absence(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    pupil, late = pupils_of(home, lesson)[:2]
    session.do(PutAbsence(lesson, pupil, Absence.ABSENT))
    with pytest.raises(Invalid, match="was absent"):
        session.do(PutMarks(lesson, pupil, (FIVE,), ()))
    session.do(PutAbsence(lesson, late, Absence.LATE))
    session.do(PutMarks(lesson, late, (FIVE,), ()))
    with pytest.raises(Invalid, match="A mark stands"):
        session.do(PutAbsence(lesson, late, Absence.ABSENT, Absence.LATE))


def test_a_stranger_is_refused_and_the_refusal_is_on_record(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    stranger = teacher_of(home, "Физика")
    pupil, before = pupils_of(home, lesson)[0], marks_in(home)
    with pytest.raises(Denied):
        session_of(home, stranger).do(PutMarks(lesson, pupil, (FIVE,), ()))
    assert marks_in(home) == before
    ((verb, outcome, actor),) = home.school.db.sql("SELECT verb, outcome, actor FROM deed ORDER BY seq DESC LIMIT 1")
    assert (verb, outcome, actor) == ("PutMarks", "denied", stranger)


def test_no_mark_before_the_lesson_was_held(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", "2018-01-16")
    session = session_of(home, teacher_of(home, "Русский язык"))
    with pytest.raises(Invalid, match="has not been held yet"):
        session.do(PutMarks(lesson, pupils_of(home, lesson)[0], (FIVE,), ()))


def test_a_pupil_of_another_group_is_locked(home: Home) -> None:
    lesson = lesson_on(home, "Английский язык", "2018-01-15")
    outsider = next(
        p for p in pupils_of(home, lesson_on(home, "Русский язык", DAY)) if p not in pupils_of(home, lesson)
    )
    ((author,),) = home.school.db.sql(
        "SELECT a.id FROM lesson l JOIN teaching t ON t.course=l.course JOIN account a ON a.staff=t.staff"
        " WHERE l.id=?",
        lesson,
    )
    with pytest.raises(Invalid, match="not in this group"):
        session_of(home, author).do(PutMarks(lesson, outsider, (FIVE,), ()))


def test_the_roll_call_stays_when_it_is_undone_and_done_again(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    session.do(CallRoll(lesson))
    assert lessons.lesson(home.school, lesson).roll_at is not None
    session.undo()
    assert lessons.lesson(home.school, lesson).roll_at is None
    session.redo()
    assert lessons.lesson(home.school, lesson).roll_at is not None
