"""Every verb, asked by people of every mixture of roles in random worlds, is answered as the order says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ejournal_tui.domain import policy
from ejournal_tui.domain.errors import Denied
from ejournal_tui.domain.people.people import Actor, Role
from ejournal_tui.services.journal import keeping
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import open_home
from ejournal_tui.services.session import Guarded, Session
from ejournal_tui.storage.accounts import accounts
from ejournal_tui.storage.log.audit import Ledger
from ejournal_tui.storage.school import School
from tests.conftest import copied_home
from tests.security.order import Facts, Operation, Person, Thing, allowed, table
from tests.security.test_matrix import ABOUT, DAY, OF_THE_SCHOOL, Target, World, _request

TABLE = table()
APPOINTED = ("dispatcher", "officer", "lab_assistant", "deputy", "director", "teacher")
MADE, PAST, COMING = ("2017-09-01", None), ("2017-09-01", "2018-01-14"), ("2018-01-16", None)
"""When something holds: today, until yesterday, from tomorrow on."""
LONG_PAST = ("2017-09-01", "2017-10-01")
"""A course that was handed over: before every lesson asked about."""
SPANS = st.sampled_from((MADE, MADE, PAST, COMING))
COURSES = st.sampled_from((MADE, MADE, LONG_PAST, COMING))
WHOLE_CLASS = ("DropTimetable", "PutTimetableBack")
"""What names nobody and yet is about the class that has a timetable."""


@dataclass(frozen=True)
class Drawn:
    """What is random in a world: who is what, teaches, holds, leads, whose child is whose."""

    roles: tuple[tuple[int, str, tuple[str, str | None]], ...]
    leads: tuple[tuple[int, int, tuple[str, str | None]], ...]
    teaches: tuple[tuple[int, int, tuple[str, str | None]], ...]
    substitutes: tuple[int | None, ...]
    wards: tuple[tuple[int, int, bool], ...]
    closed: bool
    released: tuple[bool, ...]


PEOPLE, THINGS, CLASSES, PARENTS, CHILDREN = range(6), range(6), range(3), range(3), range(4)
WORLDS = st.builds(
    Drawn,
    # Whoever is nothing in the school has no account that opens anything; three roles at most.
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(APPOINTED), SPANS), min_size=6, max_size=14,
             unique_by=lambda row: row[:2]).map(tuple),
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(CLASSES), SPANS), max_size=4,
             unique_by=lambda row: row[1]).map(tuple),
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(THINGS), COURSES), min_size=2, max_size=8,
             unique_by=lambda row: row[:2]).map(tuple),
    st.tuples(*[st.sampled_from((None, None, *PEOPLE))] * len(THINGS)),
    st.lists(st.tuples(st.sampled_from(PARENTS), st.sampled_from(CHILDREN), st.booleans()), max_size=6,
             unique_by=lambda row: row[:2]).map(tuple),
    st.sampled_from((False, False, False, True)),
    st.tuples(*[st.booleans()] * len(CLASSES)),
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """Where the program and the order disagree."""

    verb: str
    operation: str
    roles: frozenset[str]
    program: bool
    about: Thing | None


class Town:
    """A school whose people, tasks and families are drawn anew, and the same told to the oracle."""

    def __init__(self, world: World) -> None:
        self.world, self.school = world, world.school
        self.decisions = 0
        self.seen: set[tuple[str, frozenset[str], bool]] = set()
        self.targets = (
            world.physics, world.russian, world.music, world.other_music, world.other_physics, world.small_music,
        )  # fmt: skip
        self.classes = (world.first_class, world.second_class, world.small_class)
        self.children = (world.child, world.mate, world.stranger, world.little)
        self.homes = {world.child: 0, world.mate: 0, world.stranger: 1, world.little: 2}
        self.school.write(0, "test", self._settle)

    def _settle(self, ledger: Ledger) -> None:
        """Six people of the staff and three parents who are nothing yet."""
        self.staff = [self.world._member(ledger, f"town_{number}") for number in PEOPLE]
        for number, key in enumerate(self.staff):
            ledger.update("account", self.world._account("staff", key), login=f"town_{number}")
        surname, given, patronymic = self.school.db.sql("SELECT surname, given, patronymic FROM guardian LIMIT 1")[0]
        self.parents = [
            ledger.insert("guardian", surname=surname, given=given, patronymic=patronymic,
                          search_key=surname.casefold(), phone="", email="")
            for _ in PARENTS
        ]  # fmt: skip
        for number, key in enumerate(self.parents):
            ledger.insert("account", login=f"town_parent_{number}", guardian=key, disabled=0)
        ((self.period,),) = self.school.db.sql(
            "SELECT id FROM study_period WHERE scheme='trimester' AND number=2"
        )
        ledger.seal("Town", "done", {})

    def draw(self, drawn: Drawn) -> None:
        """Make the world as drawn."""

        def deed(ledger: Ledger) -> None:
            for entity, whose, keys in (
                ("staff_role", "staff", self.staff), ("class_teacher", "school_class", self.classes),
                ("teaching", "course", [target.course for target in self.targets]),
                ("guardianship", "guardian", self.parents), ("sheet_release", "school_class", self.classes),
            ):  # fmt: skip
                marks = ", ".join("?" * len(keys))
                for (key,) in self.school.db.sql(f"SELECT id FROM {entity} WHERE {whose} IN ({marks})", *keys):
                    ledger.delete(entity, key)
            for who, role, (starts, ends) in drawn.roles:
                ledger.insert(
                    "staff_role", staff=self.staff[who], role=role, first_grade=6 if role == "officer" else 1,
                    last_grade=5 if role == "dispatcher" else 11, starts=starts, ends=ends,
                )  # fmt: skip
            for who, led, (starts, ends) in drawn.leads:
                ledger.insert("class_teacher", school_class=self.classes[led], staff=self.staff[who], starts=starts,
                              ends=ends)  # fmt: skip
            for who, about, (starts, ends) in drawn.teaches:
                ledger.insert("teaching", course=self.targets[about].course, staff=self.staff[who], starts=starts,
                              ends=ends)  # fmt: skip
            for target, who_else in zip(self.targets, drawn.substitutes, strict=True):
                substitute = None if who_else is None else self.staff[who_else]
                ledger.update("lesson", target.lesson, substitute=substitute)
            for parent, child, ended in drawn.wards:
                ledger.insert("guardianship", pupil=self.children[child], guardian=self.parents[parent],
                              relation="мать", on_paper=0, ends="2018-01-14" if ended else None)  # fmt: skip
            for led, released in enumerate(drawn.released):
                if released:
                    for week in ("2017-12-25", "2017-12-26", "2018-01-15"):
                        ledger.insert("sheet_release", school_class=self.classes[led], week=week)
            ledger.update("study_period", self.period, closed_at=1 if drawn.closed else None)
            ledger.seal("Town", "done", {})

        self.school.write(0, "test", deed)

    def people(self, drawn: Drawn) -> Iterator[Person]:
        """The same people as the oracle sees them."""
        for number, key in enumerate(self.staff):
            leads = frozenset(self.classes[led] for who, led, span in drawn.leads if (who, span) == (number, MADE))
            roles = {role for who, role, span in drawn.roles if (who, span) == (number, MADE)}
            roles |= {"class_teacher"} if leads else set()
            yield Person(self.world._account("staff", key), frozenset(roles), staff=key, leads=leads)
        for number, key in enumerate(self.parents):
            wards = frozenset(self.children[c] for who, c, ended in drawn.wards if who == number and not ended)
            account = self.world._account("guardian", key)
            yield Person(account, frozenset({"guardian"}), guardian=key, children=wards)
        for child in self.children:
            yield Person(self.world._account("pupil", child), frozenset({"pupil"}), pupil=child)
        yield Person(0, frozenset({"console"}))

    def facts(self, drawn: Drawn) -> Facts:
        """The rest of the world as the oracle sees it."""
        grades = (7, 7, 3)
        wards: dict[int, frozenset[tuple[int, int]]] = {}
        for target in self.targets:
            home = self.homes[target.pupil]
            wards[target.guardian] = frozenset({(self.classes[home], grades[home])})
        return Facts(
            teachers=self._who_teaches(drawn, MADE),
            coming=self._who_teaches(drawn, COMING),
            substitutes={
                target.course: None if who is None else self.staff[who]
                for target, who in zip(self.targets, drawn.substitutes, strict=True)
            },
            wards=wards,
            closed=drawn.closed,
            released=frozenset(self.classes[led] for led, released in enumerate(drawn.released) if released),
        )  # fmt: skip

    def _who_teaches(self, drawn: Drawn, span: tuple[str, str | None]) -> dict[int, frozenset[int]]:
        found: dict[int, frozenset[int]] = {}
        for number, target in enumerate(self.targets):
            found[target.course] = frozenset(
                self.staff[who] for who, about, when in drawn.teaches if (about, when) == (number, span)
            )
        return found

    def differences(self, drawn: Drawn, verbs: tuple[str, ...] = ()) -> set[Difference]:
        """What the doors of this world answer otherwise than the order."""
        self.draw(drawn)
        facts, found = self.facts(drawn), set[Difference]()
        for person in self.people(drawn):
            actor = accounts.actor(self.school, person.account, "test")
            with self.school.reading():
                for verb in verbs or TABLE:
                    found |= set(self._asked(verb, person, actor, facts))
        return found

    def _asked(self, verb: str, person: Person, actor: Actor, facts: Facts) -> Iterator[Difference]:
        operation = TABLE[verb]
        if verb not in ABOUT:
            about = self._thing(self.targets[0]) if verb in WHOLE_CLASS else None
            yield from self._answered(verb, operation, person, actor, OF_THE_SCHOOL[verb], about, facts)
            return
        for target in self.targets:
            request = _request(verb, target)
            yield from self._answered(verb, operation, person, actor, request, self._thing(target), facts)

    def _thing(self, target: Target) -> Thing:
        home = self.homes[target.pupil]
        return Thing(target.account, target.pupil, target.guardian, target.course, self.classes[home], (7, 7, 3)[home],
                     target.day == DAY)  # fmt: skip

    def _answered(
        self, verb: str, operation: Operation, person: Person, actor: Actor, request: Guarded, thing: Thing | None,
        facts: Facts,
    ) -> Iterator[Difference]:  # fmt: skip
        program = request.objection(actor, self.school) is None
        self.decisions += 1
        self.seen.add((operation.words, person.roles, program))
        if program != allowed(operation, verb, person, thing, facts):
            yield Difference(verb, operation.words, person.roles, program, thing)


@pytest.fixture(scope="module")
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town of one's own."""
    with copied_home(request, tmp_path_factory.mktemp("town") / "home") as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("EJOURNAL_NOW", "2018-01-15T10:14")
            home = open_home(folder, "en")
        yield Town(World(home))
        home.close()


