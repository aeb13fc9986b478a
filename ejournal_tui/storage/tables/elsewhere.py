"""What comes from no lesson of this journal: results, and the marks that a certificate brings."""

from peewee import IntegerField, TextField

from .base import Entity


class Certificate(Entity):
    """A paper of another school or a sanatorium with a pupil's marks (C17)."""

    PERSONAL = ("place",)
    pupil = IntegerField()
    number = TextField()
    issued = TextField()
    place = TextField()
    author = IntegerField()
    at = IntegerField()


class CertificateMark(Entity):
    certificate = IntegerField()
    subject = IntegerField()
    day = TextField()
    place = IntegerField()
    value = IntegerField()
    sign = TextField()


class Result(Entity):
    """A pupil's result in a subject: of a period, later of the year, an exam, the final one."""

    PERSONAL = ("reason",)
    pupil = IntegerField()
    subject = IntegerField()
    year = IntegerField()
    kind = TextField()
    scheme = TextField()
    number = IntegerField()
    value = IntegerField()
    source = TextField()
    certificate = IntegerField(null=True)
    author = IntegerField()
    at = IntegerField()
    proposed = IntegerField(null=True)
    reason = TextField(null=True)
    """Why it is higher than proposed, or why there is none."""


class Correction(Entity):
    """A teacher asks to correct closed lessons, and what the deputy head answered."""

    PERSONAL = ("why", "answer")
    course = IntegerField()
    staff = IntegerField()
    starts = TextField()
    ends = TextField()
    why = TextField()
    expires = TextField()
    state = TextField()
    answer = TextField()
    asked_at = IntegerField()
    answered_by = IntegerField(null=True)
    answered_at = IntegerField(null=True)
    result_kind = TextField(null=True)
    """Of what results it is, instead of lessons."""
    number = IntegerField(null=True)
    """Of the period whose results are meant."""


class ResultRaise(Entity):
    """A result above the proposal that waits for the deputy head, and the answer."""

    PERSONAL = ("reason", "answer")
    pupil = IntegerField()
    subject = IntegerField()
    year = IntegerField()
    scheme = TextField()
    number = IntegerField()
    course = IntegerField()
    value = IntegerField()
    proposed = IntegerField(null=True)
    reason = TextField()
    state = TextField()
    author = IntegerField()
    at = IntegerField()
    answer = TextField()
    answered_by = IntegerField(null=True)
    answered_at = IntegerField(null=True)


class ResultDeferral(Entity):
    """A result put off until a day, with the reason."""

    PERSONAL = ("why",)
    pupil = IntegerField()
    subject = IntegerField()
    year = IntegerField()
    scheme = TextField()
    number = IntegerField()
    course = IntegerField()
    until = TextField()
    why = TextField()
    author = IntegerField()
    at = IntegerField()


class PeriodClosing(Entity):
    """A study period of a class is closed, or was opened again."""

    PERSONAL = ("why",)
    period = IntegerField()
    school_class = IntegerField()
    closed = IntegerField()
    why = TextField()
    author = IntegerField()
    at = IntegerField()
