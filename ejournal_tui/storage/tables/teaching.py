"""Who learns what with whom and when: groups, courses, timetable, plans, substitutions."""

from peewee import IntegerField, TextField

from .base import Entity


class StudyGroup(Entity):
    """A class is a group of kind "class"; its id is the class's id."""

    year = IntegerField()
    kind = TextField()
    name = TextField()
    grade = IntegerField()
    letter = TextField()
    of_class = IntegerField(null=True)
    starts = TextField(null=True)
    ends = TextField(null=True)
    follows = IntegerField(null=True)
    """The class of the year before that goes on in this one."""


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
    standing = TextField()
    """How the pupil came into the class's year: conditionally, or to repeat it; else nothing."""


class Course(Entity):
    subject = IntegerField()
    study_group = IntegerField()
    half_hours = IntegerField()


class Teaching(Entity):
    course = IntegerField()
    staff = IntegerField()
    starts = TextField()
    ends = TextField(null=True)
    signs = IntegerField(null=True)


class SplitProposal(Entity):
    """A teacher's word on which course of a split subject a pupil should learn in from a day, and the answer."""

    PERSONAL = ("answer",)

    course = IntegerField()
    pupil = IntegerField()
    starts = TextField()
    staff = IntegerField()
    state = TextField()
    answer = TextField()
    answered_by = IntegerField(null=True)
    answered_at = IntegerField(null=True)


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
    weeks = TextField()
    author = IntegerField(null=True)
    """The account that set it by hand; None where it came with a whole timetable."""
    at = IntegerField(null=True)
    role = TextField()
    """The role in which the author set it."""


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
