"""A subject is left out of a pupil's plan: entered on the card, seen in the journal, the results, the diary (C15)."""

from datetime import date

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.groups.individual_plans import LeftOut
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.cards import PersonKind
from ejournal_tui.domain.results.standing import Standing
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.attendance.class_attendance import ShowAttendance
from ejournal_tui.services.attendance.roll import LeaveEarly
from ejournal_tui.services.history.cards import CardLife
from ejournal_tui.services.homework.homework_calendar import ShowPupilHomework
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.papers import ShowDiary
from ejournal_tui.services.people.individual_plans import PutLeftOut, TakeLeftOut
from ejournal_tui.services.people.people import ShowPupilCard
from ejournal_tui.services.results.class_results import ShowClassResults
from ejournal_tui.services.results.closing import ClosePeriod, ShowClosing
from ejournal_tui.services.results.forecasts import ShowForecasts
from ejournal_tui.services.results.giving import Given, GiveResults, ShowProposals
from ejournal_tui.services.session import Session
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.class_results import ClassResultsScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from tests.people import account_with_role, class_teacher, lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_class_results import at_class_results
from tests.ui.test_story_newcomers import leave, somebody
from tests.ui.test_story_people import at_people, card, deed, fill, opens

SUBJECT, SHORT = "Физика", "Физика"
ROWS = "SELECT pupil, starts, ends, number, stated FROM individual_plan"
TENTH, DAY = date(2018, 1, 10), date(2018, 1, 15)


def subject_of(home: Home, name: str = SUBJECT) -> int:
    """The number of a subject."""
    return int(home.school.db.sql("SELECT id FROM subject WHERE name=?", name)[0][0])


def held(home: Home, last: str = "2018-01-15") -> LessonId:
    """The last lesson of the subject up to a day."""
    ((day,),) = home.school.db.sql(
        "SELECT MAX(l.day) FROM lesson l JOIN course c ON c.id=l.course WHERE c.subject=? AND l.day<=?",
        subject_of(home), last,
    )  # fmt: skip
    return lesson_on(home, SUBJECT, day)


def plan(home: Home, starts: date = TENTH, ends: date | None = None) -> PutLeftOut:
    """The order that leaves the subject out for Богданов Богдан."""
    return PutLeftOut(
        pupil=somebody(home), subject=subject_of(home), starts=starts, ends=ends, number="7", stated=TENTH
    )


def officer(home: Home) -> Session:
    """The keeper of the grade's data."""
    return session_of(home, account_with_role(home, "officer"))


def stands(home: Home) -> LeftOut:
    """The line of the card."""
    (line,) = officer(home).ask(ShowPupilCard(somebody(home))).left_out
    return line


async def test_c15_a_subject_left_out_is_entered_on_the_card_and_is_nowhere_to_be_marked(sit: Sit, home: Home) -> None:
    pupil = somebody(home)
    async with sit() as person:
        await at_people(person, account_with_role(home, "officer"))
        await opens(person, "богданов богдан")
        await person.press("f2")
        await deed(person, "Individual plan without")
        await deed(person, SUBJECT)
        await fill(person, "01.09.2017", None, "7", "12.01")
        await person.sees("On these days stand", "Enter once more writes it down.")
        assert home.school.db.sql(ROWS) == []
        await person.press("enter")
        await person.sees("Saved.")
        assert home.school.db.sql(ROWS) == [(pupil, "2017-09-01", None, "7", "2018-01-12")]
        told = "without Физика since 01.09.2017, order No. 7 of 12.01.2018"
        assert told in " ".join(card(person))
        await person.press("ctrl+z")
        await person.sees("Taken back: individual plan")
        assert home.school.db.sql(ROWS) == []
        await person.press("ctrl+y")
        await person.sees("Done again")
        await leave(person)
        # the teacher sees the dash and why, and can write nothing there
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.press("ж")
        await person.type("7а физика")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.sees("7А · Физика", "does not learn the subject by an")
        assert person.shown(0) == "—"
        await person.press("5")
        await person.sees("an individual plan leaves it", "The order stands on the pupil's card.")
        await person.press("f6")
        await person.comes_to(LessonPageScreen)
        await person.type("богданов богдан")
        await person.sees("Богданов Богдан: does not learn the subject by an individual plan.")
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.sees("does not learn the subject by an")
        await person.press("home", "5")
        await person.sees("an individual plan leaves it")
        assert home.school.db.sql("SELECT 1 FROM result WHERE pupil=?", pupil) == []
        await leave(person)
        # the class teacher sees a dash and a denominator without the pupil
        await at_class_results(person, class_teacher(home))
        found = person.on(ClassResultsScreen)._found
        assert found is not None
        place = next(n for n, one in enumerate(found.subjects) if one.name == SUBJECT)
        assert next(row for row in found.rows if row.pupil == pupil).cells[place] is None
        await leave(person)
        # the family has no such lesson in the diary
        ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
        await person.enter(account)
        await person.comes_to(DiaryScreen)
        assert SUBJECT not in person.text
    assert home.console().ask(VerifyAudit()).whole


