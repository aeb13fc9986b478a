"""Pupils with their guardians, and who is in which subgroup: handed-in rows into the school."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.groups.groups import ClassName
from ...domain.people.people import Actor, ClassId, Name
from ...domain.workbooks.decisions import Leaving
from ...domain.workbooks.handed_in import GroupRow, LeaverRow, PupilRow
from ...i18n import N_, _, ngettext
from ...storage.groups import division, stays
from ...storage.people import people
from ...storage.school import School
from ...storage.workbooks import handed_in as journal
from .importing import Import, Tally, day_of, missing_class
from .intake import Intake


def lists_objection(actor: Actor, classes: Collection[ClassName]) -> str | None:
    """Why the actor does not keep the lists of classes; of none at all, any keeper may look at what cannot be read."""
    if not classes:
        return policy.may_import_lists(actor, leading=False)
    return policy.may_keep_pupils(actor, {name.grade for name in classes})


def list_preview_objection(actor: Actor, school: School, classes: Collection[ClassName]) -> str | None:
    """Why the actor may not look at lists that were handed in."""
    if not classes:
        return policy.may_import_lists(actor, leading=True)
    keys = people.class_ids(school)
    return policy.may_hand_in(actor, {ClassId(keys.get(name, 0)): name.grade for name in classes})


def facts_of_lists(
    counts: Mapping[str, object], classes: Collection[ClassName], left: tuple[int, ...]
) -> Mapping[str, object]:
    """The counts of an import with the grades it was of, and those that were left to another keeper."""
    facts = {key: value for key, value in counts.items() if key != "left"}
    waiting = {"left": list(left)} if left else {}
    return {**facts, "grades": sorted({name.grade for name in classes}), **waiting}


@dataclass(frozen=True)
class ImportPupils(Import):
    """Pupils with their guardians and classes."""

    TITLE = N_("import of pupils")
    pupils: tuple[PupilRow, ...]
    leavers: tuple[tuple[LeaverRow, Leaving], ...] = ()
    """Those whom a person lets leave with a date and an order."""
    effective: date | None = None
    """From which day on newcomers are in a class that is there already; None from the first day of the year."""
    left: tuple[int, ...] = ()
    """The grades whose rows wait in the file for their own keeper."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the data of every grade in the list (O8.1d, O8.2b)."""
        return lists_objection(actor, self.classes())

    def preview_objection(self, actor: Actor, school: School) -> str | None:
        """Also the class teacher who hands in the list of the own class (O8.4b)."""
        return list_preview_objection(actor, school, self.classes())

    def classes(self) -> set[ClassName]:
        """The classes that the list names."""
        return {row.school_class for row in self.pupils} | {row.school_class for row, _leaving in self.leavers}

    def facts(self) -> Mapping[str, object]:
        """Of which grades it was, and which wait for another keeper, too."""
        return facts_of_lists(super().facts(), self.classes(), self.left)

    def tally(self, school: School, write: bool) -> Tally:
        """Pupils, enrolments, guardians (siblings share one) and accounts of both."""
        return Intake(school, write, Tally(ruling=self.ruling), self.effective).take(self.pupils, self.leavers)


def _no_group(where: tuple[ClassName, str, str], rows: int) -> str:
    name, subject, group = where
    return ngettext(
        "the workload has no {group} of {subject} in {name}, which {count} row names.",
        "the workload has no {group} of {subject} in {name}, which {count} rows name.",
        rows,
    ).format(name=name, subject=subject, group=group, count=rows)


@dataclass(frozen=True)
class ImportGroups(Import):
    """Who is in which subgroup of each split subject."""

    TITLE = N_("import of groups")
    rows: tuple[GroupRow, ...]
    left: tuple[int, ...] = ()
    """The grades whose rows wait in the file for their own keeper."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the data of every grade in the list (O8.1e, O8.2c)."""
        return lists_objection(actor, self.classes())

    def preview_objection(self, actor: Actor, school: School) -> str | None:
        """Also the class teacher who hands in the groups of the own class (O8.4b)."""
        return list_preview_objection(actor, school, self.classes())

    def facts(self) -> Mapping[str, object]:
        """Of which grades it was, and which wait for another keeper, too."""
        return facts_of_lists(super().facts(), self.classes(), self.left)

    def classes(self) -> set[ClassName]:
        """The classes that the list names."""
        return {row.school_class for row in self.rows}

    def tally(self, school: School, write: bool) -> Tally:
        """Memberships; a pupil in two subgroups of a subject is a conflict."""
        return _Division(school, write, Tally(ruling=self.ruling)).take(self.rows)


