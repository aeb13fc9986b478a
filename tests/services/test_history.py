"""What was done, told in sentences from the log: the life of a cell, the last deeds."""

import pytest

from ejournal_tui.domain.attendance import Absence
from ejournal_tui.domain.lessons import LessonId
from ejournal_tui.domain.marks import Mark, Value
from ejournal_tui.domain.people import PupilId
from ejournal_tui.services.history import CellLife, RecentDeeds
from ejournal_tui.services.journal.attendance import PutAbsence
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.session import Session
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent

FIVE, FOUR, FIVE_MINUS = Mark(Value.FIVE), Mark(Value.FOUR), Mark(Value.FIVE, "-")


@pytest.fixture
def place(home: Home) -> tuple[Session, LessonId, PupilId, PupilId]:
    """A teacher, a lesson of today, two of its pupils."""
    lesson = lesson_on(home, "Русский язык", "2018-01-15")
    one, other = pupils_of(home, lesson)[:2]
    return session_of(home, teacher_of(home, "Русский язык")), lesson, one, other


def life(session: Session, lesson: LessonId, pupil: PupilId) -> list[str]:
    return [told.what for told in session.ask(CellLife(lesson, pupil))]


def test_a_work_that_was_removed_leaves_what_stood_in_it(
    home: Home, place: tuple[Session, LessonId, PupilId, PupilId]
) -> None:
    session, lesson, pupil, other = place
    ((kind, work),) = home.school.db.sql("SELECT id, code FROM work_kind WHERE code='control'")
    session.do(DeclareWork(lesson, kind))
    session.do(PutMarks(lesson, pupil, (FIVE,), (), work))
    session.do(PutMarks(lesson, pupil, (FOUR,), (FIVE,), work))
    session.do(PutMarks(lesson, other, (FIVE,), (), work))
    session.do(PutMarks(lesson, pupil, (), (FOUR,), work))
    session.do(PutMarks(lesson, other, (), (FIVE,), work))
    session.do(RemoveWork(lesson, kind))
    assert life(session, lesson, pupil) == ["“5” was written", "“5” became “4”", "“4” was erased"]
    assert life(session, lesson, other) == ["“5” was written", "“5” was erased"]


def test_a_sign_is_part_of_what_stood_there(place: tuple[Session, LessonId, PupilId, PupilId]) -> None:
    session, lesson, pupil, _other = place
    session.do(PutMarks(lesson, pupil, (FIVE,), ()))
    session.do(PutMarks(lesson, pupil, (FIVE_MINUS,), (FIVE,)))
    assert life(session, lesson, pupil) == ["“5” was written", "“5” became “5-”"]


def test_an_absence_taken_back_is_told_in_its_order(place: tuple[Session, LessonId, PupilId, PupilId]) -> None:
    session, lesson, pupil, other = place
    session.do(PutAbsence(lesson, pupil, Absence.ABSENT))
    session.do(PutAbsence(lesson, other, Absence.ABSENT))
    session.do(PutAbsence(lesson, pupil, None, Absence.ABSENT))
    session.do(PutMarks(lesson, pupil, (FIVE,), ()))
    assert life(session, lesson, pupil) == ["“н” was written", "“н” was erased", "“5” was written"]


@pytest.mark.sqlite
def test_the_log_is_never_walked_for_it(home: Home, place: tuple[Session, LessonId, PupilId, PupilId]) -> None:
    session, lesson, pupil, _other = place
    session.do(PutMarks(lesson, pupil, (FIVE,), ()))
    session.do(PutMarks(lesson, pupil, (), (FIVE,)))
    with statements_sent() as sent:
        session.ask(CellLife(lesson, pupil))
    asked = [text for text in sent if " trace " in text]
    assert len(asked) >= 3
    for text in asked:
        steps = [step for *_ids, step in home.school.db.sql(f"EXPLAIN QUERY PLAN {text}", *([1] * text.count("?")))]
        # Every step goes to single entries by their key or to those since the last look, none through all of a kind.
        assert all(step.startswith("SEARCH") and ("entity_id" in step or "rowid" in step) for step in steps), steps


@pytest.mark.parametrize(("asked", "told"), [(-5, 1), (0, 1), (3, 3), (10**12, 1000)])
def test_however_many_deeds_are_asked_for_the_answer_is_the_last_ones(home: Home, asked: int, told: int) -> None:
    ((there,),) = home.school.db.sql("SELECT COUNT(*) FROM deed")
    found = home.console().ask(RecentDeeds(asked))
    assert len(found) == min(told, there)
    assert found[0] == home.console().ask(RecentDeeds(1))[0]
