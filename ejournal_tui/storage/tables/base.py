"""What every table shares."""

from typing import ClassVar

from peewee import IntegerField, Model


class Table(Model):
    """What every table shares."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    class Meta:
        legacy_table_names = False
        only_save_dirty = True


class Entity(Table):
    """A row whose every change stands in the audit chain; its id is the number of the line that made it."""

    id = IntegerField(primary_key=True)
    version = IntegerField(default=1)
