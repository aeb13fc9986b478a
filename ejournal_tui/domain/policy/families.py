"""What families read, are given and propose."""

from ...i18n import _
from ..people.people import Actor, ClassId, GuardianId, PupilId, Role
from .roles import LEADERS


def may_read_diary(actor: Actor, pupil: PupilId, school_class: ClassId | None) -> str | None:
    """A pupil's week: the pupil, the guardians, the class teacher, the deputy head and the director."""
    if actor.pupil == pupil or pupil in actor.children or actor.is_(*LEADERS):
        return None
    if school_class is not None and school_class in actor.classes:
        return None
    return _("This diary belongs to another family.")


def may_see_forecasts(actor: Actor, school_class: ClassId | None = None) -> str | None:
    """The forecasts of a class, pupil by pupil: its class teacher, who leads the school; without a class, of any."""
    if actor.is_(*LEADERS) or (actor.classes if school_class is None else school_class in actor.classes):
        return None
    return _("The forecasts of a class are seen by its class teacher and by who leads the school.")


def may_see_class_results(actor: Actor, school_class: ClassId | None = None) -> str | None:
    """The results of a class in all subjects: its class teacher, who leads the school; without a class, of any."""
    if may_see_forecasts(actor, school_class) is None:
        return None
    return _("The results of a class are seen by its class teacher and by who leads the school.")


def may_print_class(actor: Actor, school_class: ClassId, released: bool = False) -> str | None:
    """The weekly sheets of a class with their contents; once released, also those who keep the print (O8.4e, C34)."""
    if actor.is_(*LEADERS, Role.CONSOLE) or school_class in actor.classes:
        return None
    if not actor.is_(Role.LAB_ASSISTANT, Role.OFFICER):
        return _("The sheets of a class are printed by its class teacher.")
    return None if released else _("The class teacher has not given these sheets to the print yet.")


def may_release_sheets(actor: Actor, school_class: ClassId) -> str | None:
    """The weekly batch of a class goes to the print by its class teacher (C34)."""
    if school_class in actor.classes:
        return None
    return _("The sheets of a class are given to the print by its class teacher.")


def may_see_queue(actor: Actor) -> str | None:
    """How many sheets each class needs: counts without names (C34)."""
    if actor.is_(*LEADERS, Role.LAB_ASSISTANT, Role.OFFICER, Role.CLASS_TEACHER, Role.CONSOLE):
        return None
    return _("The weekly queue is kept by the lab assistant and the class teachers.")


def may_issue_family_codes(actor: Actor, school_class: ClassId) -> str | None:
    """Codes for pupils and guardians of a class (O8.4c)."""
    if actor.is_(Role.CONSOLE) or school_class in actor.classes:
        return None
    return _("Codes for families are issued by the class teacher.")


def may_propose_contact(actor: Actor, guardian: GuardianId | None) -> str | None:
    """A guardian's own contact, which counts from the paper on (C19)."""
    if guardian is not None and actor.guardian == guardian:
        return None
    return _("A contact is proposed by the guardian whose it is.")


def may_say_absent(actor: Actor, pupil: PupilId) -> str | None:
    """That a child will be away is said by a guardian of it (C10)."""
    if pupil in actor.children:
        return None
    return _("Only a guardian says that a child will be away.")


def may_see_proposals(actor: Actor) -> str | None:
    """What families propose: class teachers and keepers of data, each the own part (C19)."""
    if actor.is_(Role.CLASS_TEACHER, Role.OFFICER, Role.DISPATCHER):
        return None
    return _("What families propose is answered by the class teacher and the keeper of the grade's data.")
