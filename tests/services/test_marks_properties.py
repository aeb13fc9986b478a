"""Marks in any order: what stands, what counts and what is proposed does not depend on how it came about."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.clock import held_at
from ejournal_tui.domain.journal.lessons import LessonGrid, LessonId
from ejournal_tui.domain.journal.marks import PLAIN_ANSWER, Mark, Value
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.session import Change, Session
from ejournal_tui.storage.journal import lessons
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.services.walking import Walk, of_teacher, plain

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SUBJECT, DAYS, WORKS = "Русский язык", ("2018-01-12", "2018-01-15"), (PLAIN_ANSWER, "control")
PUPILS = 3

NOON = held_at(datetime(2018, 1, 15, 12, 0), ZoneInfo("Europe/Moscow"))


@pytest.fixture(autouse=True)
def noon(home: Home) -> None:
    """It is noon all the time: what is written again is written at the same moment."""
    home.school.clock = NOON


Place = tuple[int, int, int]
"""Lesson, pupil, work."""
places = st.tuples(st.integers(0, 1), st.integers(0, PUPILS - 1), st.integers(0, 1))
numbered = st.builds(Mark, st.sampled_from([Value(number) for number in range(1, 6)]), st.sampled_from(["", "+", "-"]))
cells = st.one_of(
    st.lists(numbered, min_size=1, max_size=2).map(tuple),
    st.sampled_from([(Mark(Value.PASS),), (Mark(Value.DEBT),), (Mark(Value.EXEMPT),)]),
)
filled = st.dictionaries(places, cells, min_size=2, max_size=8)
weights = st.none() | st.integers(0, 20)


@dataclass
class Typing:
    """A teacher at two lessons of the subject, and the grid that everybody sees."""

    home: Home

    def __post_init__(self) -> None:
        self.session: Session = session_of(self.home, teacher_of(self.home, SUBJECT))
        self.lessons: list[LessonId] = [lesson_on(self.home, SUBJECT, day) for day in DAYS]
        self.course = lessons.lesson(self.home.school, self.lessons[0]).course
        sql = self.home.school.db.sql
        taken = {pupil for (pupil,) in sql("SELECT pupil FROM absence WHERE lesson=?", self.lessons[0])}
        taken |= {pupil for (pupil,) in sql(
            "SELECT m.pupil FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?", self.lessons[0])}  # fmt: skip
        self.pupils: list[PupilId] = [p for p in pupils_of(self.home, self.lessons[0]) if p not in taken][:PUPILS]
        ((self.kind,),) = sql("SELECT id FROM work_kind WHERE code='control'")

    def seen(self) -> LessonGrid:
        """The grid without what nobody sees: ids, moments of writing."""
        return plain(self.session.ask(ShowGrid(self.course, self.home.clock.today())))

    def stands(self) -> dict[PupilId, tuple[object, ...]]:
        """What is in a pupil's line and what comes of it."""
        return {
            row.pupil: ([cell.text for cell in row.cells], row.average, row.forecast) for row in self.seen().rows
        }  # fmt: skip

    def put(self, place: Place, marks: tuple[Mark, ...], expects: tuple[Mark, ...] = ()) -> Change:
        """The cell is made to hold marks."""
        lesson, pupil, work = place
        return PutMarks(self.lessons[lesson], self.pupils[pupil], marks, expects, WORKS[work], takes_work=not marks)

    def all_back(self, deeds: int) -> None:
        """What was done is undone, deed by deed."""
        for _deed in range(deeds):
            self.session.undo()


def test_the_order_in_which_marks_are_typed_changes_nothing_of_what_stands_counts_and_is_proposed(home: Home) -> None:
    typing = Typing(home)
    for lesson in typing.lessons:
        typing.session.do(DeclareWork(lesson, typing.kind))
    before = typing.seen()

    @FEW
    @given(filled, st.randoms(use_true_random=False))
    def typed(wanted: dict[Place, tuple[Mark, ...]], chance: object) -> None:
        def all_of(order: list[Place]) -> dict[PupilId, tuple[object, ...]]:
            for place in order:
                typing.session.do(typing.put(place, wanted[place]))
            stood = typing.stands()
            typing.all_back(len(order))
            assert typing.seen() == before
            return stood

        there = [*wanted]
        back = there[::-1]
        mixed = there.copy()
        chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
        assert all_of(there) == all_of(back) == all_of(mixed)

    typed()
    assert home.console().ask(VerifyAudit()).whole


def test_a_cell_retyped_time_and_again_says_what_was_typed_last_and_counts_it_alone(home: Home) -> None:
    typing = Typing(home)

    @FEW
    @given(st.lists(cells, min_size=1, max_size=5))
    def retyped(ways: list[tuple[Mark, ...]]) -> None:
        place, stood = (1, 0, 0), ()
        for marks in ways:
            if marks != stood:
                typing.session.do(typing.put(place, marks, stood))
            stood = marks
        roundabout = typing.stands()
        typing.session.do(typing.put(place, (), stood))
        typing.session.do(typing.put(place, ways[-1]))
        assert typing.stands() == roundabout
        typing.session.do(typing.put(place, (), ways[-1]))

    retyped()


def test_a_work_counts_by_the_weight_it_was_declared_with_and_undone_and_repeated_it_keeps_it(home: Home) -> None:
    typing = Typing(home)
    lesson, pupil = typing.lessons[1], typing.pupils[0]

    def average() -> int | None:
        return next(row.average for row in typing.seen().rows if row.pupil == pupil)

    before = typing.seen()

    @FEW
    @given(weights, st.sampled_from([None, 1, 2]), numbered)
    def declared(weight: int | None, marks: int | None, mark: Mark) -> None:
        session = typing.session
        session.do(DeclareWork(lesson, typing.kind, weight, marks))
        session.do(typing.put((1, 0, 1), (mark,)))
        stood, counted = typing.seen(), average()
        typing.all_back(2)
        assert typing.seen() == before
        session.redo()
        session.redo()
        assert (typing.seen(), average()) == (stood, counted)
        session.do(typing.put((1, 0, 1), (), (mark,)))
        session.do(RemoveWork(lesson, typing.kind))
        assert average() == next(row.average for row in before.rows if row.pupil == pupil)
        typing.all_back(2)
        assert (typing.seen(), average()) == (stood, counted)
        if weight == 0:
            assert counted == next(row.average for row in before.rows if row.pupil == pupil)
        typing.all_back(2)

    declared()
    assert home.console().ask(VerifyAudit()).whole


ways = st.lists(
    st.tuples(st.sampled_from(("mark", "mark", "declare", "remove")), st.integers(0, 999)), min_size=1, max_size=12
)


def test_any_marks_and_works_done_undone_and_done_again_leave_the_same_grid(home: Home) -> None:
    @FEW
    @given(ways)
    def walked(way: list[tuple[str, int]]) -> None:
        walk: Walk = of_teacher(home)

        def seen() -> LessonGrid:
            return plain(walk.deputy.ask(walk.journal))

        before = seen()
        done = sum(walk.step(*step) for step in way)
        after = seen()
        for _deed in range(done):
            assert walk.step("undo", 0)
        assert seen() == before
        for _deed in range(done):
            assert walk.step("redo", 0)
        assert seen() == after
        for _deed in range(done):
            assert walk.step("undo", 0)
        assert seen() == before

    walked()
    assert home.console().ask(VerifyAudit()).whole
