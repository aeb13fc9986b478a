"""Whatever way pupils go between classes and subgroups, each is in one class and one subgroup at most (property)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.groups.division import Division
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.people.people import ClassId, Name, PupilId
from ejournal_tui.services.groups.grouping import PlaceInGroup, SwapPupils
from ejournal_tui.services.groups.groups_view import ListDivisions, ShowDivision
from ejournal_tui.services.groups.subgroups import DissolveGroup, MakeSubgroup
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.people.pupils import EnrolPupil, MovePupil
from ejournal_tui.services.session import Change, Session
from ejournal_tui.storage.groups import division as store
from tests.classes import Classes, more_classes

FIRST = date(2018, 1, 9)
DAYS = [FIRST + timedelta(days=n) for n in range(16)]
CLASS, LEAVE, PLACE, SWAP, MAKE, DISSOLVE, UNDO, REDO = range(8)

steps = st.lists(
    st.tuples(
        st.sampled_from((CLASS, LEAVE, PLACE, PLACE, PLACE, SWAP, SWAP, MAKE, DISSOLVE, UNDO, UNDO, REDO)),
        st.integers(0, 2), st.integers(0, 2), st.sampled_from(DAYS),
    ),
    max_size=14,
)  # fmt: skip

Picture = list[tuple[object, ...]]


@dataclass
class Walk:
    """Three pupils' ways through 7А and the English subgroups of 7Б."""

    home: Home
    classes: Classes
    session: Session
    course: CourseId
    pupils: list[PupilId]
    done: list[Picture]
    undone: list[Picture]

    def step(self, kind: int, one: int, other: int, day: date) -> None:
        """Do one thing; a refusal changes nothing, an undo brings back the picture before."""
        before = self.picture()
        if kind in (UNDO, REDO):
            self._back(kind, before)
            return
        change = self._change(kind, one, other, day)
        try:
            assert change is not None
            self.session.do(change)
        except (Refusal, AssertionError):
            assert self.picture() == before
            return
        self.done.append(before)
        self.undone.clear()

    def _back(self, kind: int, before: Picture) -> None:
        source, target = (self.done, self.undone) if kind == UNDO else (self.undone, self.done)
        act: Callable[[], object] = self.session.undo if kind == UNDO else self.session.redo
        if not source:
            return
        act()
        assert self.picture() == source.pop()
        target.append(before)

    def _change(self, kind: int, one: int, other: int, day: date) -> Change | None:
        division = store.division_of(self.home.school, self.course, day)
        parts, pupil = division.parts, self.pupils[one]
        if kind in (CLASS, LEAVE):
            to = None if kind == LEAVE else (self.classes.seven_a, self.classes.seven_b)[other % 2]
            return MovePupil(pupil, to, day, "12", self._class(pupil))
        if kind == PLACE and parts:
            to_group = parts[other % len(parts)].group
            return PlaceInGroup(self.course, pupil, to_group, day, self._groups(division, pupil, day))
        if kind == SWAP and len(parts) > 1:
            groups = parts[one % len(parts)].group, parts[other % len(parts)].group
            seen = (self._members(groups[0], day), self._members(groups[1], day))
            return SwapPupils(self.course, *groups, day, seen)
        if kind == MAKE:
            return MakeSubgroup(self.course, f"группа {one}{other}", day)
        if kind == DISSOLVE and parts:
            part = parts[one % len(parts)]
            return DissolveGroup(self.course, part.group, day, part.span.ends)
        return None

    def _class(self, pupil: PupilId) -> ClassId | None:
        rows = self.home.school.db.sql(
            "SELECT g.id FROM membership m JOIN study_group g ON g.id=m.study_group WHERE m.pupil=? AND g.kind='class'"
            " AND m.ends IS NULL", pupil,
        )  # fmt: skip
        return ClassId(rows[0][0]) if rows else None

    def _groups(self, division: Division, pupil: PupilId, day: date) -> tuple[int, ...]:
        found = store.stays(self.home.school, [part.group for part in division.parts], day)
        return tuple(stay.group for stay in found if stay.pupil == pupil and stay.span.covers(day))

    def _members(self, group: int, day: date) -> tuple[PupilId, ...]:
        return tuple(sorted(stay.pupil for stay in store.stays(self.home.school, [group], day)))

    def picture(self) -> Picture:
        """Everything that an undo must bring back: who is where when, and which groups last until when."""
        sql = self.home.school.db.sql
        keys = ",".join(str(pupil) for pupil in self.pupils)
        rows = sql(
            "SELECT pupil, study_group, starts, ends, order_number, left_order FROM membership"
            f" WHERE pupil IN ({keys}) ORDER BY pupil, study_group, starts"
        )
        groups = sql("SELECT name, ends FROM study_group WHERE of_class=? ORDER BY name, id", self.classes.seven_b)
        return [*rows, *groups]

    def check(self) -> None:
        """One class a day at most, one subgroup at most, of that class, and none of a dissolved one."""
        rows = self.home.school.db.sql(
            "SELECT m.pupil, g.id, g.kind, g.of_class, m.starts, COALESCE(m.ends, '9999'), COALESCE(g.ends, '9999')"
            " FROM membership m JOIN study_group g ON g.id=m.study_group"
        )
        for pupil in self.pupils:
            for day in DAYS:
                here = [row for row in rows if row[0] == pupil and row[4] <= day.isoformat() <= row[5]]
                classes = [row[1] for row in here if row[2] == "class"]
                inside = [row for row in here if row[2] == "subgroup"]
                assert len(classes) <= 1, (pupil, day)
                assert len(inside) <= 1, (pupil, day)
                assert all([row[3]] == classes and day.isoformat() <= row[6] for row in inside), (pupil, day)


