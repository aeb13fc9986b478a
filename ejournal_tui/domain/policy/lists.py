"""Lists that come in and go out as workbooks."""

from collections.abc import Mapping

from ...i18n import _
from ..people.people import Actor, ClassId, Role
from .people import may_keep_pupils
from .roles import LEADERS
from .terminals import not_from_home


def may_keep_data(actor: Actor) -> str | None:
    """Whole-school imports of people, groups and courses (O8.1d, O8.2b)."""
    if actor.is_(Role.OFFICER, Role.CONSOLE):
        return None
    return _("The school's data are imported by the officer for informatization.")


def may_export_staff(actor: Actor) -> str | None:
    """The staff list with phones and the workload (O8.1b, O8.1d, O8.6)."""
    if why := not_from_home(actor):
        return why
    if actor.is_(*LEADERS, Role.OFFICER, Role.CONSOLE):
        return None
    return _("The staff list is exported by the officer for informatization, the deputy head and the director.")


def may_export_class(actor: Actor, school_class: ClassId, grade: int) -> str | None:
    """The lists of a class: its class teacher, dispatcher and officer in their grades (O8.1d, O8.2b, O8.4b, O8.6)."""
    if why := not_from_home(actor):
        return why
    if actor.is_(*LEADERS, Role.CONSOLE) or school_class in actor.classes:
        return None
    if actor.is_(Role.OFFICER, Role.DISPATCHER) and grade in actor.grades:
        return None
    return _("The lists of a class are exported by its class teacher, and in their grades by dispatcher and officer.")


def may_export_lists(actor: Actor) -> str | None:
    """The lists of all classes at once; dispatcher and officer are answered their grades (O8.1d, O8.2b, O8.6)."""
    if why := not_from_home(actor):
        return why
    if actor.is_(*LEADERS, Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The lists of the whole school are exported by the officer, the dispatcher and who leads the school.")


def may_copy_timetable(actor: Actor) -> str | None:
    """The timetable as it hangs on the wall, and empty workbooks: no personal data."""
    if actor.staff is not None or actor.is_(Role.CONSOLE):
        return None
    return _("Workbooks are made for the staff.")


def may_import_marks(actor: Actor) -> str | None:
    """The paper part of the journals as workbooks: who keeps the school's data (C25)."""
    if actor.is_(Role.OFFICER, Role.CONSOLE):
        return None
    return _("Marks of the paper journal are imported by the officer for informatization.")


def may_export_marks(actor: Actor, school_class: ClassId | None) -> str | None:
    """The journals of a class as a workbook: its class teacher, who leads the school, the console (O8.4, O8.6)."""
    if why := not_from_home(actor):
        return why
    if actor.is_(*LEADERS, Role.CONSOLE) or (school_class is not None and school_class in actor.classes):
        return None
    return _("The journals of a class are exported by its class teacher and who leads the school.")


def may_import_lists(actor: Actor, leading: bool) -> str | None:
    """Lists as they are handed in: those who keep data, and where one only looks, who leads a class (O8.4b)."""
    if actor.is_(Role.OFFICER, Role.DISPATCHER, Role.CONSOLE) or (leading and actor.is_(Role.CLASS_TEACHER)):
        return None
    return _("Lists are imported by the officer and the dispatcher; class teachers hand in those of their classes.")


def may_hand_in(actor: Actor, places: Mapping[ClassId, int]) -> str | None:
    """Lists of classes, by their grades, before they come in: their keepers, the class teacher the own class."""
    if places.keys() <= set(actor.classes) or may_keep_pupils(actor, set(places.values())) is None:
        return None
    return _("Only the lists of your own class, or of the grades whose data you keep, are shown to you.")


def may_see_inbox(actor: Actor) -> str | None:
    """The names of the files that were handed in: whoever may bring one in (O8.1d, O8.2b, O8.4b, O8.5b)."""
    if actor.is_(Role.TEACHER, Role.CLASS_TEACHER, Role.DISPATCHER, Role.OFFICER, Role.CONSOLE):
        return None
    return _("Files are brought in by teachers, the dispatcher and the officer for informatization.")


def may_hand_over(actor: Actor, school_class: ClassId) -> str | None:
    """The list of a class goes to its keeper by the class teacher (O8.4b)."""
    if school_class in actor.classes:
        return None
    return _("The list of a class is handed over by its class teacher.")
