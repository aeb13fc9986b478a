"""Who may do what: pure functions, one sentence each; the specification is the permission matrix of the tests.

Each answers None, or why not and what to do.
"""

from collections.abc import Collection, Mapping

from ..i18n import _
from .people import Actor, ClassId, GuardianId, PupilId, Role, StaffId

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


def only_self(actor: Actor, account: int) -> str | None:
    """What concerns a person's own account; the console has none."""
    return None if actor.account == account and not actor.is_(Role.CONSOLE) else _("This belongs to another person.")


def may_export_staff(actor: Actor) -> str | None:
    """The staff list with phones and the workload (O8.1b, O8.1d, O8.6)."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.CONSOLE):
        return None
    return _("The staff list is exported by the officer for informatization, the deputy head and the director.")


def may_export_class(actor: Actor, school_class: ClassId, grade: int) -> str | None:
    """The lists of a class: its class teacher, dispatcher and officer in their grades (O8.1d, O8.2b, O8.4b, O8.6)."""
    if actor.is_(*LEADERS, Role.CONSOLE) or school_class in actor.classes:
        return None
    if actor.is_(Role.OFFICER, Role.DISPATCHER) and grade in actor.grades:
        return None
    return _("The lists of a class are exported by its class teacher, and in their grades by dispatcher and officer.")


def may_export_lists(actor: Actor) -> str | None:
    """The lists of all classes at once; dispatcher and officer are answered their grades (O8.1d, O8.2b, O8.6)."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The lists of the whole school are exported by the officer, the dispatcher and who leads the school.")


def may_copy_timetable(actor: Actor) -> str | None:
    """The timetable as it hangs on the wall, and empty workbooks: no personal data."""
    if actor.staff is not None or actor.is_(Role.CONSOLE):
        return None
    return _("Workbooks are made for the staff.")


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


def may_decide_teaching(actor: Actor) -> str | None:
    """Rules of marks and deadlines, study periods, kinds of work and of lesson: the deputy head."""
    return None if actor.is_(Role.DEPUTY) else _("How marks are given and counted is decided by the deputy head.")


def may_keep_calendar(actor: Actor) -> str | None:
    """Holidays, days off, moved days, bells: the deputy head and the dispatcher (O8.2a)."""
    if actor.is_(Role.DEPUTY, Role.DISPATCHER):
        return None
    return _("The calendar and the bells are kept by the deputy head and the dispatcher.")


def may_keep_subjects(actor: Actor) -> str | None:
    """The list of subjects: the officer and the deputy head."""
    if actor.is_(Role.OFFICER, Role.DEPUTY):
        return None
    return _("The subjects are kept by the officer for informatization and the deputy head.")


def may_keep_school(actor: Actor) -> str | None:
    """The facts of the school: the officer for informatization."""
    if actor.is_(Role.OFFICER):
        return None
    return _("The facts of the school are kept by the officer for informatization.")


def may_see_settings(actor: Actor) -> str | None:
    """The settings of the school: whoever keeps a part of them, and who leads the school."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The settings are seen by the deputy head, the director, the officer and the dispatcher.")


def may_see_turn(actor: Actor) -> str | None:
    """The next study year: keepers of data prepare it, who leads the school looks at it (C26)."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The next study year is prepared by the officer for informatization and the dispatcher.")


def may_bring_from_paper(actor: Actor, teachers: Collection[StaffId], closed: bool) -> str | None:
    """What stands in the paper journal of a course: its teacher (C25)."""
    if actor.is_(Role.TEACHER) and actor.staff in teachers:
        return may_enter(closed)
    return _("What stands in the paper journal is entered by the course's teacher.")


def may_import_marks(actor: Actor) -> str | None:
    """The paper part of the journals as workbooks: who keeps the school's data (C25)."""
    if actor.is_(Role.OFFICER, Role.CONSOLE):
        return None
    return _("Marks of the paper journal are imported by the officer for informatization.")


def may_export_marks(actor: Actor, school_class: ClassId | None) -> str | None:
    """The journals of a class as a workbook: its class teacher, who leads the school, the console (O8.4, O8.6)."""
    if actor.is_(*LEADERS, Role.CONSOLE) or (school_class is not None and school_class in actor.classes):
        return None
    return _("The journals of a class are exported by its class teacher and who leads the school.")


def may_enter_certificate(actor: Actor, places: Collection[Place]) -> str | None:
    """Marks of another school by its paper: the class teacher, the keeper of the grade's data (C17)."""
    of_the_child = any(school_class in actor.classes or grade in actor.grades for school_class, grade in places)
    if of_the_child and not actor.is_(Role.CONSOLE):
        return None
    return _("Marks of a certificate are entered by the class teacher and the keeper of the grade's data.")


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
    if actor.staff is not None and actor.staff in teachers:
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


def may_read_own_class(actor: Actor) -> str | None:
    """The morning of the own class (C38)."""
    if actor.classes or actor.is_(Role.CLASS_TEACHER):
        return None
    return _("This is the screen of those who lead a class.")


def may_read_officer_page(actor: Actor) -> str | None:
    """Who cannot sign in, and gaps in the data (O8.1, C38)."""
    return None if actor.is_(Role.OFFICER) else _("This is the screen of the officer for informatization.")


def may_read_school_page(actor: Actor) -> str | None:
    """The school in a page (C38)."""
    return None if actor.is_(*LEADERS) else _("The school in a page is read by the director and the deputy head.")


def may_propose_contact(actor: Actor, guardian: GuardianId | None) -> str | None:
    """A guardian's own contact, which counts from the paper on (C19)."""
    if guardian is not None and actor.guardian == guardian:
        return None
    return _("A contact is proposed by the guardian whose it is.")


def may_see_proposals(actor: Actor) -> str | None:
    """What families propose: class teachers and keepers of data, each the own part (C19)."""
    if actor.is_(Role.CLASS_TEACHER, Role.OFFICER, Role.DISPATCHER):
        return None
    return _("What families propose is answered by the class teacher and the keeper of the grade's data.")
