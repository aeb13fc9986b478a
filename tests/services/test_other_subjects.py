"""A lesson given as another subject, a lesson beyond the timetable, a joint lesson: journals, papers, undo."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Conflict, Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import StaffId
from ejournal_tui.domain.timetable.substitutions import Away, Reason
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.lessons import SetTopic
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.session import Session
from ejournal_tui.services.timetable.other_subjects import (
    AddLesson,
    GiveSubject,
    RemoveLesson,
    SubjectOffer,
    SubjectsToGive,
    TakeSubjectBack,
)
from ejournal_tui.services.timetable.substitution_day import Line, ShowSubstitutions
from ejournal_tui.services.timetable.substitution_papers import ShowRegister, ShowWallSheet
from ejournal_tui.services.timetable.substitutions import CallOff, GiveLesson, PutAway, TakeBack
from tests.changing import made
from tests.people import account_with_role, session_of
from tests.school import account_of, lessons_of, staff_named

DAY = date(2018, 1, 15)
ABSENT = "Полякова А. Д."


def dispatcher(home: Home) -> Session:
    return session_of(home, account_with_role(home, "dispatcher"))


def waiting(home: Home) -> tuple[Line, SubjectOffer]:
    """A lesson whose teacher is ill, and another subject of the class whose teacher is free."""
    staff = StaffId(staff_named(home, ABSENT))
    dispatcher(home).do(PutAway(staff, DAY, Away(DAY, DAY, Reason.ILLNESS, "12")))
    for line in dispatcher(home).ask(ShowSubstitutions(DAY)).lines:
        for offer in dispatcher(home).ask(SubjectsToGive(DAY, line.school_class, line.lesson)):
            if not offer.busy:
                return line, offer
    raise AssertionError("nobody is free")


def teacher_of(home: Home, course: int) -> int:
    return int(home.school.db.sql("SELECT staff FROM teaching WHERE course=? ORDER BY id LIMIT 1", course)[0][0])


def visible(home: Home) -> object:
    """All that a person sees of lessons and orders."""
    sql = home.school.db.sql
    lessons = sql("SELECT course, day, number, room, state, topic, substitute FROM lesson ORDER BY course, day, number")
    return lessons, sql("SELECT kind, substitute, reason, order_number, confirmed FROM substitution ORDER BY kind")


def test_another_subject_stands_in_its_own_journal_and_both_teachers_see_it(school: Home) -> None:
    line, offer = waiting(school)
    before = visible(school)
    person = dispatcher(school)
    person.do(GiveSubject(line.lesson, offer.course, Reason.ILLNESS, "12", line.order))
    ((state,),) = school.school.db.sql("SELECT state FROM lesson WHERE id=?", line.lesson)
    assert state == "cancelled"
    gives = session_of(school, account_of(school, teacher_of(school, offer.course)))
    (mine,) = [one for one in gives.ask(MyDay(DAY)).lines if one.substitution == f"in place of {line.subject}"]
    assert (mine.number, mine.subject) == (line.number, offer.subject)
    columns = gives.ask(ShowGrid(offer.course, DAY)).columns
    assert any(column.lesson == mine.lesson for column in columns)
    ill = session_of(school, account_of(school, staff_named(school, ABSENT)))
    (lost,) = [one for one in ill.ask(MyDay(DAY)).lines if one.lesson == line.lesson]
    assert (lost.substitution, lost.homework_due) == (f"instead: {offer.subject}", "")
    gives.do(SetTopic(mine.lesson, "Повторение"))
    with pytest.raises(Invalid, match="kept already"):
        person.undo()
    gives.undo()
    dispatcher(school).do(TakeSubjectBack(line.lesson))
    assert visible(school) == before
    assert school.console().ask(VerifyAudit()).whole


def test_another_subject_stands_on_the_wall_and_is_paid_in_full(school: Home) -> None:
    line, offer = waiting(school)
    person = dispatcher(school)
    person.do(GiveSubject(line.lesson, offer.course, Reason.ILLNESS, "12"))
    (on_wall,) = [
        one for one in person.ask(ShowWallSheet(DAY)).lines
        if (one.number, one.class_name) == (line.number, line.group)
    ]
    assert on_wall.instead == f"{line.subject}, {ABSENT}"
    assert on_wall.becomes == f"{offer.subject}, {offer.teachers}"
    (row,) = person.ask(ShowRegister(DAY, DAY)).lines
    assert (row.absent, row.subject, row.kept_subject, row.substitute, row.share) == (
        ABSENT, line.subject, offer.subject, offer.teachers, 1000,
    )  # fmt: skip
    person.do(CallOff(DAY, DAY, Reason.FROST))
    assert next(iter(person.ask(ShowRegister(DAY, DAY)).lines)).share is None
    person.undo()
    assert next(iter(person.ask(ShowRegister(DAY, DAY)).lines)).share == 1000


def test_a_subject_of_others_a_busy_teacher_or_a_second_order_is_refused(school: Home) -> None:
    line, offer = waiting(school)
    person = dispatcher(school)
    offers = person.ask(SubjectsToGive(DAY, line.school_class, line.lesson))
    with pytest.raises(Invalid, match="has a lesson then"):
        person.do(GiveSubject(line.lesson, next(one.course for one in offers if one.busy), Reason.ILLNESS))
    ((own,),) = school.school.db.sql("SELECT course FROM lesson WHERE id=?", line.lesson)
    with pytest.raises(Invalid, match="own subject"):
        person.do(GiveSubject(line.lesson, CourseId(own), Reason.ILLNESS))
    ((stranger,),) = school.school.db.sql(
        "SELECT c.id FROM course c JOIN study_group g ON g.id=c.study_group WHERE g.kind='class' AND g.id<>? LIMIT 1",
        line.school_class,
    )
    with pytest.raises(Invalid, match="other pupils"):
        person.do(GiveSubject(line.lesson, CourseId(stranger), Reason.ILLNESS))
    person.do(GiveSubject(line.lesson, offer.course, Reason.ILLNESS))
    with pytest.raises(Conflict):
        dispatcher(school).do(GiveSubject(line.lesson, offer.course, Reason.ILLNESS))
    stands = next(x.order for x in person.ask(ShowSubstitutions(DAY)).lines if x.lesson == line.lesson)
    assert stands is not None
    for change in (TakeBack(line.lesson, stands), GiveLesson(line.lesson, StaffId(1), Reason.ILLNESS, expects=stands)):
        with pytest.raises(Invalid):
            person.do(change)


def free_number(home: Home, line: Line, course: int) -> int:
    """A number at which neither the class nor the teacher has a lesson."""
    taken = {n for n, _key in lessons_of(home, teacher_of(home, course), DAY.isoformat())}
    taken |= {n for (n,) in home.school.db.sql(
        "SELECT l.number FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
        " WHERE l.day=? AND COALESCE(g.of_class, g.id)=?", DAY.isoformat(), line.school_class,
    )}  # fmt: skip
    return next(n for n in range(9, 1, -1) if n not in taken)


def test_an_extra_lesson_is_kept_paid_called_off_with_the_day_and_taken_away(school: Home) -> None:
    line, offer = waiting(school)
    before, person = visible(school), dispatcher(school)
    number = free_number(school, line, offer.course)
    person.do(AddLesson(offer.course, DAY, number, "", Reason.EVENT, "15"))
    ((extra,),) = school.school.db.sql("SELECT lesson FROM substitution WHERE kind='extra'")
    gives = session_of(school, account_of(school, teacher_of(school, offer.course)))
    (mine,) = [one for one in gives.ask(MyDay(DAY)).lines if one.lesson == extra]
    assert (mine.number, mine.substitution) == (number, "extra lesson")
    (row,) = person.ask(ShowRegister(DAY, DAY)).lines
    assert (row.absent, row.kept_subject, row.substitute, row.share) == ("", offer.subject, offer.teachers, 1000)
    (on_wall,) = [one for one in person.ask(ShowWallSheet(DAY)).lines if one.number == number]
    assert (on_wall.instead, on_wall.becomes) == ("", f"{offer.subject}, {offer.teachers}")
    person.do(CallOff(DAY, DAY, Reason.FROST))
    assert all(row.share is None for row in person.ask(ShowRegister(DAY, DAY)).lines)
    person.undo()
    person.undo()
    assert visible(school) == before
    with pytest.raises(Invalid, match="has a lesson then"):
        person.do(AddLesson(offer.course, DAY, line.number, "", Reason.EVENT))
    with pytest.raises(Invalid, match="no lessons"):
        person.do(AddLesson(offer.course, date(2018, 1, 14), 1, "", Reason.EVENT))
    with pytest.raises(Conflict):
        person.do(RemoveLesson(LessonId(line.lesson)))


def test_a_joint_lesson_without_the_lesson_that_it_is_joined_to_is_refused(school: Home) -> None:
    line, _offer = waiting(school)
    free = next(one for one in line.candidates if not one.joint)
    with pytest.raises(Invalid, match="needs the lesson that it is joined to"):
        dispatcher(school).do(GiveLesson(line.lesson, free.staff, Reason.ILLNESS, joint=True))


def test_one_half_of_a_split_lesson_gets_another_subject_while_the_other_half_goes_on(school: Home) -> None:
    sql, person = school.school.db.sql, dispatcher(school)
    # A lesson of one half of a class while the other half has its own.
    half, school_class, group, number, others = sql(
        "SELECT l.id, g.of_class, g.id, l.number, MIN(o.id) FROM lesson l JOIN course c ON c.id=l.course"
        " JOIN study_group g ON g.id=c.study_group JOIN study_group h ON h.of_class=g.of_class AND h.id<>g.id"
        " JOIN course d ON d.study_group=h.id AND d.subject=c.subject JOIN lesson o ON o.course=d.id AND o.day=l.day"
        " AND o.number=l.number WHERE l.day=? AND g.kind='subgroup' GROUP BY l.id, g.of_class, g.id, l.number"
        " ORDER BY l.id LIMIT 1", DAY.isoformat(),
    )[0]  # fmt: skip
    busy = [staff for (staff,) in sql(
        "SELECT t.staff FROM teaching t JOIN lesson l ON l.course=t.course WHERE l.day=? AND l.number=?",
        DAY.isoformat(), number,
    )]  # fmt: skip
    ((free,),) = sql(f"SELECT MIN(staff) FROM teaching WHERE staff NOT IN ({','.join('?' * len(busy))})", *busy)
    small = made(school, "study_group", year=school.school.year(), kind="subgroup", name="хор", grade=7, letter="",
                 of_class=school_class)  # fmt: skip
    for (pupil,) in sql("SELECT pupil FROM membership WHERE study_group=? ORDER BY pupil LIMIT 3", group):
        made(school, "membership", study_group=small, pupil=pupil, starts="2017-09-01", ends=None, order_number="")
    ((subject,),) = sql("SELECT MIN(id) FROM subject WHERE name LIKE 'Музыка%'")
    course = CourseId(made(school, "course", subject=subject, study_group=small, half_hours=2))
    made(school, "teaching", course=course, staff=free, starts="2017-09-01", ends=None)
    offers = {one.course: one.busy for one in person.ask(SubjectsToGive(DAY, school_class, LessonId(half)))}
    assert offers[course] == ""
    before = visible(school)
    person.do(GiveSubject(LessonId(half), course, Reason.ILLNESS))
    assert sql("SELECT state FROM lesson WHERE course=? AND day=?", course, DAY.isoformat()) == [("planned",)]
    assert sql("SELECT state FROM lesson WHERE id=?", others) == [("planned",)]
    person.undo()
    assert visible(school) == before
