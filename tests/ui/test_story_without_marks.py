"""Class 1 has periods too: hours and attendance in place of marks; one-hour subjects have half-years (C29)."""

from datetime import date

from ejournal_tui.domain.people.people import ClassId
from ejournal_tui.domain.years.year import PeriodId, Scheme
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.results.class_results import ShowClassResults
from ejournal_tui.services.results.closing import ClosePeriod, ShowClosing
from ejournal_tui.services.results.forecasts import ExplainForecast
from ejournal_tui.services.results.giving import ShowProposals
from ejournal_tui.services.results.hours import ShowHours
from ejournal_tui.services.settings.periods import PutScheme
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.hours import HoursScreen
from tests.changing import changed
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent
from tests.ui.conftest import Sit
from tests.ui.test_story_class_results import at_class_results
from tests.ui.test_story_newcomers import leave

SUBJECT = "Музыка"


def first_class(home: Home) -> ClassId:
    """The class of the home, in grade 1."""
    for (key,) in home.school.db.sql("SELECT id FROM study_group"):
        changed(home, "study_group", key, grade=1)
    return ClassId(home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")[0][0])


async def test_c29_class_1_has_periods_with_hours_and_attendance_and_closes_without_marks(
    sit: Sit, home: Home
) -> None:
    school_class = first_class(home)
    deputy = session_of(home, account_with_role(home, "deputy"))
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.press("ж")
        await person.type("музыка")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.press("f8")
        await person.comes_to(HoursScreen)
        ((given,),) = home.school.db.sql(
            "SELECT COUNT(*) FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
            " WHERE s.name=? AND l.state='held' AND l.day BETWEEN '2017-12-01' AND '2018-02-28'", SUBJECT,
        )  # fmt: skip
        await person.sees("1А · Музыка · hours and attendance", "[trimester II]", f"{given} hours given of ")
        await person.press("left")
        await person.sees("[trimester I]", "attendance")
        await person.press("5")
        assert home.school.db.sql("SELECT 1 FROM result") == []
        await leave(person)
        # the class teacher sees missed lessons in place of results, and the part attended below
        await at_class_results(person, class_teacher(home), "1А")
        await person.sees("Hours given", "Attendance, %", "taught without marks", "missed")
        assert "Quality" not in person.text
        await person.press("enter")
        await person.comes_to(HoursScreen)
    (line,) = (one for one in deputy.ask(ShowClosing()).lines if one.name == "1А")
    assert line.results == 0
    period = PeriodId(home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=1")[0][0])
    deputy.do(ClosePeriod(period, (school_class,)))
    assert next(one.closed for one in deputy.ask(ShowClosing()).lines if one.name == "1А")


def test_c29_hours_are_those_of_the_attendance_and_cost_a_constant_number_of_questions(home: Home) -> None:
    first_class(home)
    teacher = session_of(home, teacher_of(home, SUBJECT))
    course = lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-16")).course
    teacher.ask(ShowHours(course))
    with statements_sent() as sent:
        table = teacher.ask(ShowHours(course))
    assert len(sent) <= 16
    missed = home.school.db.sql(
        "SELECT COUNT(*) FROM absence a JOIN lesson l ON l.id=a.lesson WHERE l.course=? AND a.letter<>'о'", course
    )[0][0]  # fmt: skip
    assert sum(one.missed for row in table.rows for one in row.periods) == missed > 0
    shown = session_of(home, class_teacher(home)).ask(ShowClassResults(number=1))
    place = next(n for n, one in enumerate(shown.subjects) if one.name == SUBJECT)
    of_class = {row.pupil: cell.attended for row in shown.rows if (cell := row.cells[place]) is not None}
    of_course = {row.pupil: row.periods[0] for row in table.rows}
    assert {
        pupil: (one.lessons, one.missed) for pupil, one in of_class.items() if one is not None
    } == {pupil: (of_course[pupil].lessons, of_course[pupil].missed) for pupil in of_class}
    assert shown.due == []


def test_c29_a_subject_of_one_hour_has_results_forecast_and_closing_by_its_own_half_years(home: Home) -> None:
    deputy, leader = session_of(home, account_with_role(home, "deputy")), session_of(home, class_teacher(home))
    teacher, lesson = session_of(home, teacher_of(home, SUBJECT)), lesson_on(home, SUBJECT, "2018-01-16")
    course, pupil = lessons.lesson(home.school, lesson).course, pupils_of(home, lesson)[0]
    school_class = ClassId(home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")[0][0])
    deputy.do(PutScheme(Scheme.HALF_YEAR, None, 7, school_class, course))
    # the minimum of a half-year is asked, of the marks of the half-year
    standing = teacher.ask(ShowProposals(course, 1)).standings[pupil]
    marks = home.school.db.sql(
        "SELECT COUNT(*) FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
        " WHERE l.course=? AND m.pupil=? AND m.value<=5 AND w.weight>0 AND l.day<='2017-12-31'", course, pupil,
    )[0][0]  # fmt: skip
    assert (standing.minimum, standing.marks) == (5, marks)
    explained = teacher.ask(ExplainForecast(course, pupil, date(2017, 12, 20)))
    assert (explained.period_title, explained.minimum) == ("half-year I", 5)
    # the first trimester of the class asks no result of it, the second does: the half-year ends there
    def due(number: int) -> set[int | None]:
        found = leader.ask(ShowClassResults(number=number))
        place = next(n for n, one in enumerate(found.subjects) if one.name == SUBJECT)
        return {row.cells[place].number for row in found.rows if row.cells[place] is not None}  # type: ignore[union-attr]

    assert (due(1), due(2)) == ({None}, {1})
    (half,) = home.school.db.sql("SELECT id FROM study_period WHERE scheme='half_year' AND number=1")
    table = deputy.ask(ShowClosing(PeriodId(half[0])))
    assert [gap.title for line in table.lines for gap in line.gaps] == ["7А · Музыка"]
