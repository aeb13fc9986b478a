"""Exams, olympiads and competitions."""

from ...i18n import _
from ..people.people import Actor, ClassId, Role
from .families import may_see_class_results


def may_enter_exams(actor: Actor, school_class: ClassId | None) -> str | None:
    """Results of exams, olympiads and competitions: the deputy head, the class teacher for the own class (C30)."""
    if actor.is_(Role.DEPUTY) or (school_class is not None and school_class in actor.classes):
        return None
    return _("Exams and competitions are entered by the deputy head and the class teacher.")


def may_see_exams(actor: Actor, school_class: ClassId | None = None) -> str | None:
    """They are seen by who sees the results of the class; without a class, of any."""
    return may_see_class_results(actor, school_class)
