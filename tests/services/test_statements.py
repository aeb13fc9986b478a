"""What looking costs in statements: the same few, however much there is to see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ejournal_tui.domain.people.people import ClassId
from ejournal_tui.services.history.cells import CellLife
from ejournal_tui.services.journal.courses import MyCourses
from ejournal_tui.services.journal.gradebook import ShowGrid, ShowLesson
from ejournal_tui.services.mornings.today import MyDay, WholeSchoolDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import MyChildren, ShowDiary, ShowWeeklySheets, WeeklyQueue
from ejournal_tui.services.plans.plan_view import ShowPlan, ShowPlans
from ejournal_tui.services.session import Query, Session
from ejournal_tui.storage.journal import lessons
from tests.changing import made
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent

SUBJECT = "Русский язык"
DAY = date(2018, 1, 15)


def sent_for(session: Session, query: Query[Any]) -> int:
    """How many questions a query costs, the actor and the calendar's check included."""
    session.ask(query)
    with statements_sent() as sent:
        session.ask(query)
    return len([text for text in sent if text.startswith("SELECT")])


def deputy(home: Home) -> Session:
    return session_of(home, account_with_role(home, "deputy"))


def teacher(home: Home) -> Session:
    return session_of(home, teacher_of(home, SUBJECT))


