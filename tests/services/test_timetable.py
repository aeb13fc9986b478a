"""Changing the timetable: lessons still to be held follow, the others stay; the dispatcher wins; undo is exact."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Conflict, Denied, Invalid, Refusal
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.people.people import Actor
from ejournal_tui.domain.timetable.laying import Laying
from ejournal_tui.domain.timetable.substitutions import Reason
from ejournal_tui.domain.timetable.timetable import Filling, Slot, SlotStep, Weeks, exchanged
from ejournal_tui.domain.timetable.week import Timetable
from ejournal_tui.domain.workbooks.handed_out import Kind
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.own_lessons import GiveOwnCourse, PutOwnLessons, read_times
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.people.pupils import SetHomeTuition
from ejournal_tui.services.session import Change, Session, Together
from ejournal_tui.services.timetable.other_subjects import AddLesson
from ejournal_tui.services.timetable.timetable import CopyTimetable, DropTimetable, PutSlots, digest
from ejournal_tui.services.timetable.timetable_view import PreviewTimetable, ShowClassTimetable, ShowTimetable
from ejournal_tui.services.workbooks.exporting import export_workbook
from ejournal_tui.storage.school import School
from ejournal_tui.storage.timetable import laying, timetable
from ejournal_tui.storage.timetable.laying import look
from tests.changing import changed, made
from tests.conftest import copied_home
from tests.people import account_with_role, class_teacher, session_of, teacher_of

OLD, NEW, LATER = date(2017, 9, 1), date(2018, 1, 22), date(2018, 2, 5)
LAST = date(2018, 5, 25)

Lesson = tuple[int, str, int, str, str, str]


def lessons(home: Home) -> list[Lesson]:
    """What anybody sees of the lessons."""
    return [
        (course, day, number, room, state, topic)
        for course, day, number, room, state, topic in home.school.db.sql(
            "SELECT course, day, number, room, state, topic FROM lesson ORDER BY course, day, number"
        )
    ]


def slots(home: Home) -> list[tuple[object, ...]]:
    """Every slot of every version with its hand."""
    return home.school.db.sql(
        "SELECT t.starts, t.ends, s.course, s.weekday, s.number, s.room, s.weeks, s.author, s.at, s.role"
        " FROM timetable t LEFT JOIN slot s ON s.timetable=t.id ORDER BY 1, 3, 4, 5"
    )


def dispatcher(home: Home) -> Session:
    return session_of(home, account_with_role(home, "dispatcher"))


def leader(home: Home) -> Session:
    """The class teacher of 7А, who is no dispatcher."""
    return session_of(home, class_teacher(home))


def course_of(home: Home, subject: str) -> CourseId:
    rows = home.school.db.sql(
        "SELECT c.id FROM course c JOIN subject s ON s.id=c.subject WHERE s.name=? ORDER BY c.id LIMIT 1", subject
    )
    return CourseId(rows[0][0])


def slot_of(found: Timetable, course: CourseId, which: int = 0) -> Slot:
    return sorted(one.slot for one in found.placed if one.slot.course == course)[which]


def taking_out(slot: Slot) -> SlotStep:
    return SlotStep(*slot.place, None, Filling(slot.room, slot.weeks))


def days_of(home: Home, course: CourseId, number: int, first: date = NEW) -> list[str]:
    rows = home.school.db.sql(
        "SELECT day FROM lesson WHERE course=? AND number=? AND day>=? ORDER BY day", course, number, first.isoformat()
    )
    return [day for (day,) in rows]


@pytest.fixture
def begun(home: Home) -> Home:
    """A timetable from 22.01 on, as yet the same as the one before."""
    dispatcher(home).do(CopyTimetable(NEW, OLD))
    return home


def test_a_timetable_from_a_day_on_changes_nothing_until_it_is_changed(home: Home) -> None:
    before = lessons(home)
    session = dispatcher(home)
    assert session.ask(PreviewTimetable(CopyTimetable(NEW, OLD))).lessons == ()
    session.do(CopyTimetable(NEW, OLD))
    assert lessons(home) == before
    found = session.ask(ShowTimetable(NEW))
    assert (found.now, [version.starts for version in found.versions]) == (OLD, [OLD, NEW])
    assert session.ask(ShowTimetable()).until == NEW - timedelta(days=1)


def test_lessons_set_by_day_stay_beside_every_timetable(home: Home) -> None:
    officer, session = session_of(home, account_with_role(home, "officer")), dispatcher(home)
    ((pupil,),) = home.school.db.sql("SELECT MIN(id) FROM pupil")
    ((subject, staff),) = home.school.db.sql(
        "SELECT c.subject, t.staff FROM course c JOIN teaching t ON t.course=c.id ORDER BY c.id LIMIT 1"
    )
    officer.do(SetHomeTuition(pupil, True, date(2018, 1, 10), "3", False))
    officer.do(GiveOwnCourse(pupil, subject, staff, 4, date(2018, 1, 12)))
    ((own,),) = home.school.db.sql(
        "SELECT c.id FROM course c JOIN study_group g ON g.id=c.study_group WHERE g.kind='individual'"
    )
    officer.do(PutOwnLessons(own, read_times("23.01 9", date(2018, 1, 15))))
    session.do(AddLesson(course_of(home, "Физика"), date(2018, 1, 24), 8, "", Reason.OTHER, "5"))
    before = lessons(home)
    session.do(CopyTimetable(NEW, OLD))
    assert lessons(home) == before
    added = {(own, "2018-01-23"), (course_of(home, "Физика"), "2018-01-24")}
    assert added <= {(course, day) for course, day, *_more in before}


def test_lessons_follow_from_the_day_on_and_not_before(begun: Home) -> None:
    session, physics = dispatcher(begun), course_of(begun, "Физика")
    slot = slot_of(session.ask(ShowTimetable(NEW)), physics)
    before = days_of(begun, physics, slot.number, OLD)
    change = PutSlots(NEW, exchanged([slot], (5, 8)))
    foreseen = session.ask(PreviewTimetable(change)).lessons
    session.do(change)
    left = days_of(begun, physics, slot.number, OLD)
    # The 28th of April is a Saturday held by Monday's timetable.
    assert [day for day in before if day not in left] == [
        day for day in before
        if day >= NEW.isoformat() and (date.fromisoformat(day).isoweekday() == slot.weekday or day == "2018-04-28")
    ]  # fmt: skip
    fridays = days_of(begun, physics, 8)
    assert {date.fromisoformat(day).isoweekday() for day in fridays} == {5}
    assert foreseen == (f"{len(fridays)} lessons are added",
                        f"{len(before) - len(left)} lessons still to be held are taken away")  # fmt: skip


def test_lessons_of_odd_and_even_weeks_take_turns(begun: Home) -> None:
    session, music, art = dispatcher(begun), course_of(begun, "Музыка"), course_of(begun, "Изобразительное искусство")
    session.do(PutSlots(NEW, (SlotStep(music, 1, 8, Filling("101", Weeks.ODD), None),
                              SlotStep(art, 1, 8, Filling("102", Weeks.EVEN), None))))  # fmt: skip
    odd, even = days_of(begun, music, 8), days_of(begun, art, 8)
    assert odd[:3] == ["2018-01-22", "2018-02-05", "2018-02-19"]
    assert even[:3] == ["2018-01-29", "2018-02-12", "2018-02-26"]
    mondays = {day for (day,) in begun.school.db.sql("SELECT DISTINCT day FROM lesson WHERE day>=?", NEW.isoformat())}
    taken = {day for day in mondays if date.fromisoformat(day).isoweekday() == 1} | {"2018-04-28"}
    assert set(odd) | set(even) == taken
    assert session.ask(ShowTimetable(NEW)).clashes == ()


def test_a_lesson_with_homework_stays_and_is_told(begun: Home) -> None:
    session, physics = dispatcher(begun), course_of(begun, "Физика")
    slot = slot_of(session.ask(ShowTimetable(NEW)), physics)
    ((lesson,),) = begun.school.db.sql(
        "SELECT id FROM lesson WHERE course=? AND number=? AND day>=? ORDER BY day LIMIT 1",
        physics, slot.number, NEW.isoformat(),
    )  # fmt: skip
    session_of(begun, teacher_of(begun, "Физика")).do(SetHomework(lesson, "§ 30"))
    change = PutSlots(NEW, (taking_out(slot),))
    assert "1 lesson with homework stays" in session.ask(PreviewTimetable(change)).lessons
    session.do(change)
    assert begun.school.db.sql("SELECT COUNT(*) FROM lesson WHERE id=?", lesson) == [(1,)]


def test_rooms_of_lessons_still_to_be_held_follow(begun: Home) -> None:
    session, physics = dispatcher(begun), course_of(begun, "Физика")
    slot = slot_of(session.ask(ShowTimetable(NEW)), physics)
    session.do(PutSlots(NEW, (SlotStep(*slot.place, Filling("актовый зал"), Filling(slot.room)),)))
    rows = begun.school.db.sql(
        "SELECT day<?, room FROM lesson WHERE course=? AND number=? GROUP BY 1, 2 ORDER BY 1", NEW.isoformat(), physics,
        slot.number,
    )  # fmt: skip
    rooms = {room for earlier, room in rows if earlier}
    assert rooms == {slot.room}
    assert "актовый зал" in {room for earlier, room in rows if not earlier}


def test_held_lessons_stay_although_their_timetable_is_taken_away_from_its_beginning_on(home: Home) -> None:
    session = dispatcher(home)
    held = [lesson for lesson in lessons(home) if lesson[4] == "held"]
    found = session.ask(ShowTimetable())
    drop = DropTimetable(OLD, found.digest)
    assert any("that were held stay" in words for words in session.ask(PreviewTimetable(drop)).lessons)
    session.do(drop)
    assert [lesson for lesson in lessons(home) if lesson[4] == "held"] == held
    assert slots(home) == []
    session.undo()
    assert len(session.ask(ShowTimetable()).placed) == len(found.placed)


def test_undo_and_redo_bring_lessons_slots_and_hands_back_as_they_were(home: Home) -> None:
    session, physics = dispatcher(home), course_of(home, "Физика")
    states = [(lessons(home), slots(home))]
    slot = slot_of(session.ask(ShowTimetable()), physics)
    other = slot_of(session.ask(ShowTimetable()), course_of(home, "Биология"))
    swap = exchanged([slot], (other.weekday, other.number), [other], (slot.weekday, slot.number))
    for change in (CopyTimetable(NEW, OLD), PutSlots(NEW, swap), CopyTimetable(LATER, NEW),
                   PutSlots(LATER, (taking_out(slot_of(session.ask(ShowTimetable()), physics, 1)),)),
                   PutSlots(OLD, (SlotStep(physics, 5, 8, Filling("9"), None),))):  # fmt: skip
        session.do(change)
        states.append((lessons(home), slots(home)))
    for state in reversed(states[:-1]):
        session.undo()
        assert (lessons(home), slots(home)) == state
    for _step in states[1:]:
        session.redo()
    assert lessons(home) == states[-1][0]
    assert home.console().ask(VerifyAudit()).whole


# ----- who may


def test_a_class_teacher_changes_the_own_class_and_the_dispatcher_wins(begun: Home) -> None:
    mine, theirs = leader(begun), dispatcher(begun)
    physics = course_of(begun, "Физика")
    mine.do(PutSlots(NEW, (SlotStep(physics, 5, 8, Filling("133"), None),)))
    (one,) = [p for p in mine.ask(ShowTimetable(NEW)).placed if p.slot.place == (physics, 5, 8)]
    assert not one.binds
    assert one.set_by.endswith(", 15.01 10:14")
    theirs.do(PutSlots(NEW, (SlotStep(physics, 5, 8, Filling("134"), Filling("133")),)))
    (one,) = [p for p in mine.ask(ShowTimetable(NEW)).placed if p.slot.place == (physics, 5, 8)]
    assert one.binds
    assert "(dispatcher)" in one.set_by
    name = one.set_by.split(" (")[0]
    with pytest.raises(Denied, match=f"The dispatcher {name} has set this lesson"):
        mine.do(PutSlots(NEW, (SlotStep(physics, 5, 8, None, Filling("134")),)))
    with pytest.raises(Denied, match="has set this lesson"):
        mine.undo()
    # Another course into the dispatcher's cell is a change of it too.
    with pytest.raises(Denied, match="has set this lesson"):
        mine.do(PutSlots(NEW, (SlotStep(course_of(begun, "Музыка"), 5, 8, Filling("101"), None),)))
    assert begun.school.db.sql("SELECT room FROM slot WHERE course=? AND weekday=5 AND number=8", physics) == [("134",)]


def test_what_the_dispatcher_has_set_stays_in_a_timetable_that_is_begun_in_the_same_deed(begun: Home) -> None:
    physics = course_of(begun, "Физика")
    dispatcher(begun).do(PutSlots(NEW, (SlotStep(physics, 5, 8, Filling("134"), None),)))
    taken = PutSlots(LATER, (SlotStep(physics, 5, 8, None, Filling("134")),))
    with pytest.raises(Denied, match="has set this lesson"):
        leader(begun).do(Together((CopyTimetable(LATER, NEW), taken)))
    assert begun.school.db.sql("SELECT COUNT(*) FROM timetable") == [(2,)]


def test_rooms_are_kept_clean_in_the_week_and_in_its_lessons(begun: Home) -> None:
    physics = course_of(begun, "Физика")
    dispatcher(begun).do(PutSlots(NEW, (SlotStep(physics, 5, 8, Filling(" 13\u202e4 "), None),)))
    rooms = begun.school.db.sql("SELECT DISTINCT room FROM lesson WHERE course=? AND number=8", physics)
    assert rooms == begun.school.db.sql("SELECT room FROM slot WHERE number=8 AND course=?", physics) == [("134",)]


def test_what_came_with_the_whole_timetable_a_class_teacher_may_change(begun: Home) -> None:
    mine, physics = leader(begun), course_of(begun, "Физика")
    slot = slot_of(mine.ask(ShowTimetable(NEW)), physics)
    mine.do(PutSlots(NEW, exchanged([slot], (5, 8))))
    mine.undo()
    assert slot_of(mine.ask(ShowTimetable(NEW)), physics) == slot


def test_a_class_teacher_begins_a_timetable_and_takes_it_back_while_the_own_class_alone_differs(home: Home) -> None:
    mine, physics = leader(home), course_of(home, "Физика")
    before = slots(home)
    mine.do(CopyTimetable(NEW, OLD))
    mine.do(PutSlots(NEW, (SlotStep(physics, 5, 8, Filling("133"), None),)))
    mine.undo()
    mine.undo()
    assert slots(home) == before
    other = made(home, "study_group", year=home.school.year(), kind="class", name="8Б", grade=8, letter="Б",
                 of_class=None)  # fmt: skip
    ((subject,),) = home.school.db.sql("SELECT subject FROM course WHERE id=?", physics)
    foreign = CourseId(made(home, "course", subject=subject, study_group=other, half_hours=4))
    mine.do(CopyTimetable(NEW, OLD))
    with pytest.raises(Denied, match="own class only"):
        mine.do(PutSlots(NEW, (SlotStep(foreign, 5, 8, Filling("133"), None),)))
    dispatcher(home).do(PutSlots(NEW, (SlotStep(foreign, 5, 8, Filling("133"), None),)))
    with pytest.raises(Denied, match="Other classes have changes"):
        mine.undo()
    assert home.school.db.sql("SELECT COUNT(*) FROM timetable") == [(2,)]


def test_a_group_of_several_classes_stands_in_its_pupils_weeks_and_clashes_with_their_lessons(begun: Home) -> None:
    session, sql = dispatcher(begun), begun.school.db.sql
    physics = course_of(begun, "Физика")
    ((subject, school_class),) = sql("SELECT subject, study_group FROM course WHERE id=?", physics)
    ((pupil,),) = sql("SELECT MIN(pupil) FROM membership WHERE study_group=?", school_class)
    group = made(begun, "study_group", year=begun.school.year(), kind="cross", name="Олимпиадная физика", grade=7,
                 letter="", of_class=None)  # fmt: skip
    made(begun, "membership", study_group=group, pupil=pupil, starts="2017-09-01", ends=None, order_number="",
         left_order="")  # fmt: skip
    cross = CourseId(made(begun, "course", subject=subject, study_group=group, half_hours=2))
    at = slot_of(session.ask(ShowTimetable(NEW)), physics)
    change = PutSlots(NEW, (SlotStep(cross, at.weekday, at.number, Filling("5"), None),))
    (told,) = session.ask(PreviewTimetable(change)).clashes
    assert told.endswith("pupils have both 7А Физика and Олимпиадная физика Физика")
    session.do(change)
    found = session.ask(ShowTimetable(NEW))
    (one,) = [p for p in found.placed if p.slot.course == cross]
    assert one.classes == {school_class}
    assert [clash.words for clash in found.clashing(one.slot)] == [told]
    (left,) = export_workbook(begun.console(), Kind.TIMETABLE).left_out
    assert "Физика 5 does not fit into a cell" in left
    with pytest.raises(Denied, match="own class only"):
        leader(begun).do(PutSlots(NEW, (SlotStep(cross, at.weekday, at.number, None, Filling("5")),)))


def test_a_teacher_reads_and_a_family_sees_its_class(home: Home) -> None:
    teacher = session_of(home, teacher_of(home, "Физика"))
    assert teacher.ask(ShowTimetable()).placed
    assert teacher.objection(CopyTimetable(NEW, OLD)) is not None
    ((pupil, account),) = home.school.db.sql("SELECT pupil, id FROM account WHERE pupil IS NOT NULL ORDER BY 2 LIMIT 1")
    child = session_of(home, account)
    with pytest.raises(Denied, match="read by its staff"):
        child.ask(ShowTimetable())
    found = child.ask(ShowClassTimetable(pupil))
    assert [name for _key, name in found.classes] == ["7А"]
    assert len(found.placed) == len(teacher.ask(ShowTimetable()).placed)
    assert not any(one.set_by for one in found.placed)


# ----- two at once, and what makes no sense


def test_what_somebody_else_has_changed_is_told_and_not_overwritten(begun: Home) -> None:
    first, second, physics = dispatcher(begun), leader(begun), course_of(begun, "Физика")
    slot = slot_of(first.ask(ShowTimetable(NEW)), physics)
    second.do(PutSlots(NEW, (SlotStep(*slot.place, Filling("7"), Filling(slot.room)),)))
    with pytest.raises(Conflict, match="has changed this place of the week meanwhile"):
        first.do(PutSlots(NEW, (taking_out(slot),)))
    with pytest.raises(Conflict, match="changed meanwhile"):
        first.do(DropTimetable(NEW, digest(())))
    first.do(DropTimetable(NEW, first.ask(ShowTimetable(NEW)).digest))
    with pytest.raises(Conflict, match="was taken back meanwhile"):
        second.do(PutSlots(NEW, (SlotStep(physics, 5, 8, Filling(""), None),)))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (CopyTimetable(OLD, OLD), "from 01.09.2017 stands already"),
        (CopyTimetable(date(2018, 6, 1), OLD), "outside the study year"),
        (CopyTimetable(NEW, date(2017, 10, 1)), "was taken back meanwhile"),
        (CopyTimetable(NEW, OLD, OLD), "before the first"),
        (PutSlots(OLD, (SlotStep(CourseId(1), 1, 1, Filling(""), None),)), "not taught this year"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(home: Home, change: Change, why: str) -> None:
    before = home.school.head()
    with pytest.raises(Refusal, match=why):
        dispatcher(home).do(change)
    assert home.school.head() == before


def test_places_outside_the_week_and_endless_rooms_are_refused(begun: Home) -> None:
    physics = course_of(begun, "Физика")
    for step in (SlotStep(physics, 7, 1, Filling(""), None), SlotStep(physics, 1, 13, Filling(""), None),
                 SlotStep(physics, 1, 8, Filling("к" * 21), None)):  # fmt: skip
        with pytest.raises(Invalid):
            dispatcher(begun).do(PutSlots(NEW, (step,)))


def test_a_timetable_for_a_week_gives_way_to_the_one_before(home: Home) -> None:
    session, physics = dispatcher(home), course_of(home, "Физика")
    before = lessons(home)
    session.do(CopyTimetable(NEW, None, NEW + timedelta(days=4)))
    assert not [lesson for lesson in lessons(home) if NEW.isoformat() <= lesson[1] <= "2018-01-26"]
    after = "2018-01-26"
    assert [lesson for lesson in lessons(home) if lesson[1] > after] == [x for x in before if x[1] > after]
    session.do(PutSlots(NEW, (SlotStep(physics, 3, 2, Filling("1"), None),)))
    assert [lesson[1:4] for lesson in lessons(home) if NEW.isoformat() <= lesson[1] <= "2018-01-26"] == [
        ("2018-01-24", 2, "1")
    ]
    session.undo()
    session.undo()
    assert lessons(home) == before


def test_a_closed_period_keeps_its_lessons_whatever_the_timetable_says(home: Home) -> None:
    session = dispatcher(home)
    for key, in home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=2"):
        changed(home, "study_period", key, closed_at=1)
    before = lessons(home)
    session.do(DropTimetable(OLD, session.ask(ShowTimetable()).digest))
    within = ("2017-12-01", "2018-02-28")
    assert [x for x in lessons(home) if within[0] <= x[1] <= within[1]] == [
        x for x in before if within[0] <= x[1] <= within[1]
    ]
    assert not [x for x in lessons(home) if x[1] > within[1]]


# ----- any sequence


@dataclass(frozen=True)
class FreeDays(Change):
    """A stretch of free days put into the calendar, or taken out of it, as the settings do."""

    TITLE = "free days"
    first: date
    last: date
    key: int | None = None
    back: Laying | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """Nobody's: this verb is the test's own."""

    def apply(self, school: School) -> "FreeDays":
        """The calendar first, then the lessons."""
        key = self.key
        if key is None:
            key = school.ledger.insert(
                "calendar_day", year=school.year(), kind="day_off", starts=self.first.isoformat(),
                ends=self.last.isoformat(), title="карантин", first_grade=1, last_grade=11, as_weekday=None,
            )  # fmt: skip
        else:
            school.ledger.delete("calendar_day", key)
        year = school._read_calendar(school.year())
        laid = look(school, self.first, self.last, calendar=year, back=self.back)
        laying.carry_out(school, laid)
        return FreeDays(self.first, self.last, None if self.key else key, laid)


@pytest.fixture(scope="module")
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The class after half a year; every example brings it back as it was."""
    with copied_home(request, tmp_path_factory.mktemp("timetable") / "home") as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("EJOURNAL_NOW", "2018-01-15T10:14")
            home = open_home(folder, "en")
        yield home
        home.close()


