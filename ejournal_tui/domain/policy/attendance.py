"""The attendance of whole classes: who looks at it, who calls the families."""

from ...i18n import _
from ..people.people import Actor, ClassId, Role
from .roles import LEADERS


def may_read_attendance(actor: Actor, school_class: ClassId) -> str | None:
    """The class teacher and who leads the school; those who teach are answered nothing but their own lessons."""
    if actor.is_(*LEADERS, Role.TEACHER) or school_class in actor.classes:
        return None
    return _("The attendance of this class is seen by its teachers and by who leads the school.")


def may_list_attendance(actor: Actor) -> str | None:
    """The list of the classes whose attendance somebody may look at."""
    if actor.is_(*LEADERS, Role.TEACHER, Role.CLASS_TEACHER):
        return None
    return _("Attendance is seen by those who teach and by who leads the school.")


def may_call_families(actor: Actor, school_class: ClassId) -> str | None:
    """The phones of families: the class teacher and who leads the school."""
    if actor.is_(*LEADERS) or school_class in actor.classes:
        return None
    return _("The phones of families are seen by the class teacher and by who leads the school.")


def may_list_often_away(actor: Actor, school_class: ClassId | None) -> str | None:
    """Who misses much without a reason: the class teacher of the own class, who leads the school of all."""
    if actor.is_(*LEADERS) or (school_class is not None and school_class in actor.classes):
        return None
    return _("Who is away often is seen by the class teacher and by who leads the school.")
