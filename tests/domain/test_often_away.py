"""Who misses much of a month without a reason is found by counting the lessons held."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.attendance.absences import Attending, ClassAttendance, ClassLesson, Count, Letter
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.often_away import beyond, often_away
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import LessonId, LessonState
from ejournal_tui.domain.people.people import ClassId, PupilId

N, B, P = Absence.ABSENT, Absence.ILL, Absence.EXCUSED
DAY = date(2018, 1, 15)
LETTERS = st.lists(st.one_of(st.none(), st.sampled_from(Absence)), max_size=12)


def _class(*letters: list[Absence | Letter | None], still_to_come: int = 0) -> ClassAttendance:
    count = max(map(len, letters), default=0)
    states = [LessonState.HELD] * count + [LessonState.PLANNED] * still_to_come
    lessons = tuple(
        ClassLesson(LessonId(n), CourseId(1), DAY, n + 1, "Рус", "Русский язык", state, state is LessonState.HELD)
        for n, state in enumerate(states)
    )
    pupils = tuple(
        Attending(PupilId(key), f"Ученик {key}", (), (*lessons[: len(own)], *lessons[count:]), {
            LessonId(n): one if isinstance(one, Letter) else Letter(one) for n, one in enumerate(own) if one
        })
        for key, own in enumerate(letters)
    )  # fmt: skip
    return ClassAttendance(ClassId(1), "7А", 7, DAY, DAY, lessons, pupils)


def test_the_share_itself_is_not_beyond_it() -> None:
    three, four = [N] * 3 + [None] * 7, [N] * 4 + [None] * 6
    (found,) = often_away([(_class(three, four), 30)])
    assert (found.pupil, found.share, found.count.held) == (1, 40, 10)


def test_illness_excuses_and_papers_do_not_count_but_stand_apart() -> None:
    covered = Letter(N, None, B)
    assert not often_away([(_class([B, P, B, P], [covered] * 4), 30)])
    (found,) = often_away([(_class([N, N, B, P]), 30)])
    assert (found.count.unexcused, found.count.ill, found.count.excused, found.share) == (2, 1, 1, 50)


def test_lessons_still_to_come_do_not_make_the_share_smaller_and_a_newcomer_is_measured_by_the_own_lessons() -> None:
    (found,) = often_away([(_class([N, N], [None] * 10, still_to_come=20), 30)])
    assert (found.pupil, found.share, found.count.held) == (0, 100, 2)


def test_who_missed_most_comes_first() -> None:
    found = often_away([(_class([N, N, None, None], [N, N, N, None], [N, N, N, N]), 30)])
    assert [one.pupil for one in found] == [2, 1, 0]


def test_nobody_is_away_in_a_month_without_lessons() -> None:
    assert not beyond(Count(), 1)
    assert not often_away([(_class(), 30)])


@given(LETTERS, st.integers(1, 99))
def test_whatever_stands_a_pupil_is_listed_exactly_beyond_the_share(letters: list[Absence | None], share: int) -> None:
    listed = bool(often_away([(_class([*letters]), share)]))
    assert listed == (bool(letters) and letters.count(N) / len(letters) * 100 > share)