starts = st.sampled_from([OLD, date(2018, 1, 10), NEW, LATER])
places = st.tuples(st.integers(0, 99), st.integers(1, 5), st.integers(1, 3), st.sampled_from(list(Weeks)))
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("copy"), starts, starts), st.tuples(st.just("drop"), starts, st.none()),
        st.tuples(st.just("put"), starts, places), st.tuples(st.just("free"), st.dates(OLD, LAST), st.integers(0, 9)),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


def _change(home: Home, session: Session, kind: str, first: date, more: object) -> Change:
    if kind == "copy":
        assert isinstance(more, date)
        return CopyTimetable(first, more)
    if kind == "free":
        assert isinstance(more, int)
        return FreeDays(first, min(first + timedelta(days=more), LAST))
    found = session.ask(ShowTimetable(first))
    if kind == "drop" or found.version is None:
        return DropTimetable(first, found.digest)
    assert isinstance(more, tuple)
    which, weekday, number, weeks = more
    course = found.offers[which % len(found.offers)].course
    stands = found.at(Slot(course, weekday, number, ""))
    expects = Filling(stands.slot.room, stands.slot.weeks) if stands else None
    return PutSlots(found.version.starts, (SlotStep(course, weekday, number, Filling("5", weeks), expects),))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds)
def test_any_sequence_of_versions_edits_and_free_days_leaves_held_lessons_and_is_undone_exactly(
    lived: Home, doings: list[tuple[str, date, object]]
) -> None:
    session = dispatcher(lived)
    before, stood = lessons(lived), slots(lived)
    held = [lesson for lesson in before if lesson[4] == "held"]
    done = 0
    for kind, first, more in doings:
        try:
            session.do(_change(lived, session, kind, first, more))
        except (Conflict, Invalid):
            continue
        done += 1
        assert [lesson for lesson in lessons(lived) if lesson[4] == "held"] == held
        with lived.school.reading():
            assert not look(lived.school, OLD, LAST).changes
        keys = [lesson[:3] for lesson in lessons(lived)]
        assert len(keys) == len(set(keys))
    for _deed in range(done):
        session.undo()
    assert (lessons(lived), slots(lived)) == (before, stood)
    assert timetable.standing(lived.school) is not None
