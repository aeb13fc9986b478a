"""The workload goes along into the next year: who teaches a class goes on with it where the subject does (C26)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..groups.groups import ClassName
from ..people.people import PupilId, StaffId
from .promotion import LAST_OF_PRIMARY, Load, NextLoad, Present, Turn, destinations


def next_loads(turn: Turn, loads: Sequence[Load], classes: Sequence[Present]) -> list[NextLoad]:
    """The workload of the next year: the subjects of the grade, by whoever goes on with the class."""
    to = destinations(turn, classes)
    found: list[NextLoad] = []
    for one in turn.classes:
        if one.to is None:
            continue
        own = [load for load in loads if one.of is not None and load.to_class == one.of]
        found += _carried(one.to, own, loads, to) if one.of is not None else _as_before(one.to, loads)
    given = {(name, subject, subgroup): staff for name, subject, subgroup, staff in turn.teachers}
    return [
        replace(load, teachers=(given[load.place],)) if not load.teachers and load.place in given else load
        for load in found
    ]


def _model(name: ClassName, loads: Sequence[Load]) -> list[Load]:
    """What is taught this year to the class of that name, or to the first one of the grade."""
    of_grade = sorted((load for load in loads if load.name.grade == name.grade), key=lambda load: load.name)
    named = [load for load in of_grade if load.name == name]
    return named or [load for load in of_grade if load.name == of_grade[0].name]


def _carried(
    name: ClassName, own: Sequence[Load], loads: Sequence[Load], to: Mapping[PupilId, ClassName | None]
) -> list[NextLoad]:
    model = {load.subject: load for load in reversed(_model(name, loads))}
    subjects = set(model) or {load.subject for load in own}
    found = []
    for load in own:
        if load.subject in subjects:
            hours = model[load.subject].half_hours if load.subject in model else load.half_hours
            members = tuple(pupil for pupil in load.members if to.get(pupil) == name)
            teachers = tuple(staff for staff in load.teachers if _goes_on(staff, load, name.grade, loads))
            found.append(
                NextLoad(name, load.subgroup, load.subject, load.subject_name, hours, teachers, members)
            )
    taught = {load.subject for load in own}
    new = [load for load in _model(name, loads) if load.subject not in taught]
    return [*found, *(_without_teacher(name, load) for load in new)]


def _goes_on(staff: StaffId, load: Load, grade: int, loads: Sequence[Load]) -> bool:
    """From primary school only those go on who teach the subject further up already."""
    if grade != LAST_OF_PRIMARY + 1:
        return True
    return any(
        staff in one.teachers and one.subject == load.subject and one.name.grade > LAST_OF_PRIMARY for one in loads
    )


def _as_before(name: ClassName, loads: Sequence[Load]) -> list[NextLoad]:
    return [_without_teacher(name, load) for load in _model(name, loads)]


def _without_teacher(name: ClassName, load: Load) -> NextLoad:
    return NextLoad(name, load.subgroup, load.subject, load.subject_name, load.half_hours, (), ())


def without_subgroup(
    loads: Sequence[NextLoad], to: Mapping[PupilId, ClassName | None]
) -> dict[tuple[ClassName, str], list[PupilId]]:
    """Who is in no subgroup of a split subject yet, by class and subject."""
    found: dict[tuple[ClassName, str], list[PupilId]] = {}
    for place in dict.fromkeys((load.to, load.subject_name) for load in loads if load.subgroup):
        placed = {pupil for load in loads if (load.to, load.subject_name) == place for pupil in load.members}
        if missing := [pupil for pupil, name in to.items() if name == place[0] and pupil not in placed]:
            found[place] = missing
    return found