def _walk(home: Home, classes: Classes, number: int) -> Walk:
    session = home.console()
    for given_name in ("Анна", "Борис", "Вера"):
        name = Name("Ковалёва", given_name, "".join(chr(ord("а") + int(digit)) for digit in str(number)))
        session.do(EnrolPupil(name, date(2004, 5, 6), "f", classes.seven_b, FIRST, "1"))
    found = home.school.db.sql("SELECT id FROM pupil WHERE surname='Ковалёва' ORDER BY id DESC LIMIT 3")
    ((course,),) = home.school.db.sql(
        "SELECT MIN(c.id) FROM course c JOIN study_group g ON g.id=c.study_group WHERE g.of_class=?", classes.seven_b
    )
    return Walk(home, classes, home.console(), CourseId(course), [PupilId(key) for (key,) in found], [], [])


def test_any_moves_swaps_and_dissolutions_leave_one_class_and_one_subgroup_on_each_day(home: Home) -> None:
    classes = more_classes(home)
    numbers = iter(range(1, 10_000))

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps)
    def walked(way: list[tuple[int, int, int, date]]) -> None:
        walk = _walk(home, classes, next(numbers))
        for step in way:
            walk.step(*step)
            walk.check()
        while walk.done:
            walk.step(UNDO, 0, 0, FIRST)
            walk.check()
        for pupil in walk.pupils:
            # The next walk's swaps must not meet these.
            home.console().do(MovePupil(pupil, None, DAYS[1], "9", classes.seven_b))

    walked()
    assert home.console().ask(VerifyAudit()).whole


def test_the_list_of_divisions_counts_as_each_division_shows(home: Home) -> None:
    classes = more_classes(home)
    _walk(home, classes, 1)
    session = home.console()
    lines = session.ask(ListDivisions())
    assert lines[0].division.school_class == classes.seven_b
    assert lines[0].gaps == 3
    for line in lines:
        page = session.ask(ShowDivision(line.division.parts[0].course, date(2018, 1, 15)))
        assert (page.gaps, page.doubles, len(page.waits)) == (line.gaps, line.doubles, line.proposed)
