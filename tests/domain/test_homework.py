"""When homework is due, how it is typed, how much a class has to do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.homework import (
    NEXT_LESSON,
    CourseDays,
    Given,
    Terms,
    load,
    read_count,
    read_minutes,
    write_minutes,
)
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rulebook
from ejournal_tui.i18n import speak
from ejournal_tui.services.rules import shipped

MONDAY = date(2018, 1, 15)


def day(number: int) -> date:
    """A day of January 2018."""
    return date(2018, 1, number)


HELD = CourseDays((day(15), day(17), day(19), day(22)), {day(18): day(19), day(23): day(24)})


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        (NEXT_LESSON, day(17)),
        (Terms(day(19)), day(19)),
        (Terms(day(18)), day(19)),  # its lesson was moved
        (Terms(day(20)), day(22)),  # its lesson was cancelled
        (Terms(day(20), on_day=True), day(20)),  # the day as such
        (Terms(day(12)), day(17)),  # the lesson itself was moved past it
        (Terms(day(12), on_day=True), day(17)),
        (Terms(day(25)), None),
    ],
)
def test_homework_is_due_at_the_lesson_that_takes_place_or_on_the_day_chosen(terms: Terms, due: date | None) -> None:
    assert HELD.due(MONDAY, terms) == due


def test_lessons_that_were_moved_in_a_circle_end_the_search() -> None:
    turned = CourseDays((day(22),), {day(16): day(17), day(17): day(16)})
    assert turned.due(MONDAY, Terms(day(16))) == day(22)


DAYS = st.integers(0, 40).map(lambda n: MONDAY + timedelta(days=n))


@given(st.frozensets(DAYS), st.dictionaries(DAYS, DAYS), DAYS, st.none() | DAYS)
def test_a_due_day_lies_after_the_lesson_and_has_a_lesson(
    held: frozenset[date], moved: dict[date, date], given_on: date, chosen: date | None
) -> None:
    due = CourseDays(tuple(sorted(held)), moved).due(given_on, Terms(chosen))
    assert due is None or (due > given_on and due in held)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("упр. 7 20 мин", ("упр. 7", 20)), ("упр. 7, 20 мин.", ("упр. 7", 20)), ("§ 3 (15 минут)", ("§ 3", 15)),
        ("§ 3 — 40 МИН", ("§ 3 —", 40)), ("№ 120", ("№ 120", None)), ("20 мин", ("20 мин", None)),
        ("читать 20 минут и пересказать", ("читать 20 минут и пересказать", None)), ("", ("", None)),
    ],
)  # fmt: skip
def test_minutes_at_the_end_of_a_homework_are_understood(typed: str, understood: tuple[str, int | None]) -> None:
    speak("ru")
    assert read_minutes(typed) == understood
    assert read_minutes(write_minutes(*understood)) == understood


@pytest.mark.parametrize("minutes", [0, 601, 9999])
def test_nobody_sits_at_homework_so_long(minutes: int) -> None:
    with pytest.raises(Invalid, match="from 1 to 600"):
        read_minutes(f"§ 3 {minutes} min")
    with pytest.raises(Invalid):
        read_count(str(minutes))


@pytest.mark.parametrize("typed", ["двадцать", "-5", "2.5", "1e3", "٣"])
def test_what_is_no_number_of_minutes_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="as a number"):
        read_count(typed)


@pytest.mark.parametrize(
    ("grade", "minutes"),
    [(1, 0), (2, 90), (3, 90), (4, 120), (5, 120), (6, 150), (8, 150), (9, 210), (11, 210)],
)
def test_the_norm_of_each_grade_is_that_of_the_sanitary_rules(grade: int, minutes: int) -> None:
    assert Rulebook((), shipped()).homework_norm(MONDAY, grade) == minutes
    assert RuleName.HOMEWORK_NORM in shipped()


def homework(group: int, minutes: int | None, *pupils: int, subject: str = "Физика") -> Given:
    """One that is due on Wednesday."""
    return Given(LessonId(1), CourseId(1), group, "7А", subject, MONDAY, 1, day(17), "§ 1", minutes, NEXT_LESSON,
                 tuple(map(PupilId, pupils)))  # fmt: skip


def test_the_load_of_a_day_is_that_of_the_pupil_who_has_most_to_do() -> None:
    groups = {PupilId(1): frozenset({7, 71}), PupilId(2): frozenset({7, 72})}
    given_ones = [
        homework(7, 40), homework(71, 30, subject="Английский"), homework(72, 60, subject="Английский"),
        homework(7, 50, 1, subject="Алгебра"), homework(7, None, subject="История"),
    ]
    found = load(day(17), 150, given_ones, groups)
    assert (found.minutes, found.untimed) == (120, 1)
    assert dict(found.by_subject) == {"Физика": 40, "Английский": 30, "Алгебра": 50, "История": None}
    assert not found.over(30)
    assert found.over(31)
    assert load(day(18), 150, given_ones, groups).minutes == 0
    assert load(day(17), 150, given_ones, {}).minutes == 0
