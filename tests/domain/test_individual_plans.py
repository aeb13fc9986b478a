"""What an individual plan leaves out: its days and its subject, for its pupil, and nothing else (C15)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.groups.individual_plans import NO_PLANS, Plans
from ejournal_tui.domain.journal.homework import NEXT_LESSON, Given, load
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import PupilId, Span

FIRST, PUPIL, OTHER = date(2017, 9, 1), PupilId(1), PupilId(2)
DAYS = st.integers(0, 300).map(lambda count: FIRST + timedelta(days=count))
SPANS = st.lists(
    st.tuples(DAYS, st.none() | st.integers(0, 60)).map(
        lambda pair: Span(pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
    ),
    max_size=4,
)


@given(SPANS, DAYS)
def test_a_subject_is_left_out_on_the_days_of_the_plan_and_no_others(spans: list[Span], day: date) -> None:
    plans = Plans({(PUPIL, "Физика"): spans})
    assert plans.leave_out(PUPIL, "Физика", day) == any(span.covers(day) for span in spans)
    assert not plans.leave_out(PUPIL, "Химия", day)
    assert not plans.leave_out(OTHER, "Физика", day)


@given(SPANS, DAYS, st.integers(1, 120))
def test_homework_is_that_without_a_plan_unless_the_plan_covers_its_day(
    spans: list[Span], day: date, minutes: int
) -> None:
    plans = Plans({(PUPIL, "Физика"): spans})
    given_ones = [
        Given(LessonId(1), CourseId(1), 7, "7А", subject, day, 1, day, "§ 1", taken, NEXT_LESSON)
        for subject, taken in (("Физика", minutes), ("Химия", 15))
    ]
    mine = {PUPIL: frozenset({7})}
    without = load(day, 150, given_ones, mine, NO_PLANS)
    with_plan = load(day, 150, given_ones, mine, plans)
    if plans.leave_out(PUPIL, "Физика", day):
        assert with_plan.minutes == without.minutes - minutes
    else:
        assert with_plan == without