def the_class(home: Home) -> ClassId:
    return ClassId(home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")[0][0])


def grid(home: Home, day: date = DAY) -> ShowGrid:
    return ShowGrid(lessons.lesson(home.school, lesson_on(home, SUBJECT, DAY.isoformat())).course, day)


def second_class(home: Home) -> None:
    """A class beside 7А with a subgroup, courses and pupils of its own."""
    year = home.school.year()
    key = made(home, "study_group", year=year, kind="class", name="7Б", grade=7, letter="Б", of_class=None)
    part = made(home, "study_group", year=year, kind="subgroup", name="гр. 1", grade=7, letter="Б", of_class=key)
    subjects = home.school.db.sql("SELECT id FROM subject ORDER BY id LIMIT 3")
    for (subject,), group in zip(subjects, (key, part, key), strict=True):
        made(home, "course", subject=subject, study_group=group, half_hours=4)
    ((pupil,),) = home.school.db.sql("SELECT MIN(id) FROM pupil")
    made(home, "membership", study_group=key, pupil=pupil, starts="2018-01-15", ends=None, order_number="")


@pytest.mark.parametrize(
    ("who", "query", "most"),
    [
        (teacher, grid, 10),
        (teacher, lambda home: replace(grid(home), whole_year=True), 10),
        (teacher, lambda home: ShowLesson(lesson_on(home, SUBJECT, DAY.isoformat())), 18),
        (teacher, lambda _home: MyDay(DAY), 11),
        (teacher, lambda home: ShowPlan(grid(home).course), 14),
        (deputy, lambda _home: ShowPlans(), 10),
        (deputy, lambda _home: MyCourses(), 4),
        (teacher, lambda _home: MyCourses(), 4),
        (deputy, lambda _home: WholeSchoolDay(DAY), 6),
        (deputy, lambda _home: WeeklyQueue(DAY), 7),
        (deputy, lambda home: ShowWeeklySheets(the_class(home), DAY, everybody=True), 12),
        (deputy, lambda home: ShowDiary(pupils_of(home, lesson_on(home, SUBJECT, DAY.isoformat()))[0], DAY), 12),
    ],
)
def test_a_look_costs_a_handful(
    home: Home, who: Callable[[Home], Session], query: Callable[[Home], Query[Any]], most: int
) -> None:
    assert 1 < sent_for(who(home), query(home)) <= most


def test_the_grid_of_a_full_period_costs_what_an_emptier_one_does(home: Home) -> None:
    session = teacher(home)
    assert len({sent_for(session, grid(home, day)) for day in (date(2017, 9, 1), DAY)}) == 1


def test_the_grid_of_a_year_costs_the_same_for_a_few_lessons_and_for_two_hundred(home: Home) -> None:
    session = deputy(home)
    held = home.school.db.sql("SELECT course, COUNT(*) FROM lesson GROUP BY course ORDER BY COUNT(*), course")
    (rare, few), (often, many) = held[0], held[-1]
    assert few < 40 < 150 < many
    pictures = [session.ask(ShowGrid(course, DAY, whole_year=True)) for course in (rare, often)]
    assert [len({column.lesson for column in picture.columns}) for picture in pictures] == [few, many]
    assert len({sent_for(session, ShowGrid(course, DAY, whole_year=True)) for course in (rare, often)}) == 1
    assert sent_for(session, ShowGrid(often, DAY, whole_year=True)) == sent_for(session, ShowGrid(often, DAY))


def test_a_whole_class_on_paper_costs_what_one_diary_does(home: Home) -> None:
    pupil = pupils_of(home, lesson_on(home, SUBJECT, DAY.isoformat()))[0]
    one = sent_for(deputy(home), ShowDiary(pupil, DAY))
    whole = sent_for(deputy(home), ShowWeeklySheets(the_class(home), DAY, everybody=True))
    # A diary looks up whose class may read it.
    assert whole <= one <= whole + 1


@pytest.mark.parametrize("query", [WeeklyQueue(DAY), MyCourses(), WholeSchoolDay(DAY)], ids=lambda q: type(q).__name__)
def test_a_second_class_costs_nothing_more(home: Home, query: Query[Any]) -> None:
    before = sent_for(deputy(home), query)
    second_class(home)
    assert sent_for(deputy(home), query) == before


def test_a_family_of_many_children_costs_what_one_child_does(home: Home) -> None:
    ((account, guardian),) = home.school.db.sql(
        "SELECT a.id, a.guardian FROM account a JOIN guardianship g ON g.guardian=a.guardian"
        " GROUP BY a.id, a.guardian HAVING COUNT(*)=1 ORDER BY a.id LIMIT 1"
    )
    session = session_of(home, account)
    before = sent_for(session, MyChildren())
    others = home.school.db.sql(
        "SELECT id FROM pupil WHERE id NOT IN (SELECT pupil FROM guardianship WHERE guardian=?) ORDER BY id LIMIT 2",
        guardian,
    )
    for (pupil,) in others:
        made(home, "guardianship", pupil=pupil, guardian=guardian, relation="", on_paper=0, ends=None)
    assert len(session.ask(MyChildren())) == 3
    assert sent_for(session, MyChildren()) == before


def test_a_day_of_many_lessons_costs_what_a_day_of_one_does(home: Home) -> None:
    session = session_of(home, class_teacher(home))
    counts: dict[int, set[int]] = {}
    for day in (date(2018, 1, n) for n in (15, 16, 17, 18, 19, 22, 23)):
        lines = session.ask(MyDay(day)).lines
        if lines and day != DAY:
            counts.setdefault(len(lines), set()).add(sent_for(session, MyDay(day)))
    assert len(set.union(*counts.values())) == 1


def test_a_deputy_sees_every_course_and_a_class_teacher_those_of_the_class(home: Home) -> None:
    second_class(home)
    ((courses,),) = home.school.db.sql("SELECT COUNT(*) FROM course")
    assert len(deputy(home).ask(MyCourses())) == courses
    mine = session_of(home, class_teacher(home)).ask(MyCourses())
    assert len(mine) == courses - 3
    assert {line.group.split(",")[0] for line in mine} == {"7А"}


def test_the_life_of_a_cell_costs_the_same_however_long_it_was(home: Home) -> None:
    session = teacher(home)
    held = home.school.db.sql(
        "SELECT w.lesson, m.pupil FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject WHERE s.name=? ORDER BY m.id LIMIT 1",
        SUBJECT,
    )
    assert sent_for(session, CellLife(*held[0])) <= 12
