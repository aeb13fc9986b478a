"""What a person chose for the own hand; kept for the account, beside the record."""

from ..school import School
from ..tables import Preference


def preference(school: School, account: int, name: str) -> str:
    """What somebody chose, "" where nothing."""
    here = (Preference.account == account) & (Preference.name == name)
    rows = school.db.rows(Preference.select(Preference.value).where(here))
    return str(rows[0][0]) if rows else ""


def put_preference(school: School, account: int, name: str, value: str) -> None:
    """Keep what somebody chose."""
    Preference.insert(account=account, name=name, value=value).on_conflict(
        conflict_target=[Preference.account, Preference.name], update={"value": value}
    ).execute(school.db.peewee)
