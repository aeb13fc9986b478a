"""What a school decides and keeps for all: its year, its bells, its subjects and kinds."""

from peewee import IntegerField, TextField

from .base import Entity


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
    school_class = IntegerField(null=True)


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
    week = IntegerField(null=True)


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
    marks = IntegerField(null=True)
    """How many marks a cell of its works takes; one where nothing is said."""


class LessonKind(Entity):
    code = TextField()
    name = TextField()
