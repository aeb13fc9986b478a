"""The only place that knows the database.

peewee imports every driver it finds, which costs 200 ms of start: here it finds those that were imported before it,
and only a journal that is configured to live on a server has its driver imported.
"""

import sys

_DRIVERS = ("psycopg", "psycopg2", "psycopg2cffi", "pymysql", "MySQLdb")


def _import_peewee() -> None:
    hidden = [name for name in _DRIVERS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None marks "not importable"
    try:
        import peewee  # noqa: F401  # so that everybody's import finds this one
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


_import_peewee()
