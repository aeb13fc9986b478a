"""Marks as a teacher writes them."""

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Conflict, Denied, Invalid, Refusal
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import CONSOLE
from ejournal_tui.services.attendance.attendance import CallRoll, PutAbsence
from ejournal_tui.services.history.cells import CellLife
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.gradebook import ShowGrid, ShowLesson
from ejournal_tui.services.journal.lessons import DeclareWork, SetLessonKind, SetTopic
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.session import Session, Together
from ejournal_tui.storage.journal import lessons
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
    session.do(PutMarks(lesson, pupil, (FOUR,), (FIVE,)))
    session.do(PutMarks(lesson, pupil, (FOUR, TWO), (FOUR,)))
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


def _columns(home: Home, session: Session, lesson: LessonId) -> list[str]:
    facts = lessons.lesson(home.school, lesson)
    grid = session.ask(ShowGrid(facts.course, facts.day))
    return [column.work_code for column in grid.columns if column.lesson == lesson]


def _standing(home: Home, lesson: LessonId) -> tuple[str, bool]:
    facts = lessons.lesson(home.school, lesson)
    return facts.state.value, facts.held_at is not None


def test_a_work_taken_back_and_declared_again_takes_its_marks_back_too(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    pupil = pupils_of(home, lesson)[0]
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    session.do(DeclareWork(lesson, kind))
    session.do(PutMarks(lesson, pupil, (FOUR,), (), "control"))
    for _step in range(2):
        session.undo()
    assert _columns(home, session, lesson) == ["answer"]
    for _step in range(2):
        session.redo()
    assert _columns(home, session, lesson) == ["control"]
    assert home.school.db.sql("SELECT COUNT(*) FROM deed WHERE outcome='denied'") == [(0,)]
    ((value,),) = home.school.db.sql(
        "SELECT m.value FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=? AND m.pupil=?", lesson, pupil
    )
    assert value == 4


def test_a_mark_for_a_work_that_is_gone_is_refused_in_words(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    before = marks_in(home)
    with pytest.raises(Invalid, match="was removed from the lesson"):
        session.do(PutMarks(lesson, pupils_of(home, lesson)[0], (FIVE,), (), "control"))
    assert marks_in(home) == before


def test_an_undone_mark_leaves_neither_a_column_nor_a_held_lesson_behind(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    pupil = pupils_of(home, lesson)[0]
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    before = _standing(home, lesson)
    session.do(PutMarks(lesson, pupil, (FIVE,), ()))
    assert _standing(home, lesson) == ("held", True)
    session.undo()
    assert _standing(home, lesson) == before == ("planned", False)
    session.do(DeclareWork(lesson, kind))
    assert _columns(home, session, lesson) == ["control"]


def test_an_undone_mark_takes_nothing_of_what_others_wrote_meanwhile(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    one, two = (session_of(home, teacher_of(home, "Русский язык")) for _ in range(2))
    first, second = pupils_of(home, lesson)[:2]
    one.do(PutMarks(lesson, first, (FIVE,), ()))
    two.do(PutMarks(lesson, second, (FOUR,), ()))
    one.undo()
    assert _standing(home, lesson) == ("held", True)
    assert home.school.db.sql(
        "SELECT m.pupil, m.value FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?", lesson
    ) == [(second, 4)]


@pytest.mark.parametrize("state", ["cancelled", "moved"])
def test_a_lesson_that_was_called_off_stays_so(home: Home, state: str) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    home.school.write(CONSOLE, "test", lambda ledger: (
        ledger.update("lesson", lesson, state=state), ledger.seal("Cancelled", "done", {})
    ))  # fmt: skip
    pupil = pupils_of(home, lesson)[0]
    for change in (CallRoll(lesson), PutAbsence(lesson, pupil, Absence.ABSENT), PutMarks(lesson, pupil, (FIVE,), ()),
                   SetTopic(lesson, "Причастие")):  # fmt: skip
        with pytest.raises(Invalid, match="was not held"):
            session.do(change)
    assert _standing(home, lesson) == (state, False)


def test_a_conflict_does_not_bar_the_way_to_what_can_still_be_undone(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    one, two = (session_of(home, teacher_of(home, "Русский язык")) for _ in range(2))
    first, second = pupils_of(home, lesson)[:2]
    one.do(PutMarks(lesson, first, (FIVE,), ()))
    one.do(PutMarks(lesson, second, (FIVE,), ()))
    two.do(PutMarks(lesson, second, (TWO,), (FIVE,)))
    with pytest.raises(Conflict):
        one.undo()
    one.undo()
    assert home.school.db.sql(
        "SELECT m.pupil, m.value FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?", lesson
    ) == [(second, 2)]
    with pytest.raises(Refusal, match="nothing to undo"):
        one.undo()


def test_nothing_set_and_nothing_said_are_two_things_to_whoever_overwrites(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    one, two = (session_of(home, teacher_of(home, "Русский язык")) for _ in range(2))
    one.do(SetHomework(lesson, "", nothing=True))
    with pytest.raises(Conflict, match="Nothing set"):
        two.do(SetHomework(lesson, "§ 41"))
    two.do(SetHomework(lesson, "§ 41", expects=""))
    with pytest.raises(Conflict, match="§ 41"):
        one.undo()
    two.undo()
    assert lessons.homework(home.school, [lesson])[lesson].nothing


def test_the_kind_of_a_lesson_is_not_overwritten_unseen(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    one, two = (session_of(home, teacher_of(home, "Русский язык")) for _ in range(2))
    first, second = (row[0] for row in home.school.db.sql("SELECT id FROM lesson_kind ORDER BY id LIMIT 2"))
    one.do(SetLessonKind(lesson, first))
    with pytest.raises(Conflict, match="changed meanwhile"):
        two.do(SetLessonKind(lesson, second))
    two.do(SetLessonKind(lesson, second, expects=first))
    with pytest.raises(Conflict):
        one.undo()
    assert lessons.lesson(home.school, lesson).kind == second


def test_a_planned_topic_and_its_work_are_one_deed(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    session.do(Together((SetTopic(lesson, "Контрольная работа"), DeclareWork(lesson, kind))))
    assert _columns(home, session, lesson) == ["control"]
    session.undo()
    assert _columns(home, session, lesson) == ["answer"]
    assert lessons.lesson(home.school, lesson).topic == ""
    session.redo()
    assert (_columns(home, session, lesson), lessons.lesson(home.school, lesson).topic) == (
        ["control"], "Контрольная работа",
    )  # fmt: skip
    again = Together((SetTopic(lesson, "Другая", expects="Контрольная работа"), DeclareWork(lesson, kind)))
    with pytest.raises(Invalid, match="has a work of this kind"):
        session.do(again)
    assert lessons.lesson(home.school, lesson).topic == "Контрольная работа"
    assert home.console().ask(VerifyAudit()).whole


def test_a_line_of_another_courses_plan_is_refused(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    ((foreign,),) = home.school.db.sql(
        "SELECT id FROM plan_entry WHERE course<>? ORDER BY id LIMIT 1", lessons.lesson(home.school, lesson).course
    )
    with pytest.raises(Invalid, match="not in the plan of this course"):
        session_of(home, teacher_of(home, "Русский язык")).do(SetTopic(lesson, "Причастие", foreign))


def test_texts_are_kept_without_what_leads_a_terminal_astray(home: Home) -> None:
    lesson = lesson_on(home, "Русский язык", DAY)
    session = session_of(home, teacher_of(home, "Русский язык"))
    session.do(SetTopic(lesson, "Прича\x1b[2Jстие\u202e"))
    session.do(SetHomework(lesson, "§\x9b 41\u200b"))
    assert lessons.lesson(home.school, lesson).topic == "Прича[2Jстие"
    assert lessons.homework(home.school, [lesson])[lesson].text == "§ 41"
    session.undo()
    session.undo()
    assert lessons.lesson(home.school, lesson).topic == ""


def test_a_substitute_reads_the_journal_on_the_day_of_the_lesson_only(home: Home) -> None:
    day, other = lesson_on(home, "Русский язык", DAY), lesson_on(home, "Русский язык", "2018-01-12")
    stranger = teacher_of(home, "Физика")
    ((staff,),) = home.school.db.sql("SELECT staff FROM account WHERE id=?", stranger)
    session = session_of(home, stranger)

    def give(lesson: LessonId, to: int | None) -> None:
        home.school.write(CONSOLE, "test", lambda ledger: (
            ledger.update("lesson", lesson, substitute=to), ledger.seal("Given", "done", {})
        ))  # fmt: skip

    course = lessons.lesson(home.school, day).course
    give(other, staff)
    assert session.objection(ShowGrid(course, home.clock.today())) is not None
    assert session.objection(ShowLesson(other)) is None
    assert session.objection(ShowLesson(day)) is not None
    give(other, None)
    give(day, staff)
    assert session.objection(ShowGrid(course, home.clock.today())) is None
