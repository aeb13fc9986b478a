"""What the cells of the timetable's week say, by class, by teacher, by room; and the lines about one of them."""

from collections.abc import Iterable, Sequence
from datetime import date

from ....domain.text.words import capital, full_date, short_date, weekday_name
from ....domain.timetable.timetable import Cell, Version, Weeks
from ....domain.timetable.week import Offer, Placed, Timetable, View
from ....i18n import N_, _, ngettext
from ...widgets.week_grid import CellText

_SIGNS = {Weeks.EVERY: "", Weeks.ODD: N_("weeks|odd"), Weeks.EVEN: N_("weeks|even")}
_WORDS = {Weeks.EVERY: N_("every week"), Weeks.ODD: N_("odd weeks"), Weeks.EVEN: N_("even weeks")}


def weeks_sign(weeks: Weeks) -> str:
    """«нч», «чт», nothing for every week."""
    return _(_SIGNS[weeks]).rpartition("|")[2] if weeks else ""


def weeks_words(weeks: Weeks) -> str:
    """«по нечётным неделям»."""
    return _(_WORDS[weeks])


def cells(found: Timetable, view: View, key: object, taken: frozenset[object] = frozenset()) -> dict[Cell, CellText]:
    """The week of a class, a teacher or a room."""
    together: dict[Cell, list[Placed]] = {}
    for one in found.placed:
        if one.stands_in(view, key):
            together.setdefault((one.slot.weekday, one.slot.number), []).append(one)
    clashing = {slot.place for told in found.clashes for slot in (told.clash.one, told.clash.other)}
    return {
        cell: CellText(
            *_two_lines(view, ones), any(one.slot.place in clashing for one in ones),
            any(one.slot.place in taken for one in ones),
        )
        for cell, ones in together.items()
    }  # fmt: skip


def _two_lines(view: View, ones: Sequence[Placed]) -> tuple[str, str]:
    subjects = _joined(f"{one.short} {weeks_sign(one.slot.weeks)}".strip() for one in ones)
    rooms = _joined(one.slot.room for one in ones)
    if view is View.CLASS:
        # A part of the class alone must not look like all of it.
        group = ones[0].group_name if len(ones) == 1 else ""
        return subjects, f"{rooms} {group}".strip() if group else f"{rooms} {_surnames(ones)}".strip()
    groups = _joined(f"{one.of} {one.group_name}".strip() for one in ones)
    if view is View.TEACHER:
        return f"{_joined(one.of for one in ones)} {subjects}", f"{rooms} {_joined(o.group_name for o in ones)}".strip()
    return f"{groups} {subjects}", _surnames(ones)


def _surnames(ones: Sequence[Placed]) -> str:
    return _joined(one.teacher_names.split(" ")[0].strip(",") for one in ones)


def _joined(words: Iterable[str]) -> str:
    return "/".join(dict.fromkeys(word for word in words if word))


def lesson_words(one: Placed) -> str:
    """«7А, гр. 1 Англ. язык»."""
    return f"{group_words(one)} {one.short}"


def group_words(one: Placed) -> str:
    """«7А, гр. 1»; a group of several classes by its name alone."""
    return f"{one.of}, {one.group_name}" if one.group_name not in ("", one.of) else one.of


def place_words(cell: Cell) -> str:
    """«пн, урок 3»."""
    return _("{weekday}, lesson {number}").format(weekday=weekday_name(cell[0]), number=cell[1])


def told(one: Placed) -> str:
    """Everything about a lesson of the week in a line."""
    parts = [
        lesson_words(one), one.teacher_names or _("no teacher"),
        _("room {room}").format(room=one.slot.room) if one.slot.room else "",
        weeks_words(one.slot.weeks) if one.slot.weeks else "",
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def set_by(ones: Sequence[Placed]) -> str:
    """Who has set the lessons of a cell by hand, "" where nobody has."""
    names = dict.fromkeys(one.set_by for one in ones if one.set_by)
    return _("Set by {names}").format(names="; ".join(names)) if names else ""


def version_words(version: Version, now: bool, until: date | None = None) -> str:
    """«с 15.01.2018», «с 15.01.2018 по 20.01 (сейчас)»; `until` is the day before another one takes its place."""
    words = _("from {day}").format(day=full_date(version.starts))
    if last := until or version.ends:
        words = _("{from_day} to {day}").format(from_day=words, day=short_date(last))
    return _("{words} (now)").format(words=words) if now else words


def hours(half: int) -> str:
    """«3», «0,5»: hours a week."""
    return str(half // 2) if half % 2 == 0 else _("{whole}.5").format(whole=half // 2)


def offer_row(offer: Offer) -> tuple[str, str]:
    """A course to choose, and how much of it stands: «Русский язык · Аксёнова Н. П.», «3 из 5»."""
    named = " · ".join(part for part in (offer.subject, offer.group, offer.teacher_names) if part)
    return named, _("{placed} of {wanted}").format(placed=hours(offer.placed), wanted=hours(offer.half_hours))


def reading(found: Timetable) -> list[str]:
    """The week as lines to read, day after day."""
    lines = []
    for weekday in range(1, found.weekdays + 1):
        ones = sorted((one for one in found.placed if one.slot.weekday == weekday), key=lambda one: one.slot.number)
        if ones:
            lines += [capital(weekday_name(weekday)), *(_line(found, one) for one in ones)]
    return lines


def _line(found: Timetable, one: Placed) -> str:
    starts, _ends = found.bells.get(one.slot.number, ("", ""))
    parts = [one.subject, one.group_name, one.slot.room and _("room {room}").format(room=one.slot.room),
             weeks_words(one.slot.weeks) if one.slot.weeks else ""]  # fmt: skip
    return f"  {one.slot.number}  {starts:>5}  {', '.join(part for part in parts if part)}"


def unplaced(offers: Sequence[Offer]) -> list[str]:
    """What has no place in the week yet."""
    return [" ".join(offer_row(offer)) for offer in offers if offer.missing]


def state_words(found: Timetable, offers: Sequence[Offer], key: str) -> str:
    """How many hours have no place yet and how much clashes; `key` goes to the next clash."""
    parts = []
    if missing := sum(offer.half_hours - offer.placed for offer in offers if offer.missing):
        words = ngettext("{hours} hour has no place yet", "{hours} hours have no place yet", (missing + 1) // 2)
        parts.append(words.format(hours=missing / 2 if missing % 2 else missing // 2))
    if found.clashes:
        words = ngettext("{count} clash: {key} shows it", "{count} clashes: {key} shows them", len(found.clashes))
        parts.append(words.format(count=len(found.clashes), key=key))
    return capital("; ".join(parts))


def cell_lines(found: Timetable, ones: Sequence[Placed], offers: Sequence[Offer]) -> list[str]:
    """Everything about a cell, what has no place in the week, every clash."""
    lines = [told(one) for one in ones] or [_("no lesson")]
    lines += [set_by([one]) for one in ones if one.set_by]
    if missing := unplaced(offers):
        lines += ["", _("No place in the week yet:"), *missing]
    if found.clashes:
        lines += ["", _("Clashes of the whole timetable:"), *(f"! {one.words}" for one in found.clashes)]
    return lines