def test_in_random_worlds_every_verb_is_open_to_whom_the_order_names_and_to_nobody_else(town: Town) -> None:
    @settings(max_examples=4, deadline=None, derandomize=True, database=None, phases=(Phase.generate,),
              suppress_health_check=list(HealthCheck))
    @given(WORLDS)
    def walk(drawn: Drawn) -> None:
        assert town.differences(drawn) == set()

    before = town.decisions
    walk()
    assert town.decisions - before >= 40_000
    assert len(town.seen) > 1_000


A_WORLD = Drawn(
    roles=((0, "teacher", MADE), (1, "deputy", MADE), (1, "teacher", PAST), (2, "teacher", MADE),
           (3, "dispatcher", MADE), (4, "teacher", MADE), (5, "director", COMING)),
    leads=((4, 0, MADE), (5, 1, PAST)), teaches=((0, 0, MADE), (1, 1, MADE), (2, 1, LONG_PAST), (2, 2, MADE)),
    substitutes=(2, None, None, None, None, None), wards=((0, 0, False), (1, 1, False), (2, 0, True)), closed=False,
    released=(False, True, False),
)  # fmt: skip
"""One in which every kind of mistake shows."""

Patch = pytest.MonkeyPatch


def _class_teachers_write_marks(patch: Patch) -> None:
    asked = PutMarks.objection

    def objection(self: PutMarks, actor: Actor, school: School) -> str | None:
        return None if actor.classes else asked(self, actor, school)

    patch.setattr(PutMarks, "objection", objection)


