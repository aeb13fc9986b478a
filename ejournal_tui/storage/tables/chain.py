"""The log of deeds, chained."""

from peewee import BlobField, IntegerField, TextField

from .base import Table


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
