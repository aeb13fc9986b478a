"""The journal itself: lessons with their works, marks, absences and homework."""

from peewee import IntegerField, TextField

from .base import Entity


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
    on_paper_at = IntegerField(null=True)
    """When it was said that the lesson was kept in the paper journal (C25)."""


class Work(Entity):
    lesson = IntegerField()
    kind = IntegerField()
    weight = IntegerField()
    for_all = IntegerField()
    makes_up = IntegerField(null=True)
    """The work of an earlier lesson that is made up here (C03)."""
    marks = IntegerField(null=True)
    """How many marks a cell takes one after the other; one where nothing is said."""


class Mark(Entity):
    PERSONAL = ("comment", "reason")
    work = IntegerField()
    pupil = IntegerField()
    place = IntegerField()
    value = IntegerField()
    sign = TextField()
    comment = TextField()
    author = IntegerField()
    at = IntegerField()
    reason = TextField(null=True)
    """Why it was changed later than its day (C05)."""


class Absence(Entity):
    lesson = IntegerField()
    pupil = IntegerField()
    letter = TextField()
    minutes = IntegerField(null=True)
    author = IntegerField()
    at = IntegerField()
    paper = IntegerField(null=True)
    """The paper that gave the letter."""


class AbsencePaper(Entity):
    """A paper that says why a pupil was away: for which days, perhaps for some lessons only."""

    PERSONAL = ("reason", "number")
    pupil = IntegerField()
    kind = TextField()
    reason = TextField()
    letter = TextField()
    number = TextField()
    stated = TextField()
    starts = TextField()
    ends = TextField()
    first_lesson = IntegerField(null=True)
    last_lesson = IntegerField(null=True)
    author = IntegerField()
    at = IntegerField()


class AbsenceNotice(Entity):
    """What a family says of an absence to come, and what the class teacher answered."""

    PERSONAL = ("reason", "word", "answer")
    pupil = IntegerField()
    reason = TextField()
    """Its code in the school's list."""
    word = TextField()
    starts = TextField()
    ends = TextField()
    state = TextField()
    answer = TextField()
    said = TextField()
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
    on_day = IntegerField(null=True)
    """Whether the day of `due` itself was chosen, not the lesson on it."""


class PersonalHomework(Entity):
    """A homework of some pupils of a lesson, beside that of all."""

    PERSONAL = ("text",)
    lesson = IntegerField()
    place = IntegerField()
    text = TextField()
    due = TextField(null=True)
    on_day = IntegerField(null=True)
    minutes = IntegerField(null=True)
    author = IntegerField()
    at = IntegerField()


class HomeworkPupil(Entity):
    homework = IntegerField()
    pupil = IntegerField()


class ConductNote(Entity):
    """What a teacher tells the family of a pupil of a lesson: conduct, or praise."""

    PERSONAL = ("text",)
    lesson = IntegerField()
    pupil = IntegerField()
    praise = IntegerField()
    text = TextField()
    author = IntegerField()
    at = IntegerField()


class SheetRelease(Entity):
    """The weekly sheets of a class are given to the print."""

    school_class = IntegerField()
    week = TextField()