def _any_parent_reads_any_diary(patch: Patch) -> None:
    asked = policy.may_read_diary
    patch.setattr(
        policy, "may_read_diary", lambda actor, *about: None if actor.is_(Role.GUARDIAN) else asked(actor, *about)
    )


def _a_closed_period_stays_open(patch: Patch) -> None:
    patch.setattr(keeping, "lesson_closed", lambda school, lesson: False)


def _a_teacher_keeps_what_a_substitute_holds(patch: Patch) -> None:
    asked = policy.may_keep_lesson
    patch.setattr(
        policy, "may_keep_lesson",
        lambda actor, teachers, substitute, closed: asked(
            actor, teachers, None if actor.staff in teachers else substitute, closed
        ),
    )  # fmt: skip


def _a_role_that_ended_still_counts(patch: Patch) -> None:
    asked = accounts.actor

    def actor(school: School, account: int, terminal: str) -> Actor:
        found = asked(school, account, terminal)
        ended = school.db.sql("SELECT r.role FROM staff_role r WHERE r.staff=?", found.staff or 0)
        return replace(found, roles=found.roles | {Role(role) for (role,) in ended})

    patch.setattr(accounts, "actor", actor)


def _nobody_opens_a_period_again(patch: Patch) -> None:
    patch.setattr(policy, "may_close_periods", lambda actor: "Nobody may.")


