"""The reasons of absence: those of the school, the shipped ones where it has written none."""

from ..domain.attendance.attendance import Absence
from ..domain.settings.reference import AbsenceReasonRef
from ..storage.school import School
from ..storage.settings.settings import absence_reasons
from . import reference


def shipped_reasons() -> tuple[AbsenceReasonRef, ...]:
    """What a paper can say in a school that has decided nothing."""
    return tuple(one for one in reference.rules().absence_reasons if one.letter is not Absence.ABSENT)


def reasons_of(school: School) -> tuple[AbsenceReasonRef, ...]:
    """What a paper can say here."""
    shipped = shipped_reasons()
    said = {(one.code, one.name): one.said for one in shipped}
    return tuple(
        AbsenceReasonRef(code, name, Absence(letter), said.get((code, name), ""))
        for code, name, letter in absence_reasons(school)
    ) or shipped


def known_reasons(school: School) -> tuple[AbsenceReasonRef, ...]:
    """What notices can have said here: the school's list, then what it has taken out of the shipped one."""
    here = reasons_of(school)
    codes = {one.code for one in here}
    return (*here, *(one for one in shipped_reasons() if one.code not in codes))


def write_shipped(school: School) -> None:
    """Make the shipped list the school's own, inside a deed."""
    rows = [(one.code, one.name, one.letter.value) for one in shipped_reasons()]
    school.ledger.insert_many("absence_reason", ("code", "name", "letter"), rows)
