"""Lessons are laid where timetable and calendar ask for them, once each; what bears entries stays; undo is exact."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import ClassId
from ejournal_tui.domain.timetable.laying import Bears, Laying, LessonKey, Planned, Standing, asked, lay
from ejournal_tui.domain.timetable.timetable import CoursePlace, Slot, Version, Weeks, in_force
from ejournal_tui.domain.years.year import Calendar, CalendarSpan, DayKind

FIRST, LAST = date(2017, 9, 1), date(2017, 9, 30)
PLACES = {
    CourseId(1): CoursePlace(7, "А", ClassId(10)), CourseId(2): CoursePlace(7, "А", ClassId(10)),
    CourseId(3): CoursePlace(9, "Б", ClassId(11)), CourseId(4): CoursePlace(10, "", None),
}  # fmt: skip


def calendar(*spans: CalendarSpan) -> Calendar:
    return Calendar("2017/2018", FIRST, LAST, spans, (), {})


def laid(
    versions: Sequence[Version], year: Calendar, standing: Sequence[Standing], back: Laying | None = None
) -> Laying:
    return lay(list(asked(versions, year, PLACES, FIRST, LAST)), standing, back)


def after(standing: Sequence[Standing], laying: Laying) -> list[Standing]:
    """The lessons once it was carried out."""
    gone, rooms = {lesson.key for lesson in laying.leaving}, {lesson.key: room for lesson, room in laying.rooms}
    stay = [replace(s, room=rooms.get(s.key, s.room)) for s in standing if s.key not in gone]
    return stay + [
        Standing(LessonId(0), p.course, p.day, p.number, p.room, Bears.NOTHING, True) for p in laying.missing
    ]


def seen(standing: Sequence[Standing]) -> set[tuple[LessonKey, str, Bears]]:
    return {(lesson.key, lesson.room, lesson.bears) for lesson in standing}


days = st.dates(FIRST, LAST)
slots = st.builds(
    Slot, st.sampled_from(sorted(PLACES)), st.integers(1, 6), st.integers(1, 3), st.sampled_from(["12", "14"]),
    st.sampled_from(list(Weeks)),
)  # fmt: skip
weeks_of_slots = st.lists(slots, max_size=12, unique_by=lambda slot: slot.place).map(frozenset)
spans = st.builds(
    lambda kind, first, length, grades, weekday: CalendarSpan(
        kind, first, first + timedelta(days=length), "", *grades,
        as_weekday=weekday if kind is DayKind.WORKING else None,
    ),
    st.sampled_from(list(DayKind)), days, st.integers(0, 6), st.sampled_from([(1, 11), (7, 7), (9, 11)]),
    st.integers(1, 5),
)  # fmt: skip
calendars = st.lists(spans, max_size=3).map(lambda found: calendar(*found))
timetables = st.lists(
    st.tuples(days, st.none() | st.integers(0, 10), weeks_of_slots), max_size=4
).map(lambda found: [
    Version(n, starts, None if length is None else starts + timedelta(days=length), week)
    for n, (starts, length, week) in enumerate(found)
])  # fmt: skip
marks = st.randoms(use_true_random=False)


@given(st.lists(st.tuples(timetables, calendars), min_size=1, max_size=4), marks)
def test_whatever_is_changed_each_lesson_stands_once_where_it_is_asked_for_and_written_ones_stay(
    changes: list[tuple[list[Version], Calendar]], chance: Random
) -> None:
    standing: list[Standing] = []
    for versions, year in changes:
        written = {lesson.key: lesson for lesson in standing if lesson.bears is not Bears.NOTHING}
        standing = after(standing, laid(versions, year, standing))
        keys = [lesson.key for lesson in standing]
        assert len(keys) == len(set(keys))
        stay = {lesson.key: lesson for lesson in standing}
        assert {key: replace(stay[key], room=lesson.room) for key, lesson in written.items()} == written
        bare = {key for key, lesson in stay.items() if lesson.bears is Bears.NOTHING}
        wanted = {planned.key for planned in asked(versions, year, PLACES, FIRST, LAST)}
        assert bare == wanted - set(written)
        assert not laid(versions, year, standing).changes
        standing = [_kept(lesson, chance.random()) for lesson in standing]


def _kept(lesson: Standing, chance: float) -> Standing:
    if lesson.bears is not Bears.NOTHING or chance > 0.2:
        return lesson
    return replace(lesson, bears=Bears.HELD, follows=False) if chance < 0.1 else replace(lesson, bears=Bears.HOMEWORK)


@given(timetables, calendars, timetables, calendars, st.lists(st.builds(
    lambda course, day, number, room, bears: Standing(
        LessonId(1), course, day, number, room, bears, bears in (Bears.NOTHING, Bears.HOMEWORK)
    ),
    st.sampled_from(sorted(PLACES)), days, st.integers(1, 3), st.sampled_from(["12", "99"]),
    st.sampled_from(list(Bears)),
), max_size=15, unique_by=lambda lesson: lesson.key))  # fmt: skip
def test_undo_brings_back_the_lessons_as_they_were_even_those_beside_the_timetable(
    old: list[Version], old_year: Calendar, new: list[Version], new_year: Calendar, standing: list[Standing]
) -> None:
    before = after(standing, laid(old, old_year, standing))[::2] + standing[1::3]
    before = list({lesson.key: lesson for lesson in before}.values())
    forth = laid(new, new_year, before)
    changed = after(before, forth)
    back = laid(old, old_year, changed, forth)
    touched = {lesson.key for lesson in before} | {planned.key for planned in forth.missing}
    assert {lesson for lesson in seen(after(changed, back)) if lesson[0] in touched} == seen(before)


def test_the_timetable_that_began_last_holds_and_one_for_a_time_gives_way_again() -> None:
    lasting = Version(1, FIRST, None, frozenset())
    exams = Version(2, date(2017, 9, 11), date(2017, 9, 15), frozenset())
    assert in_force([lasting, exams], date(2017, 9, 8)) is lasting
    assert in_force([lasting, exams], date(2017, 9, 15)) is exams
    assert in_force([lasting, exams], date(2017, 9, 18)) is lasting
    assert in_force([exams], date(2017, 9, 8)) is None


def test_odd_weeks_are_counted_from_the_first_monday_of_the_study_year() -> None:
    year = calendar()
    assert [year.is_odd(day) for day in (date(2017, 9, 1), date(2017, 9, 4), date(2017, 9, 10), date(2017, 9, 11))] == [
        False, True, True, False,
    ]  # fmt: skip
    slot = Slot(CourseId(1), 1, 2, "12", Weeks.ODD)
    found = [p.day.day for p in asked([Version(1, FIRST, None, frozenset({slot}))], year, PLACES, FIRST, LAST)]
    assert found == [4, 18]


def test_a_working_saturday_is_held_by_the_timetable_of_its_weekday() -> None:
    year = calendar(CalendarSpan(DayKind.WORKING, date(2017, 9, 9), date(2017, 9, 9), "", as_weekday=1))
    version = Version(1, FIRST, None, frozenset({Slot(CourseId(1), 1, 2, "12")}))
    assert Planned(CourseId(1), date(2017, 9, 9), 2, "12") in list(asked([version], year, PLACES, FIRST, LAST))


def test_what_happens_is_told_in_words_before_it_happens() -> None:
    slots = frozenset({Slot(CourseId(1), 1, 1, "12")})
    lesson = Standing(LessonId(1), CourseId(2), date(2017, 9, 4), 1, "12", Bears.HOMEWORK, True)
    told = laid([Version(1, date(2017, 9, 25), None, slots)], calendar(), [lesson]).sentences()
    assert told == ["1 lesson is added", "1 lesson with homework stays"]
