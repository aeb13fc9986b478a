"""Whatever way pupils go through classes and subgroups, each day finds them in one place (property)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.groups.groups import ClassName
from ejournal_tui.domain.people.people import ClassId, Name, PupilId
from ejournal_tui.domain.workbooks.handed_in import GroupRow, Place
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.people.pupils import EnrolPupil, MovePupil
from ejournal_tui.services.session import Session
from ejournal_tui.services.workbooks.importing_people import ImportGroups
from tests.changing import made
from tests.classes import Classes, more_classes

FIRST = date(2018, 1, 9)
DAYS = [FIRST + timedelta(days=n) for n in range(16)]
CLASS, LEAVE, SUBGROUP, UNDO, REDO = "class", "leave", "subgroup", "undo", "redo"

steps = st.lists(
    st.one_of(
        st.tuples(st.just(CLASS), st.integers(0, 1), st.sampled_from(DAYS)),
        st.tuples(st.just(LEAVE), st.just(0), st.sampled_from(DAYS)),
        st.tuples(st.just(SUBGROUP), st.integers(1, 2), st.just(FIRST)),
        st.tuples(st.sampled_from((UNDO, REDO)), st.just(0), st.just(FIRST)),
    ),
    max_size=12,
)
numbers = count(1)

Where = dict[date, int | None]


@dataclass
class Walk:
    """One pupil's way, beside what it should come to: the class of each day."""

    home: Home
    classes: Classes
    session: Session
    name: Name
    pupil: PupilId
    now: int | None
    where: Where
    undo: list[tuple[int | None, Where]] = field(default_factory=list)
    redo: list[tuple[int | None, Where]] = field(default_factory=list)

    def step(self, kind: str, number: int, day: date) -> None:
        """Do one thing; a refusal changes nothing."""
        if kind in (UNDO, REDO):
            self._step_back(kind)
        elif kind == SUBGROUP:
            self._join(f"гр. {number}")
        else:
            to = None if kind == LEAVE else (self.classes.seven_a, self.classes.seven_b)[number]
            self._move(to, day)

    def _move(self, to: ClassId | None, day: date) -> None:
        seen = ClassId(self.now) if self.now is not None else None
        try:
            self.session.do(MovePupil(self.pupil, to, day, "12", seen))
        except Refusal:
            return
        self.undo.append((self.now, self.where))
        self.redo.clear()
        self.now, self.where = to, {d: to if d >= day else at for d, at in self.where.items()}

    def _step_back(self, kind: str) -> None:
        source, target = (self.undo, self.redo) if kind == UNDO else (self.redo, self.undo)
        try:
            (self.session.undo if kind == UNDO else self.session.redo)()
        except Refusal:
            if source:
                source.pop()
            return
        target.append((self.now, self.where))
        self.now, self.where = source.pop()

    def _join(self, group: str) -> None:
        # Of the console's: it is no step of this session's, and rests on no step of it either.
        letter = "А" if self.now == self.classes.seven_a else "Б"
        row = GroupRow(ClassName(7, letter), "Английский язык", group, self.name, Place("", 1, {}))
        try:
            self.home.console().do(ImportGroups((row,)))
        except Refusal:
            return

    def stays(self, kind: str, day: date) -> list[int]:
        """The groups of a kind on a day; subgroups of English alone."""
        rows = self.home.school.db.sql(
            "SELECT g.id FROM membership m JOIN study_group g ON g.id=m.study_group WHERE m.pupil=? AND g.kind=?"
            " AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)",
            self.pupil, kind, day.isoformat(), day.isoformat(),
        )  # fmt: skip
        return [key for (key,) in rows]

    def check(self) -> None:
        """One class a day, the one it should be; one subgroup at most, and of that class."""
        for day, wanted in self.where.items():
            assert self.stays("class", day) == ([] if wanted is None else [wanted]), day
            groups = self.stays("subgroup", day)
            assert len(groups) <= 1, day
            for group in groups:
                ((of,),) = self.home.school.db.sql("SELECT of_class FROM study_group WHERE id=?", group)
                assert of == wanted, day


def _enrolled(home: Home, classes: Classes) -> Walk:
    number = next(numbers)
    name = Name("Ковалёв", "Пётр", "".join(chr(ord("а") + int(digit)) for digit in str(number)))
    session = home.console()
    session.do(EnrolPupil(name, date(2004, 5, 6), "m", classes.seven_a, FIRST, "1"))
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil WHERE patronymic=?", name.patronymic)
    ((work,),) = home.school.db.sql("SELECT MIN(id) FROM work")
    made(home, "mark", work=work, pupil=pupil, place=0, value=5, sign="", comment="", author=1, at=1)
    # What comes before is no step of the walk.
    return Walk(home, classes, home.console(), name, PupilId(pupil), classes.seven_a,
                dict.fromkeys(DAYS, classes.seven_a))  # fmt: skip


def _kept(home: Home) -> Iterator[list[tuple[object, ...]]]:
    yield home.school.db.sql("SELECT id, work, pupil, value FROM mark ORDER BY id")
    yield home.school.db.sql("SELECT id, state, held_at FROM lesson WHERE state='held' ORDER BY id")


def test_any_way_through_classes_and_subgroups_leaves_one_class_and_one_subgroup_on_each_day(home: Home) -> None:
    classes = more_classes(home)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps)
    def walked(way: list[tuple[str, int, date]]) -> None:
        walk = _enrolled(home, classes)
        before = list(_kept(home))
        for step in way:
            walk.step(*step)
            walk.check()
        assert list(_kept(home)) == before

    walked()
    assert home.console().ask(VerifyAudit()).whole
