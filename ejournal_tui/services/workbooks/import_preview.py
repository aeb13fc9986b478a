"""What an import would do, line by line, and what a person can decide about each line."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...domain.errors import Invalid
from ...domain.text.words import full_date
from ...domain.workbooks.decisions import Decisions, Leaving, Row, row_at, row_of
from ...domain.workbooks.handed_in import Fault, LeaverRow, Problem
from ...i18n import N_, _, ngettext
from ..session import Session
from .importing import FACTS, Contradiction, Import, PreviewImport, Tally
from .importing_people import ImportGroups, ImportPupils
from .own_part import outside, own_part
from .workbooks import Prepared, decided


class Sort(StrEnum):
    """What a line of the preview is, in the order of the list."""

    ERROR = "error"
    LEAVER = "leaver"
    REPAIR = "repair"
    CONFLICT = "conflict"
    CHANGE = "change"
    ADD = "add"
    ABSENT = "absent"
    OTHERS = "others"


SORTS = {
    Sort.ERROR: N_("error"), Sort.LEAVER: N_("leaver"), Sort.REPAIR: N_("repair"), Sort.CONFLICT: N_("conflict"),
    Sort.CHANGE: N_("difference"), Sort.ADD: N_("new"), Sort.ABSENT: N_("not in the file"),
    Sort.OTHERS: N_("of others"),
}  # fmt: skip
TOLD = (Sort.ADD, Sort.ABSENT, Sort.OTHERS)
"""Lines that only tell something."""
KINDS: dict[str, str] = {
    Fault.LETTERS: N_("letters and spaces"), Fault.DATES: N_("dates"), Fault.CLASSES: N_("names of classes"),
    Fault.PHONES: N_("phones"), Fault.EMAILS: N_("e-mails"), Fault.SEX: N_("sex"),
    Fault.GUESSES: N_("sex guessed from the patronymic"), Fault.NAMES: N_("names"), Fault.AGES: N_("ages"),
    Fault.LEAVERS: N_("struck out"), Fault.TWICE: N_("standing twice"), Fault.LAYOUT: N_("layout of the sheet"),
    Fault.OTHER: N_("other remarks"), "guardian": N_("guardians"),
    **{fact: words for fact, words in FACTS.items() if fact != "guardian"},
}  # fmt: skip
"""What lines can be of, so that all of a kind are decided at once."""


@dataclass(frozen=True)
class Point:
    """One line of the preview."""

    sort: Sort
    address: str
    """«7А!C6», "" for what stands in no cell."""
    words: str
    kind: str = ""
    problem: Problem | None = None
    contradiction: Contradiction | None = None
    leaver: LeaverRow | None = None
    decided: str = ""
    """What was decided, in words; "" for what is still open."""

    @property
    def open(self) -> bool:
        """Whether the import waits for a decision here."""
        return not self.decided and self.sort not in TOLD

    @property
    def proposal(self) -> str:
        """What is proposed to be read in the cell."""
        return self.problem.repair if self.problem else ""


@dataclass(frozen=True)
class Preview:
    """A workbook beside the journal, with what was decided so far."""

    source: Prepared
    decisions: Decisions
    tally: Tally
    points: tuple[Point, ...]
    change: Import
    """What would be done; it waits as long as anything is open."""
    problems: tuple[Problem, ...]
    """What is still wrong with cells, for the marked workbook."""

    @property
    def class_name(self) -> str:
        """The one class that the list is of, "" for none or several."""
        names = self.change.classes() if isinstance(self.change, ImportPupils | ImportGroups) else set()
        return str(next(iter(names))) if len(names) == 1 else ""

    @property
    def open(self) -> tuple[Point, ...]:
        """What waits for a decision."""
        return tuple(point for point in self.points if point.open)


def look(session: Session, source: Prepared, decisions: Decisions) -> Preview:
    """Lay a workbook beside the journal as it was decided; raises Denied."""
    found = own_part(session, decided(source, decisions))
    tally = session.ask(PreviewImport(found.readable))
    told = (*_errors(source, found, decisions), *_contradictions(tally), *_news(tally), *_of_others(found))
    order = list(Sort)
    points = tuple(sorted(told, key=lambda point: order.index(point.sort)))
    return Preview(source, decisions, tally, points, found.readable, found.problems)


def _errors(source: Prepared, found: Prepared, decisions: Decisions) -> Iterator[Point]:
    leavers = {(row.place.sheet, row.place.row): row for row in found.leavers}
    waiting = {(p.sheet, p.address) for p in found.problems}
    fresh = [p for p in found.problems if p not in source.problems]
    for problem in (*outside(source.problems, found.others), *fresh):
        row = (problem.sheet, row_of(problem.address))
        if problem.fault is Fault.LEAVERS and row in leavers:
            continue
        words = _decided(problem, decisions, (problem.sheet, problem.address) in waiting)
        if problem in found.problems or words:
            sort = Sort.REPAIR if problem.repair else Sort.ERROR
            address = f"{problem.sheet}!{problem.address}"
            said = problem.sentence().removeprefix(address + ": ")
            yield Point(sort, address, said, problem.fault, problem=problem, decided=words)
    for row, leaver in leavers.items():
        yield Point(
            Sort.LEAVER, leaver.place.of("name"), _leaver_words(leaver), Fault.LEAVERS, leaver=leaver,
            decided=_leaving_words(row in decisions.out, decisions.leavers.get(row)),
        )  # fmt: skip


def _decided(problem: Problem, decisions: Decisions, waiting: bool) -> str:
    """What became of a problem, in words."""
    if (problem.sheet, row_of(problem.address)) in decisions.out:
        return _("the row is left out")
    if decisions.said_of(problem):
        return _("passed over")
    written = decisions.written.get((problem.sheet, problem.address))
    if written is None or waiting:
        return ""
    return _("read as “{text}”").format(text=written) if written else _("left out")


def _leaver_words(leaver: LeaverRow) -> str:
    if leaver.left is None:
        return _("{name} is struck out in the file: does this pupil leave?").format(name=leaver.name.full)
    return _("{name} is struck out in the file, {day}: does this pupil leave?").format(
        name=leaver.name.full, day=full_date(leaver.left)
    )


def _leaving_words(out: bool, leaving: Leaving | None) -> str:
    if out:
        return _("the row is left out")
    if leaving is None:
        return ""
    return _("leaves on {day}, order {number}").format(day=full_date(leaving.day), number=leaving.order)


def _contradictions(tally: Tally) -> Iterator[Point]:
    words = {"taken": _("as in the file"), "kept": _("stays as in the journal")}
    found = [(one, "") for one in tally.contradictions] + [(one, words[how]) for one, how in tally.decided.items()]
    for one, how in sorted(found, key=lambda pair: row_at(pair[0].addresses[0]) if pair[0].addresses else ("", 0)):
        address = one.addresses[0] if one.addresses else ""
        sort = Sort.CHANGE if one.can_take else Sort.CONFLICT
        yield Point(sort, address, one.sentence.removeprefix(address + ": "), one.fact, contradiction=one, decided=how)


def _news(tally: Tally) -> Iterator[Point]:
    for sentence in tally.fresh:
        address, _sign, words = sentence.partition(": ")
        yield Point(Sort.ADD, address, words)
    for sentence in tally.absent:
        yield Point(Sort.ABSENT, "", sentence)


def _of_others(found: Prepared) -> Iterator[Point]:
    """One line for all rows that their own keeper takes in."""
    if not found.others:
        return
    classes = ", ".join(str(name) for name in sorted({found.of_class[row] for row in found.others}))
    count = len(found.others)
    words = ngettext(
        "{count} row of other grades waits for its keeper: {classes}.",
        "{count} rows of other grades wait for their keeper: {classes}.", count,
    )  # fmt: skip
    yield Point(Sort.OTHERS, "", words.format(count=count, classes=classes))


def accept(decisions: Decisions, points: Sequence[Point]) -> Decisions:
    """Take what is proposed: the repairs, and of contradictions what the file says."""
    repaired = decisions.accept([point.problem for point in points if point.problem])
    return repaired.take([p.contradiction.key for p in points if p.contradiction and p.contradiction.can_take])


def pass_over(decisions: Decisions, points: Sequence[Point]) -> Decisions:
    """Let things be: remarks are no matter, and what the journal says stays."""
    passed = decisions.overlook([point.problem for point in points if point.problem])
    return passed.keep([p.contradiction.key for p in points if p.contradiction and p.contradiction.key])


_NEEDED = (Fault.DATES, Fault.CLASSES)
"""Where these cannot be read, neither can the row: it is never lost by a decision about many."""


def by_kind(preview: Preview, kinds: Collection[str]) -> Decisions:
    """What is proposed on the open lines of kinds; where nothing is, what can be read; nobody leaves without a date."""
    waiting = [point for point in preview.open if point.kind in kinds]
    bare = [point for point in waiting if point.sort is Sort.ERROR and point.kind not in _NEEDED]
    leavers = [point for point in waiting if point.sort is Sort.LEAVER]
    return without_rows(pass_over(accept(preview.decisions, waiting), bare), leavers)


def dismissed(preview: Preview, order: str) -> Decisions:
    """Everybody whom the list strikes out leaves by an order on the day told there; raises Invalid without a day."""
    decisions = preview.decisions
    for point in preview.open:
        if point.leaver is None:
            continue
        if point.leaver.left is None:
            raise Invalid(
                _("{address}: the list does not tell when {name} left.").format(
                    address=point.address, name=point.leaver.name.full
                ),
                _("Write the day there, like “left 12.10.2017”, or leave the row out with --accept leavers."),
            )
        decisions = decisions.dismiss(row_at(point.address), Leaving(point.leaver.left, order))
    return decisions


def rows_of(points: Sequence[Point]) -> set[Row]:
    """The rows of the list that lines are about; none for what concerns the sheet."""
    told = [point for point in points if not (point.problem and point.problem.fault is Fault.LAYOUT)]
    addresses = [p.contradiction.addresses if p.contradiction else (p.address,) for p in told]
    return {row_at(where) for found in addresses for where in found if where}


def without_rows(decisions: Decisions, points: Sequence[Point]) -> Decisions:
    """Leave the rows of lines out; what concerns no row is passed over."""
    layout = [p.problem for p in points if p.problem and p.problem.fault is Fault.LAYOUT]
    return decisions.overlook(layout).leave_out(rows_of(points))


def clean_rows(session: Session, preview: Preview) -> Preview:
    """Only the rows about which nothing is open; what leaving rows out lays open is left out too."""
    while waiting := [p for p in preview.open if p.address]:
        after = without_rows(preview.decisions, waiting)
        if after == preview.decisions:
            break
        preview = look(session, preview.source, after)
    return preview