def test_c15_what_is_left_out_is_outside_roll_homework_and_expectations(home: Home) -> None:
    pupil, lesson = somebody(home), held(home)
    day = lessons.lesson(home.school, lesson).day
    teacher, deputy = session_of(home, teacher_of(home, SUBJECT)), session_of(home, account_with_role(home, "deputy"))
    leader = session_of(home, class_teacher(home))

    def told() -> tuple[bool, bool, bool, bool, bool, Standing | None]:
        week = deputy.ask(ShowPupilHomework(pupil, day))
        attendance = leader.ask(ShowAttendance(leader_class(home), day))
        sat = next(one for one in attendance.pupils if one.pupil == pupil)
        diary = deputy.ask(ShowDiary(pupil, day)).pupils[0]
        forecast = leader.ask(ShowForecasts(DAY)).lines
        course = lessons.lesson(home.school, lesson).course
        return (
            any(one.id == lesson for one in sat.lessons), any(x.subject == SHORT for d in diary.days for x in d),
            any(one.subject == SHORT for one in diary.subjects),
            any(one.subject == SHORT for d in week.days for one in d.given),
            any(one.pupil == pupil and one.explanation.subject == SUBJECT for one in forecast),
            teacher.ask(ShowProposals(course, 2)).standings.get(pupil),
        )  # fmt: skip

    before = told()
    assert before[:5] == (True,) * 5
    officer(home).do(plan(home, date(2017, 9, 1)))
    after = told()
    assert after[:5] == (False,) * 5
    assert after[5] is not None
    assert (after[5].average, after[5].proposed, after[5].marks, after[5].lessons) == (None, None, 0, 0)
    for refused in (
        PutMarks(lesson, pupil, (Mark(Value.FIVE),), ()), PutAbsence(lesson, pupil, Absence.ABSENT),
        GiveResults(lessons.lesson(home.school, lesson).course, 1, (Given(pupil, Value.FIVE, None, "x"),)),
    ):  # fmt: skip
        with pytest.raises(Invalid, match="individual plan leaves it out"):
            teacher.do(refused)
    # whoever leaves early is written absent at the lessons of the own plan alone
    ((first,),) = home.school.db.sql(
        "SELECT MIN(l.id) FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        " WHERE l.day=? AND l.number=1 AND g.kind='class'", day.isoformat(),
    )  # fmt: skip
    leader.do(LeaveEarly(LessonId(first), pupil))
    assert home.school.db.sql("SELECT 1 FROM absence a JOIN lesson l ON l.id=a.lesson WHERE pupil=? AND day=?"
                              " AND letter='н'", pupil, day.isoformat())  # fmt: skip
    assert home.school.db.sql("SELECT 1 FROM absence WHERE pupil=? AND lesson=?", pupil, lesson) == []
    leader.undo()
    # taking the line out restores everything
    officer(home).do(TakeLeftOut(pupil=pupil, subject=subject_of(home), expects=stands(home)))
    assert told() == before


