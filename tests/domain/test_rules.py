"""Which rule and which bells act on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.people.people import ClassId
from ejournal_tui.domain.results.results import Thresholds
from ejournal_tui.domain.settings.rule_bounds import require_sound
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rule_words import read_value, show_value, write_value
from ejournal_tui.domain.settings.rules import Rule, Rulebook
from ejournal_tui.domain.timetable.bells import BellUse, Ringing, read_times, write_times
from ejournal_tui.domain.years.year import Calendar, CalendarSpan, DayKind, Period, Scheme
from ejournal_tui.i18n import speak
from ejournal_tui.services.rules import shipped
from ejournal_tui.ui.dialogs.form import LONGEST

FIRST, LAST = date(2017, 9, 1), date(2018, 5, 25)
DAYS = some.dates(FIRST, LAST)
GRADES = some.integers(1, 11)


def spans() -> some.SearchStrategy[tuple[date, date, int, int]]:
    def ordered(drawn: tuple[date, date, int, int]) -> tuple[date, date, int, int]:
        one, other, first, last = drawn
        return min(one, other), max(one, other), min(first, last), max(first, last)

    return some.tuples(DAYS, DAYS, GRADES, GRADES).map(ordered)


@given(some.lists(some.tuples(spans(), some.sampled_from([None, 1, 2]), some.integers(0, 30))), DAYS, GRADES)
def test_the_rule_that_acts_is_about_the_day_and_nothing_narrower_is(
    drawn: list[tuple[tuple[date, date, int, int], int | None, int]], day: date, grade: int
) -> None:
    rules = tuple(
        Rule(RuleName.ROUNDING, f"{4500 + n} 3500 2500", starts, ends, first, last, subject)
        for (starts, ends, first, last), subject, n in drawn
    )
    value = Rulebook(rules, shipped()).value(RuleName.ROUNDING, day, grade, 1)
    acting = [r for r in rules if r.starts <= day <= (r.ends or LAST) and r.first_grade <= grade <= r.last_grade]
    acting = [r for r in acting if r.subject in (None, 1)]
    if not acting:
        assert value == "4500 3500 2500"
        return
    own = [r for r in acting if r.subject == 1] or acting
    narrow = min(r.last_grade - r.first_grade for r in own)
    assert value in {r.value for r in own if r.last_grade - r.first_grade == narrow}


@given(some.lists(some.tuples(spans(), some.sampled_from([None, 1, 5]), some.sampled_from([None, 7]))), DAYS, GRADES)
def test_the_bells_that_hold_are_those_for_the_fewest_days(
    drawn: list[tuple[tuple[date, date, int, int], int | None, int | None]], day: date, grade: int
) -> None:
    uses = tuple(
        BellUse(str(n), starts, ends, weekday, first, last, school_class)
        for n, ((starts, ends, first, last), weekday, school_class) in enumerate(drawn)
    )
    sets = {use.bell_set: {1: (f"{8 + n % 8}:00", f"{8 + n % 8}:45")} for n, use in enumerate(uses)}
    ringing = Ringing({1: ("7:00", "7:45")}, sets, uses)
    rung = ringing.of(day, 1, grade, 7)
    holding = [use for use in uses if use.holds(day, grade, 7)]
    if not holding:
        assert rung == ("7:00", "7:45")
        return
    shortest = min((use.ends - use.starts).days for use in holding)
    assert rung in [sets[use.bell_set][1] for use in holding if (use.ends - use.starts).days == shortest]
    assert ringing.of(day, 2, grade, 7) == ("", "")


@given(some.lists(some.tuples(spans(), some.sampled_from([None, 7])), max_size=5), DAYS, GRADES)
def test_a_class_learns_on_plain_weekdays_outside_every_stretch_that_is_about_it(
    drawn: list[tuple[tuple[date, date, int, int], int | None]], day: date, grade: int
) -> None:
    free = tuple(
        CalendarSpan(DayKind.HOLIDAY, starts, ends, "x", first, last, None, ClassId(key) if key else None)
        for (starts, ends, first, last), key in drawn
    )
    calendar = replace(YEAR, spans=free)
    about = [s for s in free if s.starts <= day <= s.ends and s.first_grade <= grade <= s.last_grade]
    mine = any(s.school_class in (None, 7) for s in about)
    weekday = calendar.weekday(day, grade, ClassId(7))
    assert weekday == (None if mine or day.isoweekday() > 5 else day.isoweekday())


PERIODS = (
    Period(Scheme.TRIMESTER, 1, FIRST, date(2017, 11, 30)), Period(Scheme.TRIMESTER, 2, date(2017, 12, 1), LAST),
    Period(Scheme.HALF_YEAR, 1, FIRST, date(2017, 12, 31)), Period(Scheme.HALF_YEAR, 2, date(2018, 1, 1), LAST),
)  # fmt: skip
YEAR = Calendar("2017/2018", FIRST, LAST, (), PERIODS, dict.fromkeys(range(1, 12), Scheme.TRIMESTER))


def test_a_class_is_free_while_its_grade_learns_and_learns_while_its_grade_is_free() -> None:
    week = CalendarSpan(DayKind.HOLIDAY, date(2018, 1, 22), date(2018, 1, 26), "Карантин", 7, 7, None, ClassId(3))
    grade = CalendarSpan(DayKind.DAY_OFF, date(2018, 1, 29), date(2018, 1, 29), "Поход", 7, 7)
    back = CalendarSpan(DayKind.WORKING, date(2018, 1, 29), date(2018, 1, 29), "Учёба", 7, 7, 2, ClassId(3))
    calendar = replace(YEAR, spans=(week, grade, back))
    monday, next_monday = date(2018, 1, 22), date(2018, 1, 29)
    assert calendar.weekday(monday, 7, ClassId(3)) is None
    assert calendar.weekday(monday, 7, ClassId(4)) == calendar.weekday(monday, 7) == 1
    assert calendar.weekday(next_monday, 7) is None
    assert calendar.weekday(next_monday, 7, ClassId(3)) == 2
    assert (calendar.free_because(monday, 7, ClassId(3)), calendar.free_because(monday, 7)) == ("Карантин", "")


def test_six_days_are_learnt_by_the_grades_that_do() -> None:
    calendar = replace(YEAR, weeks={10: 6, 11: 6})
    saturday = date(2018, 1, 20)
    assert [calendar.weekday(saturday, grade) for grade in (9, 10)] == [None, 6]
    assert [len(calendar.week_of(saturday, grade)) for grade in (9, 10)] == [5, 6]
    assert calendar.longest_week == 6


def test_c29_the_course_goes_before_the_class_and_the_class_before_the_grade() -> None:
    calendar = replace(
        YEAR, class_schemes={ClassId(3): Scheme.HALF_YEAR}, course_schemes={CourseId(9): Scheme.TRIMESTER}
    )
    day = date(2017, 12, 15)
    assert calendar.period_of(day, 7).number == 2
    assert calendar.period_of(day, 7, ClassId(3)).number == 1
    assert calendar.period_of(day, 7, ClassId(3), CourseId(9)).number == 2
    assert calendar.period_of(day, 7, None, CourseId(8)).number == 2


def test_c32_a_rule_acts_from_its_first_day_to_its_last() -> None:
    rule = Rule(RuleName.HOMEWORK_HOURS, "1", date(2018, 2, 1), date(2018, 2, 28))
    book = Rulebook((rule,), shipped())
    hours = [book.homework_hours(date(2018, 1, 31) + timedelta(days=n), 7) for n in (0, 1, 28, 29)]
    assert hours == [2, 1, 1, 2]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 4,65 3,65 2,65", "4650 3650 2650"), ("4.5/3.5/2.5", "4500 3500 2500"), ("4,65; 3,6; 2,6", "4650 3600 2600"),
    ],
)  # fmt: skip
def test_thresholds_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert read_value(RuleName.ROUNDING, typed) == kept


def test_values_are_written_as_they_are_read_in_both_languages() -> None:
    for language in ("en", "ru"):
        speak(language)
        for name, value in (*shipped().items(), (RuleName.ROUNDING, "4655 3650 2500")):
            assert read_value(name, write_value(name, value)) == value
            assert show_value(name, value)
    assert read_value(RuleName.AVERAGE, "пр") == "plain"
    assert read_value(RuleName.TEACHERS_GIVE_REASONS, "Да") == "yes"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (RuleName.ROUNDING, "4,65 3,65"), (RuleName.ROUNDING, "4,65 3,65 2,65 1"), (RuleName.ROUNDING, "a b c"),
        (RuleName.HOMEWORK_HOURS, "2,5"), (RuleName.HOMEWORK_HOURS, "-1"), (RuleName.HOMEWORK_HOURS, ""),
        (RuleName.AVERAGE, "средний"), (RuleName.AVERAGE, ""), (RuleName.MINIMUM_TRIMESTER, "3 5"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_told(name: RuleName, typed: str) -> None:
    with pytest.raises(Invalid):
        read_value(name, typed)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (RuleName.ROUNDING, "3650 4650 2650"), (RuleName.ROUNDING, "5001 3500 2500"), (RuleName.HOMEWORK_HOURS, "0"),
        (RuleName.HOMEWORK_HOURS, "25"), (RuleName.EDIT_DAYS, "367"), (RuleName.MINIMUM_QUARTER, "5 3 7"),
        (RuleName.MINIMUM_QUARTER, "0 3 7"),
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_refused(name: RuleName, value: str) -> None:
    with pytest.raises(Invalid):
        require_sound(Rule(name, value, FIRST))


def test_rules_make_thresholds_and_least_marks() -> None:
    rules = (
        Rule(RuleName.ROUNDING, "4650 3650 2650", FIRST), Rule(RuleName.ROUNDING, "4500 3500 2500", FIRST, subject=5),
        Rule(RuleName.MINIMUM_TRIMESTER, "2 4 6", FIRST, None, 5, 9), Rule(RuleName.AVERAGE, "plain", FIRST),
    )  # fmt: skip
    book = Rulebook(rules, shipped())
    assert book.thresholds(LAST, 7) == Thresholds(4650, 3650, 2650)
    assert book.thresholds(LAST, 7, 5) == Thresholds(4500, 3500, 2500)
    assert [book.minimum(hours, Scheme.TRIMESTER, LAST, 7) for hours in (1, 4, 10)] == [2, 4, 6]
    assert book.minimum(4, Scheme.TRIMESTER, LAST, 4) == 5
    assert book.counted([(5, 4), (2, 0), (3, 1)], LAST, 7) == [(5, 1), (2, 0), (3, 1)]


@pytest.mark.parametrize(
    "typed", ["1 8:30–9:15, 2 9:25–10:10", "1. 8.30-9.15; 2) 9:25 — 10:10", "2 9:25-10:10,1 8:30-9:15"]
)
def test_bells_are_read_as_people_write_them(typed: str) -> None:
    found = read_times(typed)
    assert found == {1: ("8:30", "9:15"), 2: ("9:25", "10:10")}
    assert read_times(write_times(found)) == found


@pytest.mark.parametrize(
    "typed",
    ["", "завтра", "1 8:30", "1 8:30–8:30", "1 9:30–9:15", "1 8:30–9:15, 1 9:25–10:10", "1 8:30–9:15, 2 9:00–10:10",
     "13 8:30–9:15", "1 24:00–24:30", "1 8:61–9:15", "2 8:30–9:15, 1 9:25–10:10"],
)  # fmt: skip
def test_bells_that_no_lesson_can_follow_are_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        read_times(typed)


def test_the_bells_of_the_longest_day_fit_into_a_form_whole() -> None:
    day = {n: (f"{10 + n}:05", f"{10 + n}:50") for n in range(13)}
    assert read_times(write_times(day).replace(", ", ",")) == day
    assert len(write_times(day).replace(", ", ",")) <= LONGEST
