"""The steps of the next study year as lines of a list: dates, classes, pupils, workload, summary."""

from dataclasses import dataclass
from enum import IntEnum

from ....domain.groups.groups import ClassName
from ....domain.people.people import Name, PupilId
from ....domain.text.words import full_date
from ....domain.years.promotion import ClassTurn, Fate, NextLoad, Present, PupilTurn, Turn
from ....i18n import _, ngettext
from ....services.years.prospect import Prospect, Summary, brought_on
from ...widgets.pick_list import ListColumn


class Step(IntEnum):
    """Where in the wizard a person is."""

    DATES = 1
    CLASSES = 2
    PUPILS = 3
    WORKLOAD = 4
    SUMMARY = 5


@dataclass(frozen=True)
class Place:
    """A pupil in the class of the year that ends."""

    pupil: PupilId
    name: Name
    of: Present


About = ClassTurn | Place | NextLoad | None
"""What a line speaks of."""


@dataclass(frozen=True)
class Page:
    """One step, ready to be shown."""

    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    about: tuple[About, ...]


def title(step: Step) -> str:
    """What the step is called."""
    words = {
        Step.DATES: _("dates"), Step.CLASSES: _("classes"), Step.PUPILS: _("pupils"),
        Step.WORKLOAD: _("workload"), Step.SUMMARY: _("summary"),
    }  # fmt: skip
    return words[step]


def said(step: Step) -> str:
    """What the person does in the step."""
    words = {
        Step.DATES: _("Enter: the first and the last day, the order by which pupils go on; → goes to the classes."),
        Step.CLASSES: _("Enter: name, class teacher, whether the class leaves; Ins: a new class."),
        Step.PUPILS: _("Letters find a pupil; Enter: repeats, conditionally, leaves; F5: to grade 10 or not."),
        Step.WORKLOAD: _("Enter gives a course to a teacher; what stays without one can be given later."),
        Step.SUMMARY: _("Enter brings the classes into the next year; one Ctrl+Z takes all of it back."),
    }
    return words[step]


def page(step: Step, prospect: Prospect, turn: Turn, found: Summary) -> Page:
    """The lines of a step."""
    if step is Step.DATES:
        return _dates(prospect, turn)
    if step is Step.CLASSES:
        return _classes(prospect, turn, found)
    if step is Step.PUPILS:
        return _pupils(prospect, turn)
    return _workload(prospect, found) if step is Step.WORKLOAD else _summary(found)


def _page(columns: list[ListColumn], lines: list[tuple[tuple[str, ...], About]]) -> Page:
    return Page(tuple(columns), tuple(row for row, _about in lines), tuple(about for _row, about in lines))


def _dates(prospect: Prospect, turn: Turn) -> Page:
    rows = [
        (_("First day"), full_date(turn.starts)),
        (_("Last day of lessons"), full_date(turn.ends)),
        (_("Order of promotion No."), turn.order or _("not written yet")),
    ]
    if prospect.prepared:
        rows.append((_("Calendar"), _("{year} is in the journal already").format(year=prospect.title)))
    else:
        usual = _("as in {year}, the dates moved on").format(year=prospect.this_title)
        rows.append((_("Periods and holidays"), usual))
    return _page([ListColumn("", 26), ListColumn("", 0)], [(row, None) for row in rows])


def _classes(prospect: Prospect, turn: Turn, found: Summary) -> Page:
    counts = {name: count for name, count, _teacher in found.classes}
    lines: list[tuple[tuple[str, ...], About]] = []
    for one in turn.classes:
        present = brought_on(prospect, one.of) if one.of is not None else None
        now = str(present.name) if present else "—"
        if one.to is None:
            left = f"{full_date(one.left)}, {one.order}" if one.left else _("the last day and the order are missing")
            lines.append(((now, _("leaves"), "", str(len(present.pupils) if present else 0), left), one))
            continue
        note = _("new") if one.of is None else ""
        teacher = prospect.name_of(one.teacher) or _("no class teacher")
        lines.append(((now, str(one.to), teacher, str(counts.get(one.to, 0)), note), one))
    columns = [
        ListColumn(_("now"), 7), ListColumn(_("will be"), 8), ListColumn(_("class teacher"), 22),
        ListColumn(_("pupils"), 7, True), ListColumn("", 0),
    ]  # fmt: skip
    return _page(columns, lines)


