"""Numbers on paper: by name on 1 September only, arrivals go to the end, leavers keep their line (C20)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.groups.class_list import Listed, paper_numbers
from ejournal_tui.domain.people.people import PupilId, Span

FIRST = date(2017, 9, 1)
NAMES = st.text("абвгд", min_size=1, max_size=3)


@st.composite
def stays(draw: st.DrawFn) -> list[Listed]:
    """Stays of some pupils in a class: some there from the first day, some later, some gone, some back again."""
    found = []
    for pupil in range(draw(st.integers(0, 8))):
        name, day = draw(NAMES), FIRST + timedelta(days=draw(st.sampled_from((-3, 0, 0, 0, 10, 40, 40))))
        for _stay in range(draw(st.integers(1, 3))):
            ends = day + timedelta(days=draw(st.integers(0, 30)))
            found.append(Listed(PupilId(pupil), name, Span(day, ends)))
            day = ends + timedelta(days=draw(st.integers(1, 20)))
    return found


def came(found: list[Listed], pupil: PupilId) -> date:
    return max(FIRST, min(stay.span.starts for stay in found if stay.pupil == pupil))


@given(stays())
def test_c20_every_pupil_has_one_number_and_none_is_left_out(found: list[Listed]) -> None:
    numbers = paper_numbers(found, FIRST)
    assert sorted(numbers.values()) == list(range(1, len({stay.pupil for stay in found}) + 1))
    assert set(numbers) == {stay.pupil for stay in found}


@given(stays())
def test_c20_those_of_the_first_day_stand_by_name_and_whoever_comes_later_stands_behind(found: list[Listed]) -> None:
    numbers = paper_numbers(found, FIRST)
    names = {stay.pupil: stay.search_key for stay in found}
    order = sorted(numbers, key=lambda pupil: numbers[pupil])
    assert order == sorted(order, key=lambda pupil: (came(found, pupil), names[pupil], pupil))


@given(stays(), NAMES, st.integers(1, 200))
def test_c20_no_number_changes_when_somebody_comes_leaves_or_returns(
    found: list[Listed], name: str, days: int
) -> None:
    last = max((stay.span.starts for stay in found), default=FIRST)
    day = max(last, FIRST) + timedelta(days=days)
    newcomer = Listed(PupilId(99), name, Span(day))
    back = [Listed(stay.pupil, stay.search_key, Span(day + timedelta(days=300))) for stay in found]
    before = paper_numbers(found, FIRST)
    after = paper_numbers([*found, newcomer, *back], FIRST)
    assert {pupil: after[pupil] for pupil in before} == before
    assert after[PupilId(99)] == len(before) + 1