def _the_dispatcher_keeps_the_data_of_all_grades(patch: Patch) -> None:
    asked = policy.may_keep_pupils
    patch.setattr(
        policy, "may_keep_pupils",
        lambda actor, grades: None if actor.is_(Role.DISPATCHER) else asked(actor, grades),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hole", "found"),
    [
        (_class_teachers_write_marks, ("PutMarks", True)),
        (_any_parent_reads_any_diary, ("ShowDiary", True)),
        (_a_closed_period_stays_open, ("SetTopic", True)),
        (_a_teacher_keeps_what_a_substitute_holds, ("SetHomework", True)),
        (_a_role_that_ended_still_counts, ("ShowDiary", True)),
        (_nobody_opens_a_period_again, ("OpenPeriod", False)),
        (_the_dispatcher_keeps_the_data_of_all_grades, ("MovePupil", True)),
    ],
)
def test_a_hole_is_found_and_named(
    town: Town, monkeypatch: Patch, hole: Callable[[Patch], None], found: tuple[str, bool]
) -> None:
    verbs = ("PutMarks", "ShowDiary", "SetTopic", "SetHomework", "PutPeriodEnd", "OpenPeriod", "MovePupil", "ShowGrid")
    drawn = replace(A_WORLD, closed=hole is _a_closed_period_stays_open)
    assert town.differences(drawn, verbs) == set()
    hole(monkeypatch)
    assert found in {(one.verb, one.program) for one in town.differences(drawn, verbs)}


def test_whoever_has_a_code_alone_or_has_left_opens_nothing(town: Town) -> None:
    town.draw(A_WORLD)
    for person in town.people(A_WORLD):
        if not person.account:
            continue
        by_code = Session(town.school, person.account, "desk-1", by_code=True)
        left = Session(town.school, person.account, "desk-1", sitting="nobody sits here")
        for verb in TABLE:
            request = _request(verb, town.targets[0]) if verb in ABOUT else OF_THE_SCHOOL[verb]
            assert by_code.objection(request) is not None or request.OPEN_TO_CODES, verb
            with pytest.raises(Denied, match="ended"):
                left.objection(request)
