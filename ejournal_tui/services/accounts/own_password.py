"""Whether a password that a person chooses is good enough (O8.4g)."""

from ...domain.accounts.passwords import date_spellings, objection
from ...i18n import _
from ...storage.accounts.accounts import Account
from ...storage.people import people
from ...storage.school import School
from .. import reference


def own_password_objection(school: School, account: Account, password: str) -> str | None:
    """What is wrong with a password of somebody's own, or None."""
    return objection(password, account.staff is not None, _context(school, account), reference.common_passwords())


def _context(school: School, account: Account) -> tuple[str, ...]:
    """What a password must not be made of: the family's names and births, login, post, school, classes, subjects."""
    words = [account.login, school.setting("name"), _("class"), *people.subject_ids(school)]
    words += [subject.name for subject in reference.subjects()]
    words += [str(name) for name in people.class_ids(school)]
    names = []
    if account.staff is not None:
        names = [people.name_of(school, "staff", account.staff)]
        words.append(people.post_of(school, account.staff))
    else:
        family = people.family_of(school, account.pupil, account.guardian)
        names = [name for name, _born in family]
        words += [spelled for _name, born in family if born for spelled in date_spellings(born)]
    words += [part for name in names for part in (name.surname, name.given, name.patronymic)]
    return tuple(word for word in words if word)
