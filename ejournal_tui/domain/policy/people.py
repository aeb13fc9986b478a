"""What is held about people."""

from collections.abc import Collection

from ...i18n import _
from ..people.people import Actor, ClassId, PupilId, Role
from .roles import LEADERS

Place = tuple[ClassId | None, int]
"""A class with its grade: where a pupil's data belong."""


def may_find_people(actor: Actor) -> str | None:
    """Names with their classes and posts: the staff, but for the lab assistant, who needs nobody's data (5.2)."""
    if actor.is_(Role.TEACHER, Role.CLASS_TEACHER, Role.DISPATCHER, Role.OFFICER, *LEADERS, Role.CONSOLE):
        return None
    return _("People are looked up by teachers, keepers of data and those who lead the school.")


def may_read_card(actor: Actor, places: Collection[Place]) -> str | None:
    """All that is held about a pupil or a guardian: class teacher, keepers of the grades, leaders (152-FZ)."""
    if actor.is_(*LEADERS):
        return None
    if may_change_contact(actor, places) is None:
        return None
    return _("Only name and class are shown: the card is read by the class teacher and the keeper of the grade's data.")


def may_read_pupil(actor: Actor, pupil: PupilId, places: Collection[Place]) -> str | None:
    """A pupil's full card: whoever reads such cards, the pupil and the guardians."""
    if actor.pupil == pupil or pupil in actor.children:
        return None
    return may_read_card(actor, places)


def may_change_contact(actor: Actor, places: Collection[Place]) -> str | None:
    """A family's contacts by its statement: the class teacher of a child, the keeper of a child's grade (C19)."""
    if actor.is_(Role.CONSOLE):
        return None
    if any(school_class in actor.classes or grade in actor.grades for school_class, grade in places):
        return None
    return _("Contacts are changed by the class teacher and the keeper of the grade's data.")


def may_keep_pupils(actor: Actor, grades: Collection[int]) -> str | None:
    """Pupils' data: the officer in grades 6-11, the dispatcher in grades 1-5 (O8.1d, O8.2b)."""
    if actor.is_(Role.CONSOLE) or (grades and actor.grades.issuperset(grades)):
        return None
    return _("The data of this grade are kept by another: grades 1-5 by the dispatcher, 6-11 by the officer.")


def may_set_individual_plan(actor: Actor, grades: Collection[int]) -> str | None:
    """What a pupil does not learn by order: the keeper of the grade's data, the deputy head (C15)."""
    if actor.is_(Role.DEPUTY) or may_keep_pupils(actor, grades) is None:
        return None
    return _("An individual plan is entered by the deputy head and the keeper of the grade's data.")


def may_keep_staff(actor: Actor) -> str | None:
    """Records of the staff, their roles and classes (O8.1b)."""
    if actor.is_(Role.OFFICER, Role.CONSOLE):
        return None
    return _("Records of the staff are kept by the officer for informatization.")


def may_read_staff(actor: Actor) -> str | None:
    """A full card of the staff."""
    if actor.is_(*LEADERS) or may_keep_staff(actor) is None:
        return None
    return _("Only the name and the post are shown: the card is read by the officer, the deputy head and the director.")


def may_help_sign_in(actor: Actor, classes: frozenset[ClassId] | None) -> str | None:
    """Letting in whoever failed too often: staff (None) or a family of these classes."""
    if actor.is_(Role.DEPUTY, Role.OFFICER, Role.CONSOLE) or (classes and classes & actor.classes):
        return None
    return _("Who cannot sign in is let in by the deputy head or the officer, families also by the class teacher.")


def may_issue_staff_codes(actor: Actor) -> str | None:
    """Codes for staff (O8.1b)."""
    if actor.is_(Role.OFFICER, Role.CONSOLE):
        return None
    return _("Codes for staff are issued by the officer for informatization.")
