"""What a school decides for itself: its rules, its bells of special days, its schemes of single classes and courses."""

from peewee import IntegerField, TextField

from .base import Entity


class Rule(Entity):
    """A rule that differs from the shipped one, for some grades, perhaps a subject, from a day on."""

    name = TextField()
    value = TextField()
    starts = TextField()
    ends = TextField(null=True)
    first_grade = IntegerField()
    last_grade = IntegerField()
    subject = IntegerField(null=True)


class BellSet(Entity):
    """The bells of a shortened day, of a shift; those of plain days are `bell`."""

    name = TextField()
    times = TextField()


class BellUse(Entity):
    """For whom and when a set of bells holds."""

    bell_set = IntegerField()
    starts = TextField()
    ends = TextField()
    weekday = IntegerField(null=True)
    first_grade = IntegerField()
    last_grade = IntegerField()
    school_class = IntegerField(null=True)


class OwnScheme(Entity):
    """The scheme of study periods of one class or one course that differs from its grade's."""

    school_class = IntegerField(null=True)
    course = IntegerField(null=True)
    scheme = TextField()


class TopicPhrase(Entity):
    """A phrase that stands in many topics: «Инструктаж по ТБ» (C13)."""

    text = TextField()


class AbsenceReason(Entity):
    """Why a pupil is away, as papers say it, with the letter it gives."""

    code = TextField()
    name = TextField()
    letter = TextField()
