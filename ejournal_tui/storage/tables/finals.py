"""Exams by their protocols, and what pupils win in olympiads and competitions."""

from peewee import IntegerField, TextField

from .base import Entity


class Exam(Entity):
    """A protocol of an exam of a class; its results stand in `result`, numbered by it."""

    year = IntegerField()
    school_class = IntegerField()
    subject = IntegerField()
    protocol = TextField()
    received = IntegerField()
    """The moment in which its results were received: their 24 hours run from here (R2-3)."""
    author = IntegerField()
    at = IntegerField()


class Examinee(Entity):
    exam = IntegerField()
    pupil = IntegerField()


class Contest(Entity):
    """An olympiad or competition of a pupil with its result."""

    PERSONAL = ("name", "place")
    pupil = IntegerField()
    name = TextField()
    level = TextField()
    place = TextField()
    day = TextField()
    received = IntegerField()
    author = IntegerField()
    at = IntegerField()
