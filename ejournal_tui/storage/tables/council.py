"""The end of a year: what the pedagogical council decided, and how academic debt is made good."""

from peewee import IntegerField, TextField

from .base import Entity


class CouncilDecision(Entity):
    """What was decided about a pupil in one matter of a year."""

    PERSONAL = ("word",)
    pupil = IntegerField()
    year = IntegerField()
    school_class = IntegerField()
    matter = TextField()
    kind = TextField()
    protocol = TextField()
    day = TextField()
    word = TextField()
    author = IntegerField()
    at = IntegerField()


class DebtAttempt(Entity):
    """A day on which an academic debt is or was to be made good, and what came of it."""

    PERSONAL = ("word",)
    pupil = IntegerField()
    subject = IntegerField()
    year = IntegerField()
    number = IntegerField()
    day = TextField()
    value = IntegerField(null=True)
    """None until it was held."""
    word = TextField()
    author = IntegerField()
    at = IntegerField()
