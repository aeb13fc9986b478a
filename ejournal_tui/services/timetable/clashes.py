"""Nobody at two places at once: a class, a teacher, a room at a day and number."""

from collections.abc import Collection
from datetime import date

from ...domain.errors import Invalid
from ...domain.people.people import StaffId
from ...i18n import _
from ...storage.school import School
from ...storage.timetable import substitutions as store
from ...storage.timetable.substitutions import Placed


def busy_with(
    school: School, staff: StaffId, lesson: Placed, day: date, number: int, joint: bool = False
) -> str | None:
    """Why somebody cannot keep a lesson at a day and number, or None; a joint lesson stands beside its twin."""
    name = store.names(school, [staff]).get(staff, "")
    if staff in store.away(school, day):
        return _("{name} is away that day.").format(name=name)
    for other in _held_then(school, lesson, day, number):
        if staff in other.keepers and not (joint and twins(lesson, other)):
            return _("{name} has a lesson then: {group} {subject}.").format(
                name=name, group=other.group_title, subject=other.subject_name
            )
    return None


def twins(one: Placed, other: Placed) -> bool:
    """Whether two lessons of a subject and grade stand side by side, so that one teacher can keep both (C08)."""
    return (
        one.subject == other.subject
        and one.grade == other.grade
        and one.group != other.group
        and not (one.alone or other.alone)
    )


def require_twin(school: School, lesson: Placed, staff: StaffId) -> None:
    """Refuse a joint lesson that has nothing to be joined to; raises Invalid."""
    others = _held_then(school, lesson, lesson.day, lesson.number)
    if not any(staff in other.keepers and twins(lesson, other) for other in others):
        raise Invalid(
            _("A joint lesson needs the lesson that it is joined to: this teacher has none of the subject then."),
            _("Give the lesson to whoever has the other group, or as a substitution."),
        )


def class_clash(
    school: School, lesson: Placed, day: date, number: int, only: Collection[int] | None = None
) -> str | None:
    """Which other lesson the pupils have at a day and number, in words, or None; `only` narrows the others."""
    shared = store.share_pupils(school, lesson.group, day)
    for other in _held_then(school, lesson, day, number):
        if other.alone != lesson.alone:
            # Whoever is taught at home is not missed in the class at that hour.
            continue
        together = other.group in shared or (
            other.school_class == lesson.school_class and (other.whole_class or lesson.whole_class)
        )
        if together and (only is None or other.id in only):
            return _("{group} has a lesson then: {subject}.").format(
                group=other.group_title, subject=other.subject_name
            )
    return None


def room_clash(school: School, lesson: Placed, day: date, number: int, room: str) -> str | None:
    """Who has the room at a day and number, in words, or None."""
    for other in _held_then(school, lesson, day, number):
        if room and other.room == room:
            return _("Room {room} is taken then: {group} {subject}.").format(
                room=room, group=other.group_title, subject=other.subject_name
            )
    return None


def _held_then(school: School, lesson: Placed, day: date, number: int) -> list[Placed]:
    return [
        other
        for other in store.at(school, day, number)
        if other.state.takes_place and other.id != lesson.id
    ]


def returns_to(school: School, lesson: Placed, called_off: bool) -> str | None:
    """Why a lesson cannot go back to its own teachers at its place, or None.

    What the timetable itself puts side by side is not asked about: only what was ordered since.
    """
    others = _held_then(school, lesson, lesson.day, lesson.number)
    for other in others:
        if other.substitute is not None and other.substitute in lesson.teachers:
            name = store.names(school, [other.substitute]).get(other.substitute, "")
            return _("{name} has a lesson then: {group} {subject}.").format(
                name=name, group=other.group_title, subject=other.subject_name
            )
    if not called_off:
        return None
    return class_clash(school, lesson, lesson.day, lesson.number, store.moved(school, [o.id for o in others]))
