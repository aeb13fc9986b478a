"""Who keeps a lesson when its teacher is away: given, joined, called off, moved, taken at once."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import StaffId
from ejournal_tui.domain.timetable.substitutions import Away, Candidate, Kind, Order, Reason, share_out
from ejournal_tui.services.attendance.attendance import CallRoll
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.gradebook import ShowGrid, ShowLesson
from ejournal_tui.services.journal.lessons import SetTopic
from ejournal_tui.services.journal.taking import LessonsToTake, TakeLesson
from ejournal_tui.services.mornings.today import MyDay, WholeSchoolDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.session import Session, Together
from ejournal_tui.services.timetable.moving import MoveBack, MoveLesson
from ejournal_tui.services.timetable.substitution_day import Line, ShowSubstitutions, SubstitutionDay
from ejournal_tui.services.timetable.substitution_papers import ShowRegister, ShowWallSheet
from ejournal_tui.services.timetable.substitutions import CallOff, ConfirmClaim, GiveLesson, PutAway, TakeBack
from tests.people import account_with_role, session_of
from tests.school import account_of, lessons_of, staff_named

DAY = date(2018, 1, 15)
ABSENT = "Полякова А. Д."


def dispatcher(home: Home) -> Session:
    return session_of(home, account_with_role(home, "dispatcher"))


def teacher(home: Home, staff: int) -> Session:
    return session_of(home, account_of(home, staff))


def away(home: Home, name: str = ABSENT, until: date = DAY) -> StaffId:
    staff = StaffId(staff_named(home, name))
    dispatcher(home).do(PutAway(staff, DAY, Away(DAY, until, Reason.ILLNESS, "12")))
    return staff


def day_of(home: Home, day: date = DAY) -> SubstitutionDay:
    return dispatcher(home).ask(ShowSubstitutions(day))


def stands(home: Home, lesson: int) -> tuple[object, ...]:
    return tuple(home.school.db.sql("SELECT day, number, state, substitute FROM lesson WHERE id=?", lesson)[0])


def first_line(home: Home) -> Line:
    return day_of(home).lines[0]


def test_a_free_teacher_has_no_lesson_then_no_other_substitution_and_is_not_away(school: Home) -> None:
    away(school)
    away(school, "Некрасов Е. М.")
    everybody = {staff for staff, _name in day_of(school).staff}
    for line in day_of(school).lines:
        busy = {
            staff
            for (staff,) in school.school.db.sql(
                "SELECT t.staff FROM lesson l JOIN teaching t ON t.course=l.course WHERE l.day=? AND l.number=?",
                DAY.isoformat(), line.number,
            )
        }  # fmt: skip
        absent = {one.staff for one in day_of(school).absent}
        assert {c.staff for c in line.candidates if not c.joint} == everybody - busy - absent
    first = next(line for line in day_of(school).lines if line.number == 1)
    chosen = first.candidates[0]
    dispatcher(school).do(GiveLesson(first.lesson, chosen.staff, Reason.ILLNESS))
    others = [line for line in day_of(school).lines if line.number == 1 and line.unattended]
    assert all(chosen.staff not in {c.staff for c in line.candidates} for line in others)


def test_teachers_of_the_subject_are_offered_before_those_of_the_class_and_those_before_the_rest(school: Home) -> None:
    away(school)
    for line in day_of(school).lines:
        ranks = [(not c.same_subject, not c.knows_class) for c in line.candidates if not c.joint]
        assert ranks == sorted(ranks)
    assert day_of(school).lines[0].candidates[0].same_subject


def test_whoever_has_a_lesson_then_is_refused_by_name(school: Home) -> None:
    away(school)
    line = next(line for line in day_of(school).lines if line.number == 3)
    (busy,) = school.school.db.sql(
        "SELECT t.staff, f.surname FROM lesson l JOIN teaching t ON t.course=l.course JOIN staff f ON f.id=t.staff"
        " WHERE l.day=? AND l.number=3 AND t.staff<>? ORDER BY l.id LIMIT 1",
        DAY.isoformat(), staff_named(school, ABSENT),
    )  # fmt: skip
    with pytest.raises(Invalid, match=f"{busy[1]} .* has a lesson then"):
        dispatcher(school).do(GiveLesson(line.lesson, busy[0], Reason.ILLNESS))
    with pytest.raises(Invalid, match="own teacher"):
        dispatcher(school).do(GiveLesson(line.lesson, StaffId(staff_named(school, ABSENT)), Reason.ILLNESS))
    assert stands(school, line.lesson)[3] is None


def test_the_substitute_gets_exactly_that_lesson_and_the_record_says_so(school: Home) -> None:
    absent = away(school)
    given, other, *_rest = day_of(school).lines
    assert given.offered
    dispatcher(school).do(GiveLesson(given.lesson, given.offered.staff, Reason.ILLNESS, "12"))
    stands_in, regular = teacher(school, given.offered.staff), teacher(school, absent)
    assert stands_in.objection(SetTopic(given.lesson, "Бег")) is None
    assert "ask the dispatcher" in (stands_in.objection(SetTopic(other.lesson, "Бег")) or "")
    assert "A substitute keeps this lesson" in (regular.objection(SetTopic(given.lesson, "Бег")) or "")
    (mine,) = [x for x in stands_in.ask(MyDay(DAY)).lines if x.lesson == given.lesson]
    assert mine.substitution == f"substitution, instead of {ABSENT}"
    (theirs,) = [x for x in regular.ask(MyDay(DAY)).lines if x.lesson == given.lesson]
    assert theirs.substitution == f"kept by {given.offered.name}"
    page = stands_in.ask(ShowLesson(given.lesson))
    assert page.substitution == f"substitution: {given.offered.name} instead of {ABSENT}"
    stands_in.do(CallRoll(given.lesson))
    column = next(c for c in stands_in.ask(ShowGrid(page.course, DAY)).columns if c.lesson == given.lesson)
    assert column.substitute == given.offered.name


def test_what_was_ordered_is_taken_back_and_given_again_step_by_step(school: Home) -> None:
    away(school)
    line = first_line(school)
    session = dispatcher(school)
    first, second = line.candidates[:2]
    session.do(GiveLesson(line.lesson, first.staff, Reason.ILLNESS, "12"))
    session.do(GiveLesson(line.lesson, second.staff, Reason.ILLNESS, "12", expects=first_line(school).order))
    assert stands(school, line.lesson)[3] == second.staff
    session.undo()
    assert stands(school, line.lesson)[3] == first.staff
    session.undo()
    assert stands(school, line.lesson)[3] is None
    assert first_line(school).order is None
    session.redo()
    assert first_line(school).order == Order(Kind.SUBSTITUTE, Reason.ILLNESS, "12", first.staff)
    assert school.console().ask(VerifyAudit()).whole


def test_the_day_is_given_as_one_deed_and_taken_back_as_one(school: Home) -> None:
    away(school)
    session = dispatcher(school)
    gifts = tuple(
        GiveLesson(line.lesson, line.offered.staff, Reason.ILLNESS, "12")
        for line in day_of(school).lines
        if line.offered
    )
    assert len(gifts) == 7
    session.do(Together(gifts))
    assert not any(line.unattended for line in day_of(school).lines)
    session.undo()
    assert all(line.unattended for line in day_of(school).lines)


def test_two_dispatchers_do_not_give_a_lesson_twice(school: Home) -> None:
    away(school)
    line = first_line(school)
    deputy = session_of(school, account_with_role(school, "deputy"))
    deputy.do(GiveLesson(line.lesson, line.candidates[0].staff, Reason.ILLNESS))
    with pytest.raises(Conflict, match="keeps this lesson already"):
        dispatcher(school).do(GiveLesson(line.lesson, line.candidates[1].staff, Reason.ILLNESS))


def test_a_lesson_that_is_kept_is_never_touched(school: Home) -> None:
    staff = staff_named(school, ABSENT)
    ((_number, lesson), *_rest) = lessons_of(school, staff, DAY.isoformat())
    teacher(school, staff).do(CallRoll(LessonId(lesson)))
    away(school)
    before = stands(school, lesson)
    (line,) = [line for line in day_of(school).lines if line.lesson == lesson]
    assert not line.unattended
    assert line.candidates == ()
    free = day_of(school).lines[1].candidates[0].staff
    session = dispatcher(school)
    for change in (
        GiveLesson(LessonId(lesson), free, Reason.ILLNESS),
        MoveLesson(LessonId(lesson), date(2018, 1, 16), 8, "", Reason.EVENT),
        CallOff(DAY, DAY, Reason.FROST, lesson=LessonId(lesson)),
    ):
        with pytest.raises(Invalid):
            session.do(change)
    session.do(CallOff(DAY, DAY, Reason.FROST, "31"))
    assert stands(school, lesson) == before


def test_the_own_teacher_does_not_come_back_to_a_lesson_while_bound_elsewhere(school: Home) -> None:
    absent = away(school)
    line = first_line(school)
    session = dispatcher(school)
    session.do(GiveLesson(line.lesson, line.candidates[0].staff, Reason.ILLNESS))
    session.do(PutAway(absent, DAY, None, Away(DAY, DAY, Reason.ILLNESS, "12")))
    ((key,),) = school.school.db.sql(
        "SELECT id FROM lesson WHERE day=? AND number=? AND id<>? ORDER BY id LIMIT 1",
        DAY.isoformat(), line.number, line.lesson,
    )  # fmt: skip
    session.do(GiveLesson(LessonId(key), absent, Reason.COURSE))
    order = next(x.order for x in day_of(school).lines if x.lesson == line.lesson)
    assert order is not None
    with pytest.raises(Invalid, match="has a lesson then"):
        session.do(TakeBack(line.lesson, order))


def test_an_absence_is_written_once_and_can_be_shortened(school: Home) -> None:
    absent = away(school, until=date(2018, 1, 19))
    session = dispatcher(school)
    with pytest.raises(Invalid, match=r"from 15\.01\.2018 to 19\.01\.2018"):
        session.do(PutAway(absent, date(2018, 1, 17), Away(date(2018, 1, 17), date(2018, 1, 18), Reason.TRIP)))
    with pytest.raises(Conflict):
        session.do(PutAway(absent, DAY, None))
    stood = Away(DAY, date(2018, 1, 19), Reason.ILLNESS, "12")
    session.do(PutAway(absent, DAY, Away(DAY, date(2018, 1, 16), Reason.ILLNESS, "12"), stood))
    assert day_of(school, date(2018, 1, 17)).absent == ()
    session.undo()
    assert [one.name for one in day_of(school, date(2018, 1, 17)).absent] == [ABSENT]


@pytest.mark.parametrize(("scope", "count"), [("class", 9), ("grade", 0), ("school", 210)])
def test_c11_lessons_are_cancelled_by_class_grade_and_school_with_one_order(
    school: Home, scope: str, count: int
) -> None:
    ((key, grade),) = school.school.db.sql(
        "SELECT id, grade FROM study_group WHERE kind='class' AND grade=7 AND letter='А'"
    )
    more = {"class": {"school_class": key}, "grade": {"grade": grade}, "school": {}}[scope]
    where = {
        "class": f"COALESCE(g.of_class, g.id)={key}", "grade": "g.grade=7", "school": "1=1",
    }[scope]  # fmt: skip
    session = dispatcher(school)

    def cancelled(what: str) -> int:
        return int(
            school.school.db.sql(
                "SELECT COUNT(*) FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
                f" WHERE l.day='2018-01-15' AND l.state='cancelled' AND {what}"
            )[0][0]
        )

    session.do(CallOff(DAY, DAY, Reason.QUARANTINE, "31", **more))  # type: ignore[arg-type]  # a row of the table
    done = cancelled(where)
    assert done == cancelled("1=1")
    assert done == (count or done) > 8
    ((orders,),) = school.school.db.sql("SELECT COUNT(*) FROM substitution WHERE order_number='31'")
    assert orders == done
    session.undo()
    assert cancelled("1=1") == 0
    assert school.school.db.sql("SELECT COUNT(*) FROM substitution") == [(0,)]


def test_c11_the_clocks_of_a_cancelled_lesson_stop_its_plan_goes_on_and_homework_may_be_set(home: Home) -> None:
    ((lesson, course),) = home.school.db.sql(
        "SELECT l.id, l.course FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE s.name='Русский язык' AND l.day='2018-01-16' ORDER BY l.number LIMIT 1"
    )
    ((account,),) = home.school.db.sql(
        "SELECT a.id FROM account a JOIN teaching t ON t.staff=a.staff WHERE t.course=?", course
    )
    keeper = session_of(home, account)
    planned = keeper.ask(ShowLesson(lesson)).planned
    assert planned is not None
    dispatcher(home).do(CallOff(date(2018, 1, 16), date(2018, 1, 16), Reason.FROST, "31"))
    assert keeper.ask(ShowLesson(lesson)).planned is None
    following = home.school.db.sql(
        "SELECT id FROM lesson WHERE course=? AND day>'2018-01-16' ORDER BY day, number", course
    )
    offered = keeper.ask(ShowLesson(following[0][0])).planned
    assert offered is not None
    assert offered[1] == planned[1]
    keeper.do(SetHomework(lesson, "упр. 5"))
    deputy = session_of(home, account_with_role(home, "deputy"))
    (line,) = deputy.ask(WholeSchoolDay(date(2018, 1, 16))).classes
    assert (line.lessons, line.missing) == (0, ())


def test_a_moved_lesson_takes_along_what_was_written_and_comes_back(school: Home) -> None:
    staff = StaffId(staff_named(school, ABSENT))
    ((number, key), *_rest) = lessons_of(school, staff, DAY.isoformat())
    lesson = LessonId(key)
    teacher(school, staff).do(SetHomework(lesson, "бегать"))
    session = dispatcher(school)
    target, free = _free_place(school, lesson)
    session.do(MoveLesson(lesson, target, free, "141", Reason.EVENT, "13", DAY, number))
    assert stands(school, lesson)[:3] == (target.isoformat(), free, "planned")
    (line,) = [line for line in day_of(school).lines if line.order]
    assert line.moved_to == (target, free)
    (old,) = [x for x in teacher(school, staff).ask(MyDay(DAY)).lines if x.lesson == line.lesson]
    assert old.substitution == f"moved to {target:%d.%m}, lesson {free}"
    (new,) = [x for x in teacher(school, staff).ask(MyDay(target)).lines if x.lesson == lesson]
    assert new.homework == "бегать"
    wall = session.ask(ShowWallSheet(target)).lines
    assert any(f"(from 15.01, lesson {number})" in one.becomes and not one.instead for one in wall)
    session.undo()
    assert stands(school, lesson)[:3] == (DAY.isoformat(), number, "planned")
    assert school.school.db.sql("SELECT COUNT(*) FROM lesson WHERE id=?", line.lesson) == [(0,)]
    session.redo()
    (again,) = [one.lesson for one in day_of(school).lines if one.order]
    session.do(MoveBack(again))
    assert stands(school, lesson)[:3] == (DAY.isoformat(), number, "planned")
    assert school.console().ask(VerifyAudit()).whole


def _free_place(home: Home, lesson: LessonId, taught: bool = False) -> tuple[date, int]:
    """A day and number at which the class and its teacher are free, and others learn if asked for."""
    session = dispatcher(home)
    for day in (date(2018, 1, 16), date(2018, 1, 17), date(2018, 1, 18), date(2018, 1, 19)):
        for number in range(1, 9):
            if taught and not _rooms(home, day, number):
                continue
            try:
                session.do(MoveLesson(lesson, day, number, "", Reason.EVENT))
            except Invalid:
                continue
            session.undo()
            return day, number
    raise AssertionError("the school is full")


def _rooms(home: Home, day: date, number: int) -> list[str]:
    """The rooms in use at a day and number."""
    rows = home.school.db.sql(
        "SELECT room FROM lesson WHERE day=? AND number=? AND room<>'' ORDER BY id", day.isoformat(), number
    )
    return [room for (room,) in rows]


def test_a_lesson_is_not_moved_where_class_teacher_or_room_are_bound_or_nobody_learns(school: Home) -> None:
    staff = StaffId(staff_named(school, ABSENT))
    lessons = lessons_of(school, staff, DAY.isoformat())
    session = dispatcher(school)
    said: set[str] = set()
    for number, key in lessons:
        for place in range(1, 9):
            try:
                session.do(MoveLesson(LessonId(key), DAY, place, "141", Reason.EVENT))
                session.undo()
            except Invalid as refusal:
                said.add(refusal.title)
        assert stands(school, key)[1] == number
    assert any(words.startswith(ABSENT) for words in said)
    assert any(words[0].isdigit() and "has a lesson then" in words for words in said)
    with pytest.raises(Invalid, match="has no lessons"):
        session.do(MoveLesson(LessonId(lessons[0][1]), date(2018, 1, 14), 1, "", Reason.EVENT))
    ((_number, key),) = lessons_of(school, staff_named(school, "Ковалёва В. Я."), DAY.isoformat())
    day, number = _free_place(school, LessonId(key), taught=True)
    room = _rooms(school, day, number)[0]
    with pytest.raises(Invalid, match=f"Room {room} is taken"):
        session.do(MoveLesson(LessonId(key), day, number, room, Reason.EVENT))


def test_c07_whoever_stands_in_the_class_takes_the_lesson_and_the_dispatcher_confirms(
    school: Home,
) -> None:
    staff = staff_named(school, ABSENT)
    ((_number, key), *_rest) = lessons_of(school, staff, DAY.isoformat())
    lesson = LessonId(key)
    free = StaffId(staff_named(school, "Жукова В. И."))
    stands_in = teacher(school, free)
    assert lesson in {x.lesson for x in stands_in.ask(LessonsToTake())}
    stands_in.do(TakeLesson(lesson))
    stands_in.do(CallRoll(lesson))
    (mine,) = [x for x in stands_in.ask(MyDay(DAY)).lines if x.lesson == lesson]
    assert mine.substitution.endswith("(not confirmed)")
    deputy = session_of(school, account_with_role(school, "deputy"))
    assert deputy.ask(WholeSchoolDay(DAY)).claims == 1
    (line,) = day_of(school).lines
    assert line.order is not None
    assert line.order.is_claim
    (register,) = dispatcher(school).ask(ShowRegister(DAY, DAY)).lines
    assert (register.share, "not confirmed" in register.substitute) == (None, True)
    dispatcher(school).do(ConfirmClaim(lesson, Reason.ILLNESS, "12", line.order))
    (register,) = dispatcher(school).ask(ShowRegister(DAY, DAY)).lines
    assert (register.share, register.reason) == (1000, "illness, order 12")
    assert stands(school, lesson)[2:] == ("held", free)


def test_c07_a_refused_lesson_goes_back_and_what_was_written_stays(school: Home) -> None:
    staff = staff_named(school, ABSENT)
    ((_number, key), *_rest) = lessons_of(school, staff, DAY.isoformat())
    lesson = LessonId(key)
    stands_in = teacher(school, staff_named(school, "Жукова В. И."))
    stands_in.do(TakeLesson(lesson))
    stands_in.do(CallRoll(lesson))
    (line,) = day_of(school).lines
    assert line.order is not None
    session = dispatcher(school)
    session.do(TakeBack(lesson, line.order))
    assert stands(school, lesson)[2:] == ("held", None)
    assert stands_in.objection(SetTopic(lesson, "Бег")) is not None
    assert teacher(school, staff).objection(SetTopic(lesson, "Бег")) is None
    session.undo()
    assert stands_in.objection(SetTopic(lesson, "Бег")) is None


def test_c07_a_lesson_is_taken_on_its_day_half_an_hour_before_its_bell_and_by_one(school: Home) -> None:
    staff = staff_named(school, ABSENT)
    today, tomorrow = lessons_of(school, staff, "2018-01-15"), lessons_of(school, staff, "2018-01-16")
    stands_in = teacher(school, staff_named(school, "Жукова В. И."))
    with pytest.raises(Invalid, match="cannot be taken now"):
        stands_in.do(TakeLesson(LessonId(today[-1][1])))
    with pytest.raises(Invalid, match="of today"):
        stands_in.do(TakeLesson(LessonId(tomorrow[0][1])))
    with pytest.raises(Invalid, match="yours anyway"):
        teacher(school, staff).do(TakeLesson(LessonId(today[0][1])))
    stands_in.do(TakeLesson(LessonId(today[0][1])))
    with pytest.raises(Conflict, match="keeps this lesson already"):
        teacher(school, staff_named(school, "Никитина К. Р.")).do(TakeLesson(LessonId(today[0][1])))
    with pytest.raises(Denied):
        session_of(school, account_with_role(school, "deputy")).do(TakeLesson(LessonId(today[0][1])))
    stands_in.undo()
    assert stands(school, today[0][1])[3] is None
    stands_in.redo()
    teacher(school, staff).do(TakeLesson(LessonId(today[0][1])))
    assert stands(school, today[0][1])[3] is None


def test_c07_nobody_confirms_the_own_word(school: Home) -> None:
    ((_number, key), *_rest) = lessons_of(school, staff_named(school, ABSENT), DAY.isoformat())
    session = dispatcher(school)
    session.do(TakeLesson(LessonId(key)))
    (line,) = day_of(school).lines
    assert line.order is not None
    assert line.also.startswith("11Б")
    with pytest.raises(Denied, match="You took this lesson yourself"):
        session.do(ConfirmClaim(line.lesson, Reason.ILLNESS, "12", line.order))
    deputy = session_of(school, account_with_role(school, "deputy"))
    deputy.do(ConfirmClaim(line.lesson, Reason.ILLNESS, "12", line.order))


def test_the_load_is_spread_and_nobody_is_at_two_places() -> None:
    ann, bob = (Candidate(StaffId(n), name, at_school=True) for n, name in ((1, "А"), (2, "Б")))
    joint = Candidate(StaffId(3), "В", same_subject=True, joint=True)
    assert share_out([(1, (ann, bob)), (2, (ann, bob)), (2, (ann, bob)), (2, (ann, joint))]) == (ann, bob, ann, None)
