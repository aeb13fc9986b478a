"""Hours and vacancies: the rules behind the workload."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.groups.workload import TeacherSpan, hours_words, most_hours, vacant_from
from ejournal_tui.domain.people.people import Span, StaffId

FIRST = date(2018, 1, 15)
DAYS = [FIRST + timedelta(days=n) for n in range(20)]

spans = st.lists(
    st.tuples(st.integers(-5, 22), st.one_of(st.none(), st.integers(0, 12))).map(
        lambda pair: Span(
            FIRST + timedelta(days=pair[0]),
            None if pair[1] is None else FIRST + timedelta(days=pair[0] + pair[1]),
        )
    ),
    max_size=6,
)


@given(spans)
def test_a_course_is_vacant_from_the_first_day_that_nobody_covers(found: list[Span]) -> None:
    teachers = [TeacherSpan(n, StaffId(n), "", span, False) for n, span in enumerate(found)]
    wanted = next((day for day in DAYS if not any(span.covers(day) for span in found)), None)
    assert vacant_from(teachers, FIRST, DAYS[-1]) == wanted


def test_half_hours_are_read_as_hours() -> None:
    assert [hours_words(half) for half in (8, 3, 1)] == ["4", "1.5", "0.5"]


def test_the_most_hours_depend_on_the_week() -> None:
    assert [most_hours(grade, 5) for grade in (1, 4, 7, 11)] == [21, 23, 32, 34]
    assert [most_hours(grade, 6) for grade in (1, 4, 7, 11)] == [21, 26, 35, 37]
