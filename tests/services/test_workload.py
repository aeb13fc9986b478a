"""Who keeps which lesson when teachers change in mid-year, and what the workload refuses."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Conflict, Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.groups.workload import CourseLoad, class_hours, signer, teacher_hours
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import ClassId, StaffId
from ejournal_tui.services.groups.course_teachers import AddTeacher, EndTeaching, HandOver, NameSigner, SwapTeachers
from ejournal_tui.services.groups.grouping import PlaceInGroup
from ejournal_tui.services.groups.workload import AddCourse, ChangeHours
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.lessons import SetTopic
from ejournal_tui.services.mornings.today import MyDay, WholeSchoolDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.people.staffing import Dismiss
from ejournal_tui.services.session import Change, Session
from ejournal_tui.storage.groups import division as store
from ejournal_tui.storage.groups import workload
from tests.changing import changed, made
from tests.people import account_with_role, session_of

DAY = date(2018, 1, 15)


def load(home: Home, subject: str = "Русский язык") -> CourseLoad:
    """The first course of a subject."""
    return next(one for one in workload.loads(home.school, DAY) if one.subject_name == subject)


def somebody(home: Home, surname: str = "Яковлев") -> StaffId:
    """A member of staff."""
    return StaffId(home.school.db.sql("SELECT id FROM staff WHERE surname=?", surname)[0][0])


def at_the_door(home: Home, staff: StaffId) -> Session:
    """A member of staff, signed in."""
    return session_of(home, home.school.db.sql("SELECT id FROM account WHERE staff=?", staff)[0][0])


def past_lesson(home: Home, course: int) -> LessonId:
    """The last lesson of a course before today."""
    rows = home.school.db.sql(
        "SELECT id FROM lesson WHERE course=? AND day<'2018-01-15' ORDER BY day DESC, number DESC LIMIT 1", course
    )
    return LessonId(rows[0][0])


def coming_lesson(home: Home, course: int, after: str) -> LessonId:
    """The first lesson of a course after a day."""
    rows = home.school.db.sql(
        "SELECT id FROM lesson WHERE course=? AND day>? ORDER BY day, number LIMIT 1", course, after
    )
    return LessonId(rows[0][0])


def test_a_second_teacher_keeps_only_lessons_from_the_own_first_day(home: Home) -> None:
    russian, new = load(home), somebody(home)
    home.console().do(AddTeacher(russian.course, new, DAY))
    second = at_the_door(home, new)
    assert "kept by its teacher" in (second.objection(SetTopic(past_lesson(home, russian.course), "x")) or "")
    assert second.objection(SetTopic(coming_lesson(home, russian.course, "2018-01-15"), "x")) is None
    assert not any("Рус" in told.title for told in second.ask(MyDay(DAY)).overdue)


def test_what_the_old_teacher_left_unfinished_is_the_new_ones_and_no_longer_the_old_ones(home: Home) -> None:
    russian, new = load(home), somebody(home)
    old = russian.teachers[0].staff
    changed(home, "lesson", past_lesson(home, russian.course), topic="")
    assert any("Рус" in told.title for told in at_the_door(home, old).ask(MyDay(DAY)).overdue)
    home.console().do(HandOver(russian.course, russian.teachers[0].key, new, DAY))
    assert not any("Рус" in told.title for told in at_the_door(home, old).ask(MyDay(DAY)).overdue)
    heir = at_the_door(home, new)
    assert any("Рус" in told.title for told in heir.ask(MyDay(DAY)).overdue)
    heir.do(SetTopic(past_lesson(home, russian.course), "Причастие"))
    assert not any("Рус" in told.title for told in heir.ask(MyDay(DAY)).overdue)
    assert heir.ask(ShowGrid(russian.course, date(2017, 12, 20))).title == "7А · Русский язык"


def test_a_handing_over_that_lies_ahead_leaves_everything_as_it_is_until_then(home: Home) -> None:
    russian, new = load(home), somebody(home)
    old = russian.teachers[0].staff
    home.console().do(HandOver(russian.course, russian.teachers[0].key, new, date(2018, 1, 22)))
    before, after = (coming_lesson(home, russian.course, day) for day in ("2018-01-15", "2018-01-21"))
    assert at_the_door(home, old).objection(SetTopic(before, "x")) is None
    assert at_the_door(home, old).objection(SetTopic(after, "x")) is not None
    assert at_the_door(home, new).objection(SetTopic(after, "x")) is None
    assert at_the_door(home, new).objection(SetTopic(before, "x")) is not None


def test_lessons_of_a_course_without_a_teacher_are_told_to_who_leads_the_school(home: Home) -> None:
    russian = load(home)
    deputy = session_of(home, account_with_role(home, "deputy"))
    ((expected,),) = home.school.db.sql(
        "SELECT COUNT(*) FROM lesson WHERE day='2018-01-16' AND course IN (SELECT course FROM teaching WHERE staff=?)",
        russian.teachers[0].staff,
    )
    day = date(2018, 1, 16)
    assert deputy.ask(WholeSchoolDay(day)).unattended == 0
    home.console().do(Dismiss(russian.teachers[0].staff, DAY))
    assert deputy.ask(WholeSchoolDay(day)).unattended == expected > 0


def test_the_signer_is_who_is_named_else_who_has_taught_longest(home: Home) -> None:
    russian, new = load(home), somebody(home)
    home.console().do(AddTeacher(russian.course, new, DAY))
    period_ends = date(2018, 2, 28)
    first = signer(load(home).teachers, period_ends)
    assert first
    assert first.staff == russian.teachers[0].staff
    home.console().do(NameSigner(russian.course, new, None))
    named = signer(load(home).teachers, period_ends)
    assert named
    assert named.staff == new
    home.console().do(HandOver(russian.course, named.key, somebody(home, "Яковлева"), date(2018, 2, 1)))
    heir = signer(load(home).teachers, period_ends)
    assert heir
    assert heir.staff == somebody(home, "Яковлева")
    assert signer(load(home).teachers, date(2017, 1, 1)) is None


def test_a_pupil_of_a_split_subject_counts_one_subgroup_and_a_teacher_each_own(home: Home) -> None:
    loads = workload.loads(home.school, DAY)
    school_class = next(one.school_class for one in loads if one.school_class)
    assert class_hours(loads, ClassId(school_class)) == 62
    english = [one for one in loads if one.subject_name == "Английский язык"]
    assert [teacher_hours(english, one.teachers[0].staff, DAY) for one in english] == [6, 6]


@pytest.mark.parametrize("half_hours", [0, -2, 41, 10_000])
def test_absurd_hours_are_refused(home: Home, half_hours: int) -> None:
    russian = load(home)
    with pytest.raises(Invalid, match="half an hour to 20 hours"):
        home.console().do(ChangeHours(russian.course, half_hours, russian.half_hours))


def test_what_cannot_be_is_refused_in_words_and_changes_nothing(home: Home) -> None:
    russian, new = load(home), somebody(home)
    mine, other = russian.teachers[0], load(home, "Физика")
    console = home.console()
    console.do(Dismiss(new, DAY))
    before = home.school.db.sql("SELECT * FROM teaching ORDER BY id")
    refused: list[tuple[Change, str]] = [
        (AddTeacher(russian.course, new, date(2018, 2, 1)), "has left the school"),
        (AddTeacher(russian.course, mine.staff, DAY), "teaches this course in these days already"),
        (AddTeacher(russian.course, StaffId(10**9), DAY), "no such member of staff"),
        (AddTeacher(russian.course, somebody(home, "Яковлева"), date(2019, 9, 1)), "not in the study year"),
        (AddTeacher(russian.course, somebody(home, "Яковлева"), DAY, date(2018, 1, 1)), "before the first one"),
        (EndTeaching(russian.course, mine.key, date(2017, 8, 1)), "not in the study year"),
        (EndTeaching(russian.course, 10**9, DAY), "is gone"),
        (EndTeaching(russian.course, mine.key, DAY, date(2018, 1, 1)), "stands here now"),
        (HandOver(russian.course, mine.key, mine.staff, date(2017, 8, 1)), "not in the study year"),
        (NameSigner(russian.course, somebody(home, "Яковлева"), None), "Only who teaches"),
        (SwapTeachers(russian.course, other.course, DAY, ((), ())), "subgroups of one subject"),
        (AddCourse(russian.school_class, russian.subject, 4, mine.staff, DAY), "taught this subject already"),
        (AddCourse(None, russian.subject, 4, mine.staff, DAY, "x" * 99, 7), "needs a short name"),
        (ChangeHours(CourseId(10**9), 4, 2), "no such course"),
        (ChangeHours(russian.course, 4, 2), "stands here now"),
    ]
    for change, words in refused:
        with pytest.raises((Invalid, Conflict), match=words):
            console.do(change)
    assert home.school.db.sql("SELECT * FROM teaching ORDER BY id") == before


def test_what_was_handed_over_is_not_taken_back_over_somebody_elses_change(home: Home) -> None:
    russian, new = load(home), somebody(home)
    session = session_of(home, account_with_role(home, "deputy"))
    session.do(HandOver(russian.course, russian.teachers[0].key, new, DAY))
    heir = load(home).lasting(DAY)[0]
    home.console().do(EndTeaching(russian.course, heir.key, date(2018, 2, 1)))
    with pytest.raises(Conflict, match="nothing was taken back"):
        session.undo()
    assert [one.span.ends for one in load(home).teachers] == [date(2018, 1, 14), date(2018, 2, 1)]


def test_whoever_came_back_to_a_subgroup_brings_the_marks_of_the_time_between(home: Home) -> None:
    one, other = (o for o in workload.loads(home.school, DAY) if o.subject_name == "Английский язык")
    lesson = coming_lesson(home, other.course, "2018-01-09")
    ((day,),) = home.school.db.sql("SELECT day FROM lesson WHERE id=?", lesson)
    away = date.fromisoformat(day)
    found = store.stays(home.school, [one.group], away)
    pupil = next(o.pupil for o in found if store.entries_after(home.school, one.group, o.pupil, away) is None)
    console = home.console()
    console.do(PlaceInGroup(one.course, pupil, other.group, away, (one.group,)))
    ((kind,),) = home.school.db.sql(
        "SELECT MIN(id) FROM work_kind WHERE id NOT IN (SELECT kind FROM work WHERE lesson=?)", lesson
    )
    work = made(home, "work", lesson=lesson, kind=kind, weight=1, for_all=0)
    made(home, "mark", work=work, pupil=pupil, place=0, value=2, sign="", comment="", author=1, at=1)
    console.do(PlaceInGroup(one.course, pupil, one.group, DAY, (other.group,)))
    grid = session_of(home, account_with_role(home, "deputy")).ask(ShowGrid(one.course, DAY))
    row = next(row for row in grid.rows if row.pupil == pupil)
    assert any("гр. 2" in cell.origin for cell in row.cells), row
