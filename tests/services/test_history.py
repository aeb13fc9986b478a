"""What was done, told in sentences from the log: the life of a cell, the last deeds."""

from datetime import date

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Denied
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import AccountId, ClassId, PupilId
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.history.cells import CellLife, LessonLife
from ejournal_tui.services.history.deeds import PAGE, FindDeeds, RecentDeeds
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork, SetTopic
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.session import Session
from ejournal_tui.storage.people.people import name_of
from tests.people import account_with_role, lesson_on, pupils_of, session_of, teacher_of
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
    assert life(session, lesson, pupil) == ["К/р “5” was written", "К/р “5” became “4”", "К/р “4” was erased"]
    assert life(session, lesson, other) == ["К/р “5” was written", "К/р “5” was erased"]


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


def pupil_name(home: Home, pupil: PupilId) -> str:
    return name_of(home.school, "pupil", pupil).short


def deeds(session: Session, wanted: FindDeeds) -> list[str]:
    return [line.told.what for line in session.ask(wanted).lines]


def test_everybody_reads_what_was_done_under_the_own_name_and_only_leaders_what_others_did(
    home: Home, place: tuple[Session, LessonId, PupilId, PupilId]
) -> None:
    session, lesson, pupil, _other = place
    account = AccountId(teacher_of(home, "Русский язык"))
    session.do(PutMarks(lesson, pupil, (FIVE,), ()))
    session.do(PutMarks(lesson, pupil, (FOUR,), (FIVE,)))
    name = pupil_name(home, pupil)
    mark, where = f"mark: {name}", "7А Русский язык 15.01"
    assert deeds(session, FindDeeds(who=account))[:2] == [
        f"{mark} · “5” became “4” · {where}", f"{mark} · “5” was written · {where}",
    ]  # fmt: skip
    with pytest.raises(Denied):
        session.ask(FindDeeds())
    deputy = session_of(home, account_with_role(home, "deputy"))
    assert deeds(session, FindDeeds(who=account))[0] == "a look — refused"
    assert deeds(deputy, FindDeeds(lesson=lesson))[:2] == deeds(session, FindDeeds(who=account))[1:3]


def test_deeds_are_found_by_pupil_class_kind_day_and_deletion(
    home: Home, place: tuple[Session, LessonId, PupilId, PupilId]
) -> None:
    session, lesson, pupil, other = place
    deputy = session_of(home, account_with_role(home, "deputy"))
    ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    session.do(PutMarks(lesson, pupil, (FIVE,), ()))
    session.do(PutMarks(lesson, pupil, (), (FIVE,)))
    session.do(PutAbsence(lesson, other, Absence.ABSENT))
    session.do(SetTopic(lesson, "Причастие"))
    session.do(SetHomework(lesson, "§ 3"))
    one, two = (pupil_name(home, key) for key in (pupil, other))
    assert deeds(deputy, FindDeeds(pupil=other))[0] == f"absence: {two} · “н” was written · 7А Русский язык 15.01"
    gone = deeds(deputy, FindDeeds(deletions=True))[0]
    assert gone == f"mark: {one} · “5” was erased · 7А Русский язык 15.01"
    of_class = deeds(deputy, FindDeeds(school_class=ClassId(school_class)))
    assert [line.partition(":")[0] for line in of_class[:5]] == ["homework", "topic", "absence", "mark", "mark"]
    assert of_class[0] == "homework: homework “§ 3” was written · 7А Русский язык 15.01"
    assert "topic “Причастие” was written" in of_class[1]
    assert deeds(deputy, FindDeeds(kind="attendance", day=date(2018, 1, 15)))[0] == of_class[2]
    assert deeds(deputy, FindDeeds(kind="attendance", day=date(2018, 1, 14))) == []
    assert "“§ 3” was written" in session.ask(LessonLife(lesson))[-1].what


def test_a_text_that_was_erased_from_the_journal_is_told_as_no_longer_kept(
    home: Home, place: tuple[Session, LessonId, PupilId, PupilId]
) -> None:
    session, lesson, _pupil, _other = place
    session.do(SetTopic(lesson, "Причастие"))
    home.school.write_aside(lambda: home.school.db.sql("DELETE FROM personal WHERE text LIKE '%Причастие%'"))
    assert session.ask(LessonLife(lesson))[-1].what == "topic “the text is no longer kept” was written"


def test_a_page_of_deeds_costs_the_same_however_long_the_log_is(
    home: Home, place: tuple[Session, LessonId, PupilId, PupilId]
) -> None:
    session, lesson, pupil, _other = place
    deputy = session_of(home, account_with_role(home, "deputy"))
    costs = []
    for _round in range(2):
        for _n in range(PAGE // 2):
            session.do(PutMarks(lesson, pupil, (FIVE,), ()))
            session.do(PutMarks(lesson, pupil, (), (FIVE,)))
        with statements_sent() as sent:
            deputy.ask(FindDeeds())
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 20


def test_pages_of_deeds_go_back_to_the_beginning_of_the_log_and_miss_nothing(home: Home) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))
    found, before = [], None
    while True:
        page = deputy.ask(FindDeeds(before=before))
        found += [line.seq for line in page.lines]
        before = page.before
        if before is None:
            break
    assert found == [seq for (seq,) in home.school.db.sql("SELECT seq FROM deed ORDER BY seq DESC")]
