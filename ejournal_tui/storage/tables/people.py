"""Staff, pupils and their families."""

from peewee import IntegerField, TextField

from .base import Entity


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


class IndividualPlan(Entity):
    """A subject that a pupil does not learn by an individual plan, and when (C15)."""

    pupil = IntegerField()
    subject = IntegerField()
    starts = TextField()
    ends = TextField(null=True)
    number = TextField()
    stated = TextField()
    author = IntegerField()
    at = IntegerField()


class ContactStatement(Entity):
    """The paper by which a family changed a contact or the form of informing (C19)."""

    what = TextField()
    pupil = IntegerField(null=True)
    guardian = IntegerField(null=True)
    number = TextField()
    stated = TextField()
    author = IntegerField()
    at = IntegerField()


class ContactProposal(Entity):
    """A contact that a guardian proposes until the class teacher has the paper (C19)."""

    PERSONAL = ("phone", "email", "refused")
    guardian = IntegerField()
    phone = TextField()
    email = TextField()
    refused = TextField()
    """The word with which it was refused."""
    at = IntegerField()
