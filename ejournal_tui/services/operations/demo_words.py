"""The demo's workbooks in another language: what they say beside the people's names."""

from collections.abc import Mapping
from dataclasses import replace

from ...domain.workbooks.handed_in import PupilRow
from ..workbooks.importing import Import
from ..workbooks.importing_people import ImportGroups, ImportPupils
from ..workbooks.importing_staff import ImportStaff
from ..workbooks.importing_timetable import ImportTimetable


def in_words(change: Import, words: Mapping[str, str]) -> Import:
    """The same import with its subjects, posts, subgroups and the facts of families in other words."""

    def said(text: str) -> str:
        return words.get(text, text)

    if isinstance(change, ImportStaff):
        loads = tuple(replace(row, subject=said(row.subject), group=said(row.group)) for row in change.loads)
        return ImportStaff(tuple(replace(row, post=said(row.post)) for row in change.staff), loads)
    if isinstance(change, ImportGroups):
        return ImportGroups(
            tuple(replace(row, subject=said(row.subject), group=said(row.group)) for row in change.rows)
        )
    if isinstance(change, ImportTimetable):
        return replace(change, slots=tuple(replace(slot, subject=said(slot.subject)) for slot in change.slots))
    assert isinstance(change, ImportPupils)
    return ImportPupils(tuple(_pupil(row, words) for row in change.pupils))


def _pupil(row: PupilRow, words: Mapping[str, str]) -> PupilRow:
    guardians = tuple(replace(one, relation=words.get(one.relation, one.relation)) for one in row.guardians)
    return replace(
        row, language=words.get(row.language, row.language), guardians=guardians,
        education_form=words.get(row.education_form, row.education_form),
    )  # fmt: skip
