"""The tables as peewee sees them; the columns' truth is the migrations' SQL, kept equal by a test.

Models carry no database: a query is always executed on a named one. Dates are ISO text, instants are
milliseconds of UTC. `PERSONAL` names the columns whose text must stay out of the audit chain.
"""

from typing import ClassVar

from peewee import BlobField, CompositeKey, IntegerField, Model, TextField


class Table(Model):
    """What every table shares."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    class Meta:
        legacy_table_names = False
        only_save_dirty = True


class Entity(Table):
    """A row whose every change stands in the audit chain; its id is the number of the line that made it."""

    id = IntegerField(primary_key=True)
    version = IntegerField(default=1)


class Setting(Entity):
    name = TextField()
    value = TextField()


class StudyYear(Entity):
    title = TextField()
    starts = TextField()
    ends = TextField()
    week = IntegerField()


class CalendarDay(Entity):
    year = IntegerField()
    kind = TextField()
    starts = TextField()
    ends = TextField()
    title = TextField()
    first_grade = IntegerField()
    last_grade = IntegerField()
    as_weekday = IntegerField(null=True)


class StudyPeriod(Entity):
    year = IntegerField()
    scheme = TextField()
    number = IntegerField()
    starts = TextField()
    ends = TextField()
    closed_at = IntegerField(null=True)


class GradeScheme(Entity):
    year = IntegerField()
    grade = IntegerField()
    scheme = TextField()


class Bell(Entity):
    number = IntegerField()
    starts = TextField()
    ends = TextField()


class Subject(Entity):
    name = TextField()
    short = TextField()
    markless = IntegerField()


class WorkKind(Entity):
    code = TextField()
    name = TextField()
    short = TextField()
    weight = IntegerField()
    due_days = IntegerField()
    for_all = IntegerField()


class LessonKind(Entity):
    code = TextField()
    name = TextField()


class Staff(Entity):
    PERSONAL = ("surname", "given", "patronymic", "search_key", "phone", "email")
    surname = TextField()
    given = TextField()
    patronymic = TextField()
    search_key = TextField()
    post = TextField()
    room = TextField()
    phone = TextField()
    email = TextField()
    dismissed = TextField(null=True)
    """The last day at school."""


class StaffRole(Entity):
    staff = IntegerField()
    role = TextField()
    first_grade = IntegerField(null=True)
    last_grade = IntegerField(null=True)
    starts = TextField()
    ends = TextField(null=True)


class Pupil(Entity):
    PERSONAL = ("surname", "given", "patronymic", "search_key", "birth", "phone")
    surname = TextField()
    given = TextField()
    patronymic = TextField()
    search_key = TextField()
    birth = TextField()
    sex = TextField()
    file_number = TextField()
    language = TextField()
    education_form = TextField()
    phone = TextField()
    enrolled = TextField(null=True)


class Guardian(Entity):
    PERSONAL = ("surname", "given", "patronymic", "search_key", "phone", "email")
    surname = TextField()
    given = TextField()
    patronymic = TextField()
    search_key = TextField()
    phone = TextField()
    email = TextField()


class Guardianship(Entity):
    pupil = IntegerField()
    guardian = IntegerField()
    relation = TextField()
    on_paper = IntegerField()
    ends = TextField(null=True)


class HomeTuition(Entity):
    """A stretch of days on which a pupil is taught at home."""

    pupil = IntegerField()
    starts = TextField()
    ends = TextField(null=True)
    order_number = TextField()


class ContactStatement(Entity):
    """The paper by which a family changed a contact or the form of informing (C19)."""

    what = TextField()
    pupil = IntegerField(null=True)
    guardian = IntegerField(null=True)
    number = TextField()
    stated = TextField()
    author = IntegerField()
    at = IntegerField()


class StudyGroup(Entity):
    """A class is a group of kind "class"; its id is the class's id."""

    year = IntegerField()
    kind = TextField()
    name = TextField()
    grade = IntegerField()
    letter = TextField()
    of_class = IntegerField(null=True)


class ClassTeacher(Entity):
    school_class = IntegerField()
    staff = IntegerField()
    starts = TextField()
    ends = TextField(null=True)


class Membership(Entity):
    study_group = IntegerField()
    pupil = IntegerField()
    starts = TextField()
    ends = TextField(null=True)
    order_number = TextField()
    left_order = TextField()


class Course(Entity):
    subject = IntegerField()
    study_group = IntegerField()
    half_hours = IntegerField()


class Teaching(Entity):
    course = IntegerField()
    staff = IntegerField()
    starts = TextField()
    ends = TextField(null=True)


class Timetable(Entity):
    year = IntegerField()
    starts = TextField()
    ends = TextField(null=True)
    title = TextField()


class Slot(Entity):
    timetable = IntegerField()
    course = IntegerField()
    weekday = IntegerField()
    number = IntegerField()
    room = TextField()


class PlanEntry(Entity):
    """One planned lesson of a course."""

    course = IntegerField()
    number = IntegerField()
    topic = TextField()
    homework = TextField()
    work_kind = IntegerField(null=True)
    section = TextField()
    planned_on = TextField(null=True)


