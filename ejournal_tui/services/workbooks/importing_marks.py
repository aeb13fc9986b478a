"""The paper part of class journals out of workbooks: marks by date, absences, results of past periods (C25)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain import policy
from ...domain.people.people import Actor
from ...domain.text.search import key as search_key
from ...domain.workbooks.gradebook import GradebookSheet
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.log.records import Record
from ...storage.school import School
from .importing import Import, Tally
from .paper_sheet import PaperSheet


@dataclass(frozen=True)
class ImportMarks(Import):
    """What paper journals tell, as one deed."""

    TITLE = N_("import of the paper journal")
    sheets: tuple[GradebookSheet, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, or the console of the home."""
        return policy.may_import_marks(actor)

    def tally(self, school: School, write: bool) -> Tally:
        """Lay every cell beside the journal; what contradicts it is a conflict."""
        return self._walk(school, Record(school) if write else None)

    def _walk(self, school: School, record: Record | None) -> Tally:
        tally, seen = Tally(ruling=self.ruling), set[int]()
        courses = {_spoken(c.group_title, c.subject): c for c in groups.courses_of_year(school)}
        for sheet in self.sheets:
            course = courses.get(_spoken(sheet.group, sheet.subject))
            if course is None:
                tally.contradict(
                    _("{address}: the workload has no {subject} in “{group}”.").format(
                        address=sheet.where, subject=sheet.subject, group=sheet.group
                    )
                )
            elif course.id in seen:
                tally.contradict(
                    _("{address}: this journal stands in the file twice.").format(address=sheet.where)
                )
            else:
                seen.add(course.id)
                PaperSheet(school, course, sheet, tally, record).walk()
        return tally

    def facts(self) -> Mapping[str, object]:
        """How many cells came in."""
        return {
            **super().facts(), "sheets": len(self.sheets), "days": sum(len(sheet.days) for sheet in self.sheets),
            "periods": sum(len(sheet.periods) for sheet in self.sheets),
        }  # fmt: skip


def _spoken(group: str, subject: str) -> str:
    return search_key(f"{group} {subject}".replace(",", " ").replace(".", " "))
