"""The part of a handed-in list that concerns a person: the rows of the classes whose lists are the own."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from ...domain import policy
from ...domain.groups.groups import ClassName
from ...domain.people.people import Actor
from ...domain.workbooks.decisions import Row, row_of
from ...domain.workbooks.handed_in import Place, Problem
from ...storage.people import people
from ...storage.school import School
from ..session import Query, Session
from .importing_people import ImportGroups, ImportPupils
from .workbooks import Prepared


@dataclass(frozen=True)
class OwnClasses(Query[frozenset[ClassName]]):
    """Of which classes of a list the rows are a person's to look at (O8.1d, O8.2b, O8.4b)."""

    classes: frozenset[ClassName]

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever brings lists in or hands one over."""
        return policy.may_import_lists(actor, leading=True)

    def answer(self, actor: Actor, school: School) -> frozenset[ClassName]:
        """Those of the grades whose data the person keeps; who keeps none of them, of the own class."""
        kept = frozenset(name for name in self.classes if policy.may_keep_pupils(actor, {name.grade}) is None)
        keys = people.class_ids(school)
        return kept or frozenset(name for name in self.classes if keys.get(name) in actor.classes)


def own_part(session: Session, found: Prepared) -> Prepared:
    """The list without the rows of others, where some are the own; raises Denied."""
    change = found.readable
    classes = frozenset(found.of_class.values())
    if not isinstance(change, ImportPupils | ImportGroups) or not classes:
        return found
    others = classes - (own := session.ask(OwnClasses(classes)))
    if not own or not others:
        return found
    rows = frozenset(row for row, name in found.of_class.items() if name in others)
    left = tuple(sorted({name.grade for name in others}))
    if isinstance(change, ImportPupils):
        change = replace(
            change, pupils=tuple(row for row in change.pupils if _row(row.place) not in rows),
            leavers=tuple((row, how) for row, how in change.leavers if _row(row.place) not in rows), left=left,
        )  # fmt: skip
    else:
        change = replace(change, rows=tuple(row for row in change.rows if _row(row.place) not in rows), left=left)
    return replace(
        found, readable=change, problems=tuple(outside(found.problems, rows)), others=rows,
        leavers=tuple(row for row in found.leavers if _row(row.place) not in rows),
    )  # fmt: skip


def outside(problems: Collection[Problem], rows: Collection[Row]) -> list[Problem]:
    """The problems that stand in no row of these."""
    return [problem for problem in problems if (problem.sheet, row_of(problem.address)) not in rows]


def _row(place: Place) -> Row:
    return place.sheet, place.row