class PlanApproval(Entity):
    """The deputy head's agreement to a course's plan as it was."""

    course = IntegerField()
    staff = IntegerField()
    at = IntegerField()
    digest = TextField()


class Lesson(Entity):
    PERSONAL = ("topic",)
    course = IntegerField()
    day = TextField()
    number = IntegerField()
    room = TextField()
    state = TextField()
    topic = TextField()
    plan_entry = IntegerField(null=True)
    kind = IntegerField(null=True)
    substitute = IntegerField(null=True)
    roll_at = IntegerField(null=True)
    held_at = IntegerField(null=True)


class Work(Entity):
    lesson = IntegerField()
    kind = IntegerField()
    weight = IntegerField()
    for_all = IntegerField()


class Mark(Entity):
    PERSONAL = ("comment",)
    work = IntegerField()
    pupil = IntegerField()
    place = IntegerField()
    value = IntegerField()
    sign = TextField()
    comment = TextField()
    author = IntegerField()
    at = IntegerField()


class Absence(Entity):
    lesson = IntegerField()
    pupil = IntegerField()
    letter = TextField()
    minutes = IntegerField(null=True)
    author = IntegerField()
    at = IntegerField()


class Homework(Entity):
    PERSONAL = ("text",)
    lesson = IntegerField()
    text = TextField()
    none_set = IntegerField()
    due = TextField(null=True)
    minutes = IntegerField(null=True)
    author = IntegerField()
    at = IntegerField()


class SheetRelease(Entity):
    """The weekly sheets of a class are given to the print."""

    school_class = IntegerField()
    week = TextField()


class StaffAbsence(Entity):
    staff = IntegerField()
    starts = TextField()
    ends = TextField()
    reason = TextField()
    order_number = TextField()


class Substitution(Entity):
    """What was ordered about a lesson; where a lesson was moved away, it names the lesson's new place."""

    lesson = IntegerField()
    kind = TextField()
    substitute = IntegerField(null=True)
    reason = TextField()
    order_number = TextField()
    confirmed = IntegerField()
    moved_to = IntegerField(null=True)


class Account(Entity):
    # The login of a member of staff is made of the name.
    PERSONAL = ("login",)
    login = TextField()
    staff = IntegerField(null=True)
    pupil = IntegerField(null=True)
    guardian = IntegerField(null=True)
    disabled = IntegerField(default=0)


class Credential(Table):
    """Secrets of an account, as hashes; never in the chain, never shown."""

    account = IntegerField(primary_key=True)
    password = TextField(null=True)
    code = TextField(null=True)
    code_until = IntegerField(null=True)
    changed_at = IntegerField(null=True)


class Throttle(Table):
    kind = TextField()
    key = TextField()
    fails = IntegerField()
    last = IntegerField()
    not_before = IntegerField()

    class Meta:
        primary_key = CompositeKey("kind", "key")


class Sitting(Table):
    """A signed-in session."""

    id = TextField(primary_key=True)
    account = IntegerField()
    terminal = TextField()
    pid = IntegerField()
    started = IntegerField()
    last_seen = IntegerField()
    ended = IntegerField(null=True)
    reason = TextField(null=True)


class Draft(Table):
    account = IntegerField()
    place = TextField()
    text = TextField()
    at = IntegerField()

    class Meta:
        primary_key = CompositeKey("account", "place")


class Deed(Table):
    """The header of what somebody did or was denied; the first line of its stretch of the chain."""

    seq = IntegerField(primary_key=True)
    at = IntegerField()
    actor = IntegerField()
    terminal = TextField()
    verb = TextField()
    outcome = TextField()
    facts = TextField()
    hash = BlobField()


class Trace(Table):
    """One entity changed by a deed."""

    seq = IntegerField(primary_key=True)
    deed = IntegerField()
    entity = TextField()
    entity_id = IntegerField()
    act = TextField()
    data = TextField()
    hash = BlobField()


class Personal(Table):
    """The text behind a salted hash of the chain; erasing a row leaves the chain whole."""

    hash = TextField(primary_key=True)
    salt = TextField()
    text = TextField()


class AuditHead(Table):
    id = IntegerField(primary_key=True)
    seq = IntegerField()
    hash = BlobField()


ENTITIES: dict[str, type[Entity]] = {
    model._meta.table_name: model
    for model in (
        Setting, StudyYear, CalendarDay, StudyPeriod, GradeScheme, Bell, Subject, WorkKind, LessonKind, Staff,
        StaffRole, Pupil, Guardian, Guardianship, StudyGroup, ClassTeacher, Membership, Course, Teaching,
        Timetable, Slot, PlanEntry, Lesson, Work, Mark, Absence, Homework, SheetRelease,
        Account, PlanApproval, HomeTuition, ContactStatement, StaffAbsence, Substitution,
    )
}  # fmt: skip
"""The audited tables by name."""

BLANKS: dict[str, dict[str, object]] = {
    name: {field.name: None if field.null else "" for field in model._meta.sorted_fields}
    for name, model in ENTITIES.items()
}
"""What an empty column of an audited table holds: the log leaves it out, and holds nothing else for empty."""
