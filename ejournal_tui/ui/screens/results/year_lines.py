"""The marks of the year as lines of a table."""

from ....domain.journal.marks import Mark
from ....domain.journal.outside import Result, ResultKind
from ....domain.results.year_marks import Proposal, YearRow, YearTable
from ....domain.text.words import bare, decimal
from ....i18n import N_, _
from ...widgets.pick_list import ListColumn
from .results_list import DIFFERS, NAMES

WHOLE = 11


def columns(table: YearTable, kind: ResultKind) -> tuple[ListColumn, ...]:
    """The periods, the figures, the marks of the year as a whole; what is given stands in brackets."""
    heads = [ListColumn(str(n), 3) for n, _title in enumerate(table.periods, 1)]
    whole = [_head(ResultKind.YEAR, bare(N_("results|Year")), kind)]
    if _has_exams(table):
        whole.append(ListColumn(bare(N_("results|Exam")), 5))
    if table.finals:
        whole.append(_head(ResultKind.FINAL, bare(N_("results|Final")), kind))
    figures = [ListColumn(bare(N_("results|avg")), 4, True), ListColumn(bare(N_("results|prop")), 5, True)]
    return ListColumn("", 3, True), ListColumn(_("Pupil"), NAMES), *heads, *figures, *whole


def cells(row: YearRow, table: YearTable, kind: ResultKind) -> list[str]:
    """What stands in the columns behind the name."""
    one = proposal_of(row, kind)
    average = decimal(one.average) if one.average is not None else ""
    proposed = Mark(one.value).text if one.value is not None else "?" if one.trouble and row.periods else ""
    found = [*(_shown(result) for result in row.periods), average, proposed, f" {_shown(row.year)}"]
    if _has_exams(table):
        found.append(_shown(row.exam))
    return [*found, f" {_shown(row.final)}"] if table.finals else found


def proposal_of(row: YearRow, kind: ResultKind) -> Proposal:
    """What the year or the final mark follows from."""
    return row.year_proposal if kind is ResultKind.YEAR else row.final_proposal


def decided() -> list[str]:
    """What is usually said where nothing could be proposed."""
    return [_("results of the paper journal"), _("decision of the pedagogical council"), _("results of another school")]


def _has_exams(table: YearTable) -> bool:
    return table.finals or any(row.exam for row in table.rows)


def _head(kind: ResultKind, words: str, given: ResultKind) -> ListColumn:
    return ListColumn(f"[{words}]" if kind is given else words, WHOLE)


def _shown(result: Result | None) -> str:
    return result.text + DIFFERS * result.differs if result else "·"
