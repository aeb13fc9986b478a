"""The paper part of class journals out of workbooks: marks by date, absences, results of past periods (C25)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..domain import policy
from ..domain.errors import Refusal
from ..domain.gradebook import GradebookSheet
from ..domain.people import Actor
from ..domain.search import key as search_key
from ..i18n import N_, _
from ..storage import groups
from ..storage.records import Record, Step, put_back
from ..storage.school import School
from .importing import Import, Tally
from .paper_sheet import PaperSheet


@dataclass(frozen=True)
class ImportMarks(Import):
    """What paper journals tell, as one deed; its undo is the same verb, which puts back what it wrote."""

    TITLE = N_("import of the paper journal")
    QUIET = False
    sheets: tuple[GradebookSheet, ...]
    steps: tuple[Step, ...] = field(default=(), repr=False)

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, or the console of the home."""
        return policy.may_import_marks(actor)

    def tally(self, school: School, write: bool) -> Tally:
        """Lay every cell beside the journal; what contradicts it is a conflict."""
        return self._walk(school, Record(school) if write else None)

    def _walk(self, school: School, record: Record | None) -> Tally:
        tally, seen = Tally(), set[int]()
        courses = {_spoken(c.group_title, c.subject): c for c in groups.courses_of_year(school)}
        for sheet in self.sheets:
            course = courses.get(_spoken(sheet.group, sheet.subject))
            if course is None:
                tally.conflicts.append(
                    _("{address}: the workload has no {subject} in “{group}”.").format(
                        address=sheet.where, subject=sheet.subject, group=sheet.group
                    )
                )
            elif course.id in seen:
                tally.conflicts.append(
                    _("{address}: this journal stands in the file twice.").format(address=sheet.where)
                )
            else:
                seen.add(course.id)
                PaperSheet(school, course, sheet, tally, record).walk()
        return tally

    def apply(self, school: School) -> "ImportMarks":
        """Write everything or nothing, or put back what was written; raises Refusal with every conflict."""
        if self.steps:
            put_back(school, self.steps)
            return replace(self, steps=())
        found = self._walk(school, None)
        if found.conflicts:
            raise Refusal(_("The file contradicts the journal."), "\n".join(found.conflicts))
        record = Record(school)
        self._walk(school, record)
        return replace(self, steps=tuple(record.steps))

    def facts(self) -> Mapping[str, object]:
        """How many cells came in."""
        return {
            "sheets": len(self.sheets), "days": sum(len(sheet.days) for sheet in self.sheets),
            "periods": sum(len(sheet.periods) for sheet in self.sheets),
        }  # fmt: skip


def _spoken(group: str, subject: str) -> str:
    return search_key(f"{group} {subject}".replace(",", " ").replace(".", " "))