def leader_class(home: Home) -> int:
    """7А."""
    return int(home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")[0][0])


def test_c15_a_plan_that_covers_no_lesson_changes_nothing(home: Home) -> None:
    leader, sunday = session_of(home, class_teacher(home)), date(2018, 1, 14)
    before = leader.ask(ShowClassResults()), leader.ask(ShowForecasts(DAY))
    officer(home).do(plan(home, sunday, sunday))
    assert (leader.ask(ShowClassResults()), leader.ask(ShowForecasts(DAY))) == before


def test_c15_only_the_days_of_the_plan_are_left_out(home: Home) -> None:
    pupil, teacher = somebody(home), session_of(home, teacher_of(home, SUBJECT))
    lesson, earlier = held(home), held(home, "2018-01-09")
    assert lessons.lesson(home.school, lesson).day >= TENTH
    officer(home).do(plan(home))
    assert [one.pupil for one in session_of(home, class_teacher(home)).ask(ShowForecasts(date(2017, 12, 20))).lines
            if one.explanation.subject == SUBJECT and one.pupil == pupil] == [pupil]  # fmt: skip
    with pytest.raises(Invalid, match="leaves it out"):
        teacher.do(PutAbsence(lesson, pupil, Absence.ABSENT))
    assert teacher.objection(PutAbsence(earlier, pupil, None)) is None


def test_c15_a_closing_does_not_wait_for_what_is_not_learnt(home: Home) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))

    def wanting() -> int:
        (line,) = (one for one in deputy.ask(ShowClosing()).lines if one.name == "7А")
        return next(gap.results for gap in line.gaps if SUBJECT in gap.title)

    before = wanting()
    officer(home).do(plan(home, date(2017, 9, 1)))
    assert wanting() == before - 1


def test_c15_orders_that_contradict_the_card_or_a_closed_period_are_refused(home: Home) -> None:
    keeper, pupil = officer(home), somebody(home)
    with pytest.raises(Denied, match="entered by the deputy head"):
        session_of(home, class_teacher(home)).do(plan(home))
    for wrong, words in (
        (PutLeftOut(pupil=pupil, subject=subject_of(home), starts=TENTH, ends=date(2018, 1, 9), number="7",
                    stated=TENTH), "lies before the first"),
        (PutLeftOut(pupil=pupil, subject=subject_of(home), starts=TENTH, ends=None, number=" ", stated=TENTH),
         "number of the paper"),
        (PutLeftOut(pupil=pupil, subject=subject_of(home), starts=date(2016, 1, 1), ends=None, number="7",
                    stated=TENTH), "not in the study year"),
        (PutLeftOut(pupil=pupil, subject=subject_of(home), starts=TENTH, ends=None, number="7",
                    stated=date(2018, 2, 1)), "lies ahead"),
        (PutLeftOut(pupil=pupil, subject=0, starts=TENTH, ends=None, number="7", stated=TENTH), "not taught"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=words):
            keeper.do(wrong)
    keeper.do(plan(home))
    with pytest.raises(Conflict, match="leaves this out already"):
        keeper.do(plan(home, date(2018, 2, 1)))
    seen = stands(home)
    change = PutLeftOut(
        pupil=pupil, subject=seen.subject, starts=TENTH, ends=date(2018, 3, 1), number="7", stated=TENTH, expects=seen
    )
    deputy = session_of(home, account_with_role(home, "deputy"))
    deputy.do(change)
    with pytest.raises(Conflict, match="stands here now"):
        keeper.do(TakeLeftOut(pupil=pupil, subject=seen.subject, expects=seen))
    with pytest.raises(Conflict):
        keeper.undo()
    deputy.undo()
    ((first,),) = home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=1")
    deputy.do(ClosePeriod(first, (leader_class(home),)))
    deputy.do(TakeLeftOut(pupil=pupil, subject=seen.subject, expects=stands(home)))
    with pytest.raises(Invalid, match="The period is closed"):
        keeper.do(plan(home, date(2017, 10, 1)))
    keeper.do(plan(home))
    told = [line.sentence() for line in deputy.ask(CardLife(PersonKind.PUPIL, pupil))]
    assert any("plan without Физика from 10.01.2018, order 7" in words for words in told)
    assert any("plan without Физика from 10.01.2018: taken out, order 7" in words for words in told)
    assert [row[1] for row in home.school.db.sql(ROWS)] == ["2018-01-10"]
