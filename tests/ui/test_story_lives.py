"""F4 tells the life of a result, of a day of attendance, of a line of the plan and of a card, in sentences."""

from datetime import date

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Denied, Invalid
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.people.cards import PersonKind
from ejournal_tui.domain.people.people import Contact, PupilId
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.history.cards import CardLife
from ejournal_tui.services.history.lives import AttendanceLife, PlanLineLife, ResultLife
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.people.families import ChangeContact
from ejournal_tui.services.plans.plan_view import ShowPlan
from ejournal_tui.services.plans.plans import EditPlanLine
from ejournal_tui.services.results.giving import Given, GiveResults
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.attendance.attendance import AttendanceScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.people.people import PeopleScreen
from ejournal_tui.ui.screens.plans.lesson_plan import LessonPlanScreen
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_plan import NEXT
from tests.ui.test_story_results import at_results
from tests.ui.test_story_roles import choose

SUBJECT, MONDAY = "Русский язык", "2018-01-15"


async def test_f4_tells_the_life_of_a_result_and_of_a_line_of_the_plan(sit: Sit, home: Home) -> None:
    account = teacher_of(home, SUBJECT)
    teacher, lesson = session_of(home, account), lesson_on(home, SUBJECT, MONDAY)
    course, pupil = lessons.lesson(home.school, lesson).course, pupils_of(home, lesson)[0]
    teacher.do(GiveResults(course, 1, (Given(pupil, Value.TWO, None, "пропустил"),)))
    teacher.do(GiveResults(course, 1, (Given(pupil, Value.FIVE, Value.TWO, "пересдал всё"),)))
    plan = teacher.ask(ShowPlan(course))
    was = plan.rows[NEXT].line
    teacher.do(EditPlanLine(course, NEXT, plan.digest, "Причастный оборот", was.homework, was.work_kind))
    async with sit() as person:
        await at_results(person, home, account)
        await person.press("f4")
        await person.comes_to(ShowText)
        await person.sees("“2” was written", "“2” became “5” — пересдал всё", "proposed was")
        await person.press("escape", "right", "f4")
        await person.comes_to(ShowText)
        await person.sees("No result was ever given here.")
        await person.press("escape", "escape")
        await person.comes_to(LessonGridScreen)
        await person.press("л")
        await person.comes_to(LessonPlanScreen)
        await person.press("f4")
        await person.comes_to(ShowText)
        await person.sees("came into the plan as No. 81", "became “Причастный оборот”")
    stranger = session_of(home, teacher_of(home, "Алгебра"))
    line = teacher.ask(ShowPlan(course)).rows[NEXT].line.key
    for query in (ResultLife(course, pupil, 1), PlanLineLife(course, line)):
        with pytest.raises(Denied):
            stranger.ask(query)
    with pytest.raises(Invalid, match="not in this group"):
        teacher.ask(ResultLife(course, PupilId(1), 1))
    with pytest.raises(Invalid, match="not in the plan"):
        teacher.ask(PlanLineLife(course, 1))


async def test_f4_tells_the_life_of_a_day_of_attendance_and_of_a_card(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, MONDAY)
    pupil = pupils_of(home, lesson)[0]
    ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    leader = session_of(home, class_teacher(home))
    leader.do(PutAbsence(lesson, pupil, Absence.ABSENT, None))
    leader.do(PutAbsence(lesson, pupil, Absence.ILL, Absence.ABSENT))
    leader.do(PutAbsence(lesson, pupil, None, Absence.ILL))
    ((phone,),) = home.school.db.sql("SELECT phone FROM pupil WHERE id=?", pupil)
    leader.do(ChangeContact(
        PersonKind.PUPIL, pupil, Contact("+7 915 760-42-93"), "7", date(2018, 1, 12), Contact(phone)
    ))  # fmt: skip
    async with sit() as person:
        await person.enter(class_teacher(home))
        await choose(person, "Attendance")
        await person.comes_to(AttendanceScreen)
        await person.press("в")
        await person.sees("January 2018")
        person.grid.move_to(0, person.cell[1])
        await person.press("f4")
        await person.comes_to(ShowText)
        await person.sees("lesson 2 Русский язык", "“н” was written", "“н” became “б”", "“б” was erased")
        await person.press("escape", "left", "left", "left", "f4")
        await person.comes_to(ShowText)
        await person.press("escape", "escape")
        await choose(person, "People")
        await person.comes_to(PeopleScreen)
        await person.press("enter")
        await person.sees("Esc goes back to the list")
        await person.press("f4")
        await person.comes_to(ShowText)
        await person.sees("the card was begun", "7А from 01.09.2017", "became “+7", "contact changed")
        await person.press("escape", "escape", "f4")
        await person.sees("Contacts changed by statement")
    deputy = session_of(home, account_with_role(home, "deputy"))
    told = deputy.ask(AttendanceLife(school_class, pupil, date(2018, 1, 15)))
    assert [len(one.told) for one in told] == [3]
    before = home.school.head()
    leader.ask(CardLife(PersonKind.PUPIL, pupil))
    assert home.school.head() > before
    with pytest.raises(Denied):
        session_of(home, teacher_of(home, "Алгебра")).ask(CardLife(PersonKind.PUPIL, pupil))


def test_no_life_of_a_stranger_to_the_day(home: Home) -> None:
    ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    leader = session_of(home, class_teacher(home))
    assert leader.ask(AttendanceLife(school_class, PupilId(1), date(2018, 1, 15))) == ()
