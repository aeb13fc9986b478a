"""Who may do what: pure functions, one sentence each; the specification is the permission matrix of the tests.

Each answers None, or why not and what to do.
"""

from collections.abc import Collection

from ..i18n import _
from .people import Actor, ClassId, PupilId, Role, StaffId

LEADERS = (Role.DEPUTY, Role.DIRECTOR)


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
    if actor.staff is not None and actor.staff in teachers:
        return None
    return _("This journal is kept by other teachers.")


def may_read_own_day(actor: Actor) -> str | None:
    """A teacher's day."""
    return None if actor.is_(Role.TEACHER, Role.CLASS_TEACHER) else _("This is the screen of those who teach.")


def may_read_school_day(actor: Actor) -> str | None:
    """Today of the whole school: who leads it and who makes its timetable."""
    if actor.is_(*LEADERS, Role.DISPATCHER):
        return None
    return _("The whole school's day is seen by the deputy head, the director and the dispatcher.")


def may_read_diary(actor: Actor, pupil: PupilId, school_class: ClassId | None) -> str | None:
    """A pupil's week: the pupil, the guardians, the class teacher, the deputy head and the director."""
    if actor.pupil == pupil or pupil in actor.children or actor.is_(*LEADERS):
        return None
    if school_class is not None and school_class in actor.classes:
        return None
    return _("This diary belongs to another family.")


def may_print_class(actor: Actor, school_class: ClassId) -> str | None:
    """The weekly sheets of a class with their contents (O8.4e, R2-1b)."""
    if actor.is_(*LEADERS, Role.CONSOLE) or school_class in actor.classes:
        return None
    return _("The sheets of a class are printed by its class teacher.")


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


def may_issue_staff_codes(actor: Actor) -> str | None:
    """Codes for staff (O8.1b)."""
    if actor.is_(Role.OFFICER, Role.CONSOLE):
        return None
    return _("Codes for staff are issued by the officer for informatization.")


def may_keep_data(actor: Actor) -> str | None:
    """Whole-school imports of people, groups and courses (O8.1d, O8.2b)."""
    if actor.is_(Role.OFFICER, Role.CONSOLE):
        return None
    return _("The school's data are imported by the officer for informatization.")


def may_keep_timetable(actor: Actor) -> str | None:
    """The timetable of the whole school (O8.2a)."""
    if actor.is_(Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The timetable is changed by the dispatcher.")


def may_read_health(actor: Actor) -> str | None:
    """The state of the home: no personal data in it (O8.3, O8.1a)."""
    if actor.is_(*LEADERS, Role.LAB_ASSISTANT, Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The state of the journal is watched by the lab assistant and the officer.")


def may_back_up(actor: Actor) -> str | None:
    """Copies of the database hold everybody's data: those who archive it (O8.1c, O8.2d)."""
    if actor.is_(Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The journal is copied by the officer for informatization and the dispatcher.")


def may_prove_audit(actor: Actor) -> str | None:
    """The proof of the audit chain: no deed is told by it."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.CONSOLE):
        return None
    return _("The audit is proven by the officer for informatization, the deputy head and the director.")


def may_read_audit(actor: Actor) -> str | None:
    """Who did what: those who control (O8.6)."""
    if actor.is_(*LEADERS, Role.CONSOLE):
        return None
    return _("The audit is read by the deputy head and the director.")


def only_console(actor: Actor) -> str | None:
    """Deeds of the operating system's user of the home: founding, demo data."""
    return None if actor.is_(Role.CONSOLE) else _("This is done from the server's console.")


def may_keep_plan(actor: Actor, teachers: Collection[StaffId]) -> str | None:
    """The lesson plan of a course: its teacher (O8.5b); the console when it imports."""
    if actor.is_(Role.CONSOLE) or (actor.staff is not None and actor.staff in teachers):
        return None
    return _("The lesson plan is kept by the course's teacher.")


def only_self(actor: Actor, account: int) -> str | None:
    """What concerns a person's own account; the console has none."""
    return None if actor.account == account and not actor.is_(Role.CONSOLE) else _("This belongs to another person.")


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


def may_take_lesson(actor: Actor) -> str | None:
    """A lesson that somebody else should keep, taken at once by whoever stands in the class (R1-2.1)."""
    return None if actor.is_(Role.TEACHER) else _("A lesson is taken by a teacher.")
