"""Who learns what with whom and when: plans, timetable, substitutions, groups, workload."""

from collections.abc import Collection

from ...i18n import _
from ..people.people import Actor, ClassId, Role, StaffId
from .lessons import may_read_course
from .people import may_keep_pupils
from .roles import LEADERS


def may_keep_timetable(actor: Actor) -> str | None:
    """The timetable of the whole school (O8.2a)."""
    if actor.is_(Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The timetable is changed by the dispatcher.")


def may_keep_plan(actor: Actor, teachers: Collection[StaffId]) -> str | None:
    """The lesson plan of a course: its teacher (O8.5b); the console when it imports."""
    if actor.is_(Role.CONSOLE) or (actor.is_(Role.TEACHER) and actor.staff in teachers):
        return None
    return _("The lesson plan is kept by the course's teacher.")


def may_read_plan(actor: Actor, teachers: Collection[StaffId], school_class: ClassId | None) -> str | None:
    """A course's lesson plan: who may read its journal; the console, which takes plans in and out."""
    return None if actor.is_(Role.CONSOLE) else may_read_course(actor, teachers, school_class)


def may_read_plans(actor: Actor) -> str | None:
    """The list of lesson plans: who teaches sees the own ones, who leads the school all of them."""
    if actor.is_(*LEADERS, Role.TEACHER):
        return None
    return _("The lesson plans are seen by those who teach, the deputy head and the director.")


def may_approve_plan(actor: Actor) -> str | None:
    """A lesson plan is agreed to by the deputy head before use (C27)."""
    return None if actor.is_(Role.DEPUTY) else _("A lesson plan is approved by the deputy head.")


def may_order_substitutions(actor: Actor) -> str | None:
    """Who is away, who keeps whose lesson, what is called off or moved (O8.2a, R1-2.1)."""
    if actor.is_(Role.DISPATCHER, Role.DEPUTY):
        return None
    return _("Substitutions are ordered by the dispatcher and the deputy head.")


def may_read_substitutions(actor: Actor) -> str | None:
    """The substitutions of a day and their papers, the reasons of absence among them."""
    if actor.is_(*LEADERS, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("Substitutions are seen by the dispatcher, the deputy head and the director.")


def may_read_timetable(actor: Actor) -> str | None:
    """The timetable of the whole school: everybody of the staff (5.2)."""
    if actor.staff is not None or actor.is_(Role.CONSOLE):
        return None
    return _("The timetable of the school is read by its staff.")


def may_set_slots(actor: Actor, classes: Collection[ClassId | None], set_by: str) -> str | None:
    """Cells of the timetable: the dispatcher all, a class teacher the own class's; what the dispatcher set stays.

    `classes` are those the cells belong to, None for a group of several; `set_by` names the dispatcher who has set one
    of the cells by hand, "" where none has. Both roles keep the timetable in the order (8.2, 8.4): the dispatcher wins.
    """
    if may_keep_timetable(actor) is None:
        return None
    if not actor.classes:
        return _("The timetable is changed by the dispatcher, and by class teachers for their classes.")
    if not actor.classes.issuperset(classes):
        return _("A class teacher changes the timetable of the own class only: ask the dispatcher.")
    if set_by:
        return _("The dispatcher {name} has set this lesson: ask there for another place.").format(name=set_by)
    return None


def may_begin_timetable(actor: Actor) -> str | None:
    """A timetable from a day on, to be changed then: who may change any cell."""
    return None if actor.classes else may_keep_timetable(actor)


def may_drop_timetable(actor: Actor, classes: Collection[ClassId | None]) -> str | None:
    """A timetable as a whole; a class teacher one in which only the own class differs (`classes`)."""
    if may_keep_timetable(actor) is None or (actor.classes and actor.classes.issuperset(classes)):
        return None
    return _("Other classes have changes in this timetable: the dispatcher takes it back.")


def may_divide(actor: Actor, school_class: ClassId | None, grades: Collection[int]) -> str | None:
    """Who learns in which subgroup: the class teacher, the keeper of the grades' data (O8.1e, O8.2c, O8.4f)."""
    if school_class is not None and school_class in actor.classes:
        return None
    if may_keep_pupils(actor, grades) is None:
        return None
    return _("Groups are made up by the class teacher and the keeper of the grade's data.")


def may_propose_split(actor: Actor, teachers: Collection[int]) -> str | None:
    """Who should learn in which subgroup of the own subject is proposed by its teacher (O8.5a)."""
    if actor.is_(Role.TEACHER) and actor.staff in teachers:
        return None
    return _("A split is proposed by those who teach the subject in this class.")


def may_read_groups(
    actor: Actor, school_class: ClassId | None, grades: Collection[int], teachers: Collection[int]
) -> str | None:
    """Who learns in which group: who makes it up, who teaches it, who leads the school."""
    if actor.is_(*LEADERS) or may_divide(actor, school_class, grades) is None:
        return None
    if actor.is_(Role.TEACHER) and actor.staff in teachers:
        return None
    return _("These groups are seen by their teachers, the class teacher and the keeper of the grade's data.")


def may_list_groups(actor: Actor) -> str | None:
    """The list of groups: each person is answered the own ones."""
    if actor.is_(Role.TEACHER, Role.CLASS_TEACHER, Role.DISPATCHER, Role.OFFICER, *LEADERS, Role.CONSOLE):
        return None
    return _("Groups are seen by teachers, keepers of data and those who lead the school.")


def may_keep_workload(actor: Actor) -> str | None:
    """Which courses there are, with how many hours, and who teaches them from when: the deputy head."""
    if actor.is_(Role.DEPUTY, Role.CONSOLE):
        return None
    return _("The workload is kept by the deputy head.")


def may_read_workload(actor: Actor) -> str | None:
    """The workload: who leads the school, who keeps its data and timetable; a teacher is answered the own part."""
    if actor.is_(Role.TEACHER, Role.CLASS_TEACHER, Role.DISPATCHER, Role.OFFICER, *LEADERS, Role.CONSOLE):
        return None
    return _("The workload is seen by teachers, keepers of data and those who lead the school.")
