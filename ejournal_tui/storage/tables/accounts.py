"""Who may enter, and who is in."""

from peewee import CompositeKey, IntegerField, TextField

from .base import Entity, Table


class Account(Entity):
    # The login of a member of staff is made of the name.
    PERSONAL = ("login",)
    login = TextField()
    staff = IntegerField(null=True)
    pupil = IntegerField(null=True)
    guardian = IntegerField(null=True)
    disabled = IntegerField(default=0)
    closes = TextField(null=True)
    """The last day on which it lets its person in."""


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
    account = IntegerField(null=True)
    """Whose, where the login is somebody's; empty for a terminal and for a login that nobody has."""

    class Meta:
        primary_key = CompositeKey("kind", "key")


class KnownSource(Table):
    """Where somebody has signed in before."""

    account = IntegerField()
    source = TextField()
    last_ok = IntegerField()

    class Meta:
        table_name = "known_source"
        primary_key = CompositeKey("account", "source")


class Admission(Table):
    """That somebody may come in at a terminal now, whatever was tried before; gone once it is used."""

    account = IntegerField()
    source = TextField()
    until = IntegerField()
    tries = IntegerField()

    class Meta:
        primary_key = CompositeKey("account", "source")


class AccountUnlock(Entity):
    """That somebody was let sign in again after too many failures, and why."""

    PERSONAL = ("reason",)
    account = IntegerField()
    reason = TextField()
    fails = IntegerField()
    author = IntegerField()
    at = IntegerField()

    class Meta:
        table_name = "account_unlock"


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


class Terminal(Entity):
    """A place from which people sign in."""

    source = TextField()
    name = TextField()
    room = TextField()
    zone = TextField()
    tested = TextField(null=True)
    """The day of its last self-test."""
    faults = TextField(null=True)
    """What the self-test found wanting, as codes."""


class Preference(Table):
    """What a person chose for the own hand; no part of the record."""

    account = IntegerField()
    name = TextField()
    value = TextField()

    class Meta:
        primary_key = CompositeKey("account", "name")


class Draft(Table):
    account = IntegerField()
    place = TextField()
    text = TextField()
    at = IntegerField()

    class Meta:
        primary_key = CompositeKey("account", "place")
