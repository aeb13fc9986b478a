"""Lessons with what is written in them, and the days they make up."""

from collections.abc import Collection

from ...i18n import _
from ..people.people import Actor, ClassId, Role, StaffId
from .people import Place
from .roles import LEADERS


def may_keep_lesson(
    actor: Actor, teachers: Collection[StaffId], substitute: StaffId | None, closed: bool
) -> str | None:
    """Marks, topic, kind of lesson and homework: the teacher of the course or the substitute (O8.5, R1-2.1)."""
    if not actor.is_(Role.TEACHER):
        return _("The lesson is kept by its teacher.")
    if substitute is not None and actor.staff != substitute:
        return _("A substitute keeps this lesson: ask the dispatcher if that is not so.")
    if substitute is None and actor.staff not in teachers:
        return _("The lesson is kept by its teacher: ask the dispatcher for a substitution.")
    return may_enter(closed)


def may_enter(closed: bool) -> str | None:
    """A closed period takes no entries of anybody (R1-2.4)."""
    return _("The period is closed: ask the deputy head to open it.") if closed else None


def may_ask_correction(actor: Actor, keepers: Collection[StaffId]) -> str | None:
    """To correct lessons that take no entries any more is asked for by whoever keeps them."""
    if actor.is_(Role.TEACHER) and actor.staff in keepers:
        return None
    return _("The lesson is kept by its teacher.")


def may_set_absence(
    actor: Actor, teachers: Collection[StaffId], substitute: StaffId | None, closed: bool, school_class: ClassId | None
) -> str | None:
    """Roll call: whoever keeps the lesson; the class teacher too for the own class (O8.4d, O8.5d)."""
    if school_class is not None and school_class in actor.classes:
        return may_enter(closed)
    return may_keep_lesson(actor, teachers, substitute, closed)


def may_give_reason(actor: Actor, school_class: ClassId | None) -> str | None:
    """The reason of an absence is the class teacher's (O8.4d)."""
    if school_class is not None and school_class in actor.classes:
        return None
    return _("The reason of an absence is entered by the class teacher.")


def may_read_course(actor: Actor, teachers: Collection[StaffId], school_class: ClassId | None) -> str | None:
    """A course's journal: its teachers, the class teacher, the deputy head and the director."""
    if actor.is_(*LEADERS) or (school_class is not None and school_class in actor.classes):
        return None
    if actor.is_(Role.TEACHER) and actor.staff in teachers:
        return None
    return _("This journal is kept by other teachers.")


def may_read_homework(actor: Actor) -> str | None:
    """The calendar of homework: whoever teaches, leads a class or the school (R1-2.3)."""
    if actor.is_(*LEADERS, Role.TEACHER, Role.CLASS_TEACHER) or actor.classes:
        return None
    return _("The homework of a class is seen by those who teach it and by its class teacher.")


def may_read_own_day(actor: Actor) -> str | None:
    """A teacher's day."""
    return None if actor.is_(Role.TEACHER, Role.CLASS_TEACHER) else _("This is the screen of those who teach.")


def may_read_school_day(actor: Actor) -> str | None:
    """Today of the whole school: who leads it and who makes its timetable."""
    if actor.is_(*LEADERS, Role.DISPATCHER):
        return None
    return _("The whole school's day is seen by the deputy head, the director and the dispatcher.")


def may_take_lesson(actor: Actor) -> str | None:
    """A lesson that somebody else should keep, taken at once by whoever stands in the class (R1-2.1)."""
    return None if actor.is_(Role.TEACHER) else _("A lesson is taken by a teacher.")


def may_bring_from_paper(actor: Actor, teachers: Collection[StaffId], closed: bool) -> str | None:
    """What stands in the paper journal of a course: its teacher (C25)."""
    if actor.is_(Role.TEACHER) and actor.staff in teachers:
        return may_enter(closed)
    return _("What stands in the paper journal is entered by the course's teacher.")


def may_give_results(actor: Actor, teachers: Collection[StaffId], closed: bool) -> str | None:
    """Results of a course: its teacher decides (O8.5c)."""
    if actor.is_(Role.TEACHER) and actor.staff in teachers:
        return may_enter(closed)
    return _("Results are given by the course's teacher.")


def may_defer_results(actor: Actor, teachers: Collection[StaffId], closed: bool) -> str | None:
    """A result is put off by its teacher; in a closed period by the deputy head alone."""
    return None if actor.is_(Role.DEPUTY) else may_give_results(actor, teachers, closed)


def may_enter_certificate(actor: Actor, places: Collection[Place]) -> str | None:
    """Marks of another school by its paper: the class teacher, the keeper of the grade's data (C17)."""
    of_the_child = any(school_class in actor.classes or grade in actor.grades for school_class, grade in places)
    if of_the_child and not actor.is_(Role.CONSOLE):
        return None
    return _("Marks of a certificate are entered by the class teacher and the keeper of the grade's data.")


def may_read_own_class(actor: Actor) -> str | None:
    """The morning of the own class (C38)."""
    if actor.classes or actor.is_(Role.CLASS_TEACHER):
        return None
    return _("This is the screen of those who lead a class.")