def _after(stay: journal.Stay | None) -> date:
    """The first day after somebody's last time in a subject's subgroups."""
    return stay.ends + timedelta(days=1) if stay and stay.ends else date.min


@dataclass
class _Division:
    """One walk over the rows that divide classes into subgroups."""

    school: School
    write: bool
    tally: Tally

    def __post_init__(self) -> None:
        self.day = day_of(self.school)
        self.classes = people.class_ids(self.school)
        self.subgroups = people.subgroup_ids(self.school)
        self.rolls: dict[tuple[ClassName, Name], list[int]] = {}
        for facts in journal.pupils(self.school, self.day).values():
            if facts.school_class:
                self.rolls.setdefault((facts.school_class, facts.name), []).append(facts.id)
        self.stays = {(stay.pupil, stay.subject): stay for stay in journal.stays(self.school)}
        """The latest stay of each pupil and subject."""
        self.spans = {pupil: found[-1].span for pupil, found in stays.everybodys_stays(self.school).items()}
        """When each pupil is in the class: nobody is in its subgroups before or after."""
        self.begins = division.begins(self.school)
        """The first day of each subgroup that was made within the year."""
        self.former = {(stay.pupil, stay.group) for stay in journal.stays(self.school)}

    def take(self, rows: tuple[GroupRow, ...]) -> Tally:
        """Every row: unchanged, new, or told as a conflict."""
        no_class: dict[ClassName, list[str]] = {}
        no_group: dict[tuple[ClassName, str, str], list[str]] = {}
        seen: dict[tuple[ClassName, str, Name], str] = {}
        for row in rows:
            where = (row.school_class, row.subject, row.group)
            school_class = self.classes.get(row.school_class)
            group = self.subgroups.get((school_class or 0, row.subject, row.group))
            if school_class is None:
                no_class.setdefault(row.school_class, []).append(row.place.of("class"))
            elif group is None:
                no_group.setdefault(where, []).append(row.place.of("group"))
            elif seen.setdefault((row.school_class, row.subject, row.pupil), row.group) != row.group:
                self._say(row, _("{address}: {name} is in two subgroups of {subject}."))
            else:
                self._take(row, group)
        self.tally.gather(no_group, _no_group)
        self.tally.gather(no_class, missing_class)
        return self.tally

    def _take(self, row: GroupRow, group: int) -> None:
        found = self.rolls.get((row.school_class, row.pupil), [])
        if len(found) > 1:
            self._say(row, _("{address}: several pupils of class {school_class} are called {name}."))
        if len(found) != 1:
            if not found:
                self._say(row, _("{address}: {name} is not in class {school_class}."))
            return
        stay = self.stays.get((found[0], row.subject))
        current = stay is not None and (stay.ends is None or stay.ends >= self.day)
        if stay and current and stay.group == group:
            self.tally.keep(N_("memberships"))
        elif stay and current:
            other = _("{address}: {name} is in {stands} of {subject} in the journal and in {group} in the file.")
            self._say(row, other, stay.name)
        elif (found[0], group) in self.former:
            left = _("{address}: {name} has left {group} of {subject} in the journal and is in it in the file.")
            self._say(row, left)
        else:
            self.tally.add(N_("memberships"))
            if self.write:
                span = self.spans[found[0]]
                starts = max(span.starts, self.begins.get(group, self.school.calendar().starts), _after(stay))
                self.school.ledger.insert(
                    "membership", study_group=group, pupil=found[0], starts=starts.isoformat(),
                    ends=span.ends and span.ends.isoformat(), order_number="",
                )  # fmt: skip

    def _say(self, row: GroupRow, sentence: str, stands: str = "") -> None:
        address = row.place.of("surname")
        self.tally.contradict(
            sentence.format(
                address=address, name=row.pupil.full, subject=row.subject, group=row.group,
                school_class=row.school_class, stands=stands,
            ),
            address,
        )  # fmt: skip
