"""The order of 15.01.2018 as an oracle: who may do what in a world told here, without asking the program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROLES = (
    "pupil", "guardian", "teacher", "class_teacher", "dispatcher", "officer", "lab_assistant", "deputy", "director",
    "console", "employee", "anybody",
)  # fmt: skip
SCOPES = {"all", "self", "child", "class", "1-5", "6-11", "teaches", "course", "soon", "holds", "reads", "sheet"}


@dataclass(frozen=True)
class Operation:
    """A line of the table."""

    words: str
    basis: str
    may: Mapping[str, str]
    """How far each role reaches."""
    closed: bool
    """Whether a closed period stops it."""


@dataclass(frozen=True)
class Person:
    """Somebody of the world, as the order sees them today."""

    account: int
    roles: frozenset[str]
    staff: int | None = None
    pupil: int | None = None
    guardian: int | None = None
    leads: frozenset[int] = frozenset()
    children: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Thing:
    """What a request is about."""

    account: int
    pupil: int
    guardian: int
    course: int
    school_class: int
    grade: int
    today: bool
    """Whether its lesson is held today."""


@dataclass
class Facts:
    """What is so in the world besides its people."""

    teachers: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Who of the staff teaches a course today."""
    coming: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Who will."""
    substitutes: Mapping[int, int | None] = field(default_factory=dict)
    """Who holds the lesson of a course instead."""
    wards: Mapping[int, frozenset[tuple[int, int]]] = field(default_factory=dict)
    """The class and the grade of every child of a guardian."""
    closed: bool = False
    released: frozenset[int] = frozenset()
    """Classes whose weekly sheets were given to the print."""


def table() -> dict[str, Operation]:
    """The operation that each verb does."""
    text = (Path(__file__).parent / "order.toml").read_text(encoding="utf8")
    found: dict[str, Operation] = {}
    for words, row in tomllib.loads(text).items():
        operation = Operation(words, row["basis"], _cells(row["may"]), row.get("closed", False))
        for verb in row["verbs"]:
            assert verb not in found, f"{verb} stands twice in order.toml"
            found[verb] = operation
    return found


def _cells(text: str) -> dict[str, str]:
    cells: dict[str, str] = {}
    for word in text.split():
        role, _, scope = word.partition(":")
        cells[role] = scope or "all"
    assert set(cells) <= set(ROLES), text
    assert set(cells.values()) <= SCOPES, text
    return cells


def allowed(operation: Operation, verb: str, person: Person, thing: Thing | None, facts: Facts) -> bool:
    """Whether the order lets a person do it; what is about nobody has no scope."""
    if operation.closed and facts.closed:
        return False
    roles = person.roles | {"anybody"} if person.account else person.roles
    roles |= {"employee"} if person.staff is not None else set()
    return any(
        thing is None or _reaches(scope, verb, person, thing, facts)
        for role, scope in operation.may.items()
        if role in roles
    )


def _reaches(scope: str, verb: str, person: Person, thing: Thing, facts: Facts) -> bool:
    teachers, substitute = facts.teachers[thing.course], facts.substitutes[thing.course]
    about_guardian = verb.split()[-1] == "guardian" or verb in (
        "ShowGuardianCard", "AcceptProposal", "RefuseProposal", "ProposeContact",
    )  # fmt: skip
    places = facts.wards[thing.guardian] if about_guardian else frozenset({(thing.school_class, thing.grade)})
    holds = substitute is not None and person.staff == substitute
    reached = {
        "all": True,
        "self": person.account == thing.account
        or (person.guardian == thing.guardian if about_guardian else person.pupil == thing.pupil),
        "child": thing.pupil in person.children,
        "class": any(place in person.leads for place, _grade in places),
        "1-5": any(grade <= 5 for _class, grade in places),
        "6-11": any(grade >= 6 for _class, grade in places),
        "teaches": person.staff == substitute if substitute is not None else person.staff in teachers,
        "course": person.staff in teachers,
        "soon": person.staff in teachers | facts.coming[thing.course],
        "holds": person.staff in teachers or holds,
        "reads": person.staff in teachers or (holds and thing.today),
        "sheet": thing.school_class in facts.released,
    }
    return reached[scope]