def _pupils(prospect: Prospect, turn: Turn) -> Page:
    singly = {one.pupil: one for one in turn.pupils}
    lines: list[tuple[tuple[str, ...], About]] = []
    for present in prospect.classes:
        with_class = turn.of_class(present.id)
        for pupil, name in present.pupils:
            words = _fate(singly.get(pupil), with_class)
            if (verdict := prospect.verdicts.get(pupil)) is not None:
                words = _("{fate} · protocol {number}").format(fate=words, number=verdict.protocol)
            lines.append(((str(present.name), name.full, words), Place(pupil, name, present)))
    return _page([ListColumn(_("class"), 5), ListColumn(_("pupil"), 32), ListColumn(_("will be"), 0)], lines)


def _fate(one: PupilTurn | None, with_class: ClassTurn | None) -> str:
    if one is None:
        return str(with_class.to) if with_class and with_class.to else _("leaves with the class")
    if one.fate is Fate.LEAVES:
        day = full_date(one.left) if one.left else ""
        return _("leaves {day}, order {number}").format(day=day, number=one.order)
    if one.fate is Fate.CONDITIONAL:
        return _("{name}, conditionally").format(name=with_class.to if with_class else "")
    return _("{name}, repeats the year").format(name=one.to) if one.fate is Fate.REPEATS else str(one.to)


def _workload(prospect: Prospect, found: Summary) -> Page:
    loads = sorted(found.loads, key=lambda load: (bool(load.teachers), load.to, load.subject_name, load.subgroup))
    lines: list[tuple[tuple[str, ...], About]] = [
        ((str(load.to), load.subject_name, load.subgroup, _hours(load.half_hours),
          ", ".join(prospect.name_of(staff) for staff in load.teachers) or _("no teacher")), load)
        for load in loads
    ]  # fmt: skip
    columns = [
        ListColumn(_("class"), 5), ListColumn(_("subject"), 26), ListColumn(_("group"), 10),
        ListColumn(_("hours"), 5, True), ListColumn(_("teacher"), 0),
    ]  # fmt: skip
    return _page(columns, lines)


def _hours(half_hours: int) -> str:
    whole, half = divmod(half_hours, 2)
    return f"{whole},5" if half else str(whole)


def _summary(found: Summary) -> Page:
    rows: list[tuple[str, str]] = [("!", fault) for fault in found.faults]
    pupils = sum(count for _name, count, _teacher in found.classes)
    rows.append((_("classes"), ngettext("{count} class", "{count} classes", len(found.classes)).format(
        count=len(found.classes)
    ) + ", " + ngettext("{count} pupil", "{count} pupils", pupils).format(count=pupils)))  # fmt: skip
    leaderless = [str(name) for name, _count, teacher in found.classes if not teacher]
    if leaderless:
        rows.append((_("no class teacher"), ", ".join(leaderless)))
    for fate in (Fate.REPEATS, Fate.CONDITIONAL, Fate.MOVES):
        if names := found.fates.get(fate):
            rows.append((f"{fate.words}: {len(names)}", ", ".join(names)))
    if found.leavers:
        count = sum(len(names) for _name, names in found.leavers)
        by_class = ", ".join(f"{name} {len(names)}" for name, names in found.leavers)
        rows.append((_("leave: {count}").format(count=count), by_class))
        rows.append((_("accounts"), _("those of leavers are closed from the day after; all others stay as they are")))
    rows.append((_("workload"), ngettext("{count} course", "{count} courses", len(found.loads)).format(
        count=len(found.loads)
    )))  # fmt: skip
    if found.unattended:
        rows.append((_("no teacher: {count}").format(count=len(found.unattended)), _courses(found)))
    if found.ungrouped:
        places = ", ".join(f"{name} {subject} ({count})" for name, subject, count in found.ungrouped)
        rows.append((_("no subgroup yet"), places))
    rows.append((_("codes"), _("only newcomers need them")))
    rows += [(_("{name} leave").format(name=name), ", ".join(names)) for name, names in found.leavers]
    return _page([ListColumn("", 24), ListColumn("", 0)], [(row, None) for row in rows])


def _courses(found: Summary) -> str:
    by_class: dict[ClassName, list[str]] = {}
    for load in found.unattended:
        by_class.setdefault(load.to, []).append(load.subject_name)
    return "; ".join(f"{name}: {', '.join(dict.fromkeys(subjects))}" for name, subjects in by_class.items())
