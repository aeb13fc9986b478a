"""The calendar and the bells, as topics of the settings."""

from dataclasses import replace
from itertools import groupby

from ....domain.text.words import full_date, short_date
from ....domain.timetable.bells import BellUse, Times, read_times, write_times
from ....domain.years.year import GRADES, CalendarSpan, DayKind
from ....i18n import _, ngettext
from ....services.settings.calendar import PutSpan, PutWeek, PutYear
from ....services.settings.ringing import BellSetFacts, PutBells, PutBellSet, PutBellUse
from ....services.settings.settings import Settings
from ....services.settings.typed_settings import (
    ALL,
    read_about,
    read_grades,
    read_number,
    read_weekday,
    write_grades,
    write_weekday,
)
from ....services.typed import read_day, read_text
from ...dialogs.form import LONGEST, Field
from ...widgets.pick_list import ListColumn
from ..people.people_deeds import Deed, Values
from .settings_topics import Line, Topic

EVERYBODY = ""
A_DAY = "15.01.2018"
"""What a day looks like, where there is none yet."""


class _Place:
    """For whom something holds, as it is shown and typed."""

    def __init__(self, found: Settings) -> None:
        self.found = found
        self.classes = {one.id: str(one.name) for one in found.classes}

    def typed(self, span: CalendarSpan | BellUse) -> str:
        """As it stands in a form."""
        if span.school_class is not None:
            return next((name for key, name in self.classes.items() if key == span.school_class), "")
        if (span.first_grade, span.last_grade) == ALL:
            return EVERYBODY
        return write_grades(span.first_grade, span.last_grade)

    def shown(self, span: CalendarSpan | BellUse) -> str:
        """As it stands in a list."""
        if span.school_class is not None:
            return self.typed(span)
        if (span.first_grade, span.last_grade) == ALL:
            return _("all")
        return _("grades {grades}").format(grades=write_grades(span.first_grade, span.last_grade))

    def days(self, span: CalendarSpan | BellUse) -> str:
        """«15.01.2018», «30.10–06.11.2017»."""
        if span.starts == span.ends:
            return full_date(span.starts)
        return f"{short_date(span.starts)}–{full_date(span.ends)}"

    def field(self, value: str = EVERYBODY) -> Field:
        """Where it is typed."""
        return Field(_("Grades or class"), value, _("empty: all grades"), True)


class _Calendar(_Place):
    def lines(self) -> list[Line]:
        """The year, its weeks, then the days in order."""
        calendar = self.found.calendar
        return [self._year(), *self._weeks(), *(self._span(s) for s in sorted(calendar.spans, key=lambda s: s.starts))]

    def _year(self) -> Line:
        calendar = self.found.calendar
        seen = (calendar.starts, calendar.ends)
        edit = Deed(
            "calendar:year", _("Study year"), PutYear(*seen, seen),
            (Field(_("First day"), full_date(calendar.starts)), Field(_("Last day"), full_date(calendar.ends))),
            lambda _n, v: PutYear(read_day(v[0], calendar.starts), read_day(v[1], calendar.ends), seen),
        )  # fmt: skip
        days = f"{full_date(calendar.starts)}–{full_date(calendar.ends)}"
        return Line((days, _("Study year {title}").format(title=calendar.title), _("all")), edit)

    def _weeks(self) -> list[Line]:
        seen = self.found.calendar.days_of_weeks
        lines = []
        for days, run in groupby(GRADES, key=lambda grade: seen[grade - 1]):
            grades = list(run)
            about = write_grades(grades[0], grades[-1])
            words = ngettext("{count} school day a week", "{count} school days a week", days).format(count=days)
            edit = Deed(
                "calendar:week", _("School days in a week"), PutWeek(seen, seen),
                (Field(_("Grades"), about), Field(_("School days"), str(days), "5, 6")),
                lambda _n, v: self._week(v),
            )  # fmt: skip
            lines.append(Line(("", words, _("grades {grades}").format(grades=about)), edit))
        return lines

    def _week(self, v: Values) -> PutWeek:
        seen = self.found.calendar.days_of_weeks
        first, last = read_grades(v[0])
        days = read_number(v[1], _("School days"))
        wanted = tuple(days if first <= grade <= last else seen[grade - 1] for grade in GRADES)
        return PutWeek(wanted, seen)

    def _span(self, span: CalendarSpan) -> Line:
        kind = kind_words(span.kind)
        follows = _("by {weekday}").format(weekday=write_weekday(span.as_weekday)) if span.as_weekday else ""
        words = " · ".join(filter(None, (span.title, follows)))
        asked = _("Take “{title}” ({days}) out of the calendar?").format(title=span.title, days=self.days(span))
        return Line(
            (self.days(span), words, self.shown(span), kind), self._form(span, span), PutSpan(None, span), asked
        )

    def _form(self, span: CalendarSpan, stands: CalendarSpan | None) -> Deed:
        working = span.kind is DayKind.WORKING
        one = _("By the timetable of") if working else _("Last day")
        other = write_weekday(span.as_weekday) if working else full_date(span.ends)
        fields = (
            Field(_("Name"), span.title),
            Field(_("Day") if working else _("First day"), full_date(span.starts) if stands else "", A_DAY),
            Field(one, other if stands else "", _("Monday, Tuesday…") if working else A_DAY),
            self.field(self.typed(span)),
        )  # fmt: skip

        def read(_choice: int, v: Values) -> PutSpan:
            starts = read_day(v[1], self.found.today)
            ends = starts if working else read_day(v[2], starts)
            first, last, school_class = read_about(v[3], self.classes)
            weekday = read_weekday(v[2]) if working else None
            wanted = CalendarSpan(
                span.kind, starts, ends, read_text(v[0], _("Name")), first, last, weekday, school_class
            )
            return PutSpan(wanted, stands)

        of = f"{span.starts}:{span.ends}:{self.typed(span)}" if stands else "new"
        key = f"calendar:{span.kind}:{of}"
        return Deed(key, kind_words(span.kind), PutSpan(span, stands), fields, read)

    def new(self) -> tuple[Deed, ...]:
        """Days of one of the kinds."""
        today = self.found.today
        return tuple(
            replace(self._form(CalendarSpan(kind, today, today), None), words=words)
            for kind, words in (
                (DayKind.DAY_OFF, _("A day off…")), (DayKind.HOLIDAY, _("Holidays…")),
                (DayKind.WORKING, _("A working Saturday or a moved day…")),
            )
        )  # fmt: skip


def kind_words(kind: DayKind) -> str:
    """«каникулы»."""
    words = {
        DayKind.HOLIDAY: _("holidays"), DayKind.DAY_OFF: _("day off"), DayKind.WORKING: _("school day"),
    }  # fmt: skip
    return words[kind]


def calendar_topic() -> Topic:
    """The study year with its free and moved days."""
    return Topic(
        _("Calendar and holidays"), _calendar_summary,
        (ListColumn(_("days"), 21), ListColumn(_("what"), 36), ListColumn(_("for whom"), 9),
         ListColumn(_("kind"), 0)),
        lambda found: _Calendar(found).lines(), lambda found: _Calendar(found).new(),
        lambda found: PutSpan(CalendarSpan(DayKind.DAY_OFF, found.today, found.today)),
        (
            _("The study year, holidays, days off and moved days: for all, for grades or for one class."),
            _("Lessons follow: those still to be held are laid anew; what was held or written stays."),
            _("Of several lines about a day the one about a class goes first, then the shorter one."),
        ),
    )  # fmt: skip


def _calendar_summary(found: Settings) -> str:
    calendar = found.calendar
    return f"{calendar.title}: {short_date(calendar.starts)}–{short_date(calendar.ends)}"


class _Bells(_Place):
    def lines(self) -> list[Line]:
        """Plain days, the other sets, then when these hold."""
        ringing = self.found.ringing
        plain = Deed(
            "bells:plain", _("Plain days"), PutBells(ringing.plain, ringing.plain),
            (_lessons(ringing.plain),),
            lambda _n, v: PutBells(read_times(v[0]), ringing.plain),
        )  # fmt: skip
        lines = [Line((_("Plain days"), write_times(ringing.plain)), plain)]
        for name, times in ringing.sets.items():
            stands = BellSetFacts(name, times)
            asked = _("Take the set of bells “{name}” away?").format(name=name)
            lines.append(Line((name, write_times(times)), self._set(stands), PutBellSet(None, stands), asked))
            lines += [self._use(use) for use in ringing.uses if use.bell_set == name]
        return lines

    def _set(self, stands: BellSetFacts | None) -> Deed:
        times = stands.times if stands else self.found.ringing.plain
        fields = (
            Field(_("Name"), stands.name if stands else "", _("shortened day")),
            _lessons(times),
        )
        words = stands.name if stands else _("A set of bells…")
        return Deed(
            f"bells:set:{stands.name if stands else ''}", words, PutBellSet(stands, stands), fields,
            lambda _n, v: PutBellSet(BellSetFacts(read_text(v[0], _("Name")), read_times(v[1])), stands),
        )  # fmt: skip

    def _use(self, use: BellUse) -> Line:
        weekday = write_weekday(use.weekday)
        words = " · ".join(filter(None, (self.days(use), weekday, self.shown(use))))
        asked = _("“{name}” no longer holds: {days}?").format(name=use.bell_set, days=words)
        holds = _("holds")
        return Line((f"  {holds}", words), self._when(use.bell_set, use), PutBellUse(None, use), asked)

    def _when(self, name: str, stands: BellUse | None) -> Deed:
        today = self.found.today
        use = stands or BellUse(name, today, today)
        fields = (
            Field(_("First day"), full_date(use.starts) if stands else "", A_DAY),
            Field(_("Last day"), full_date(use.ends) if stands else "", A_DAY),
            Field(_("Only on"), write_weekday(use.weekday), _("Monday, Tuesday…; empty: every day"), True),
            self.field(self.typed(use)),
        )  # fmt: skip

        def read(choice: int, v: Values) -> PutBellUse:
            first_day = read_day(v[0], today)
            first, last, school_class = read_about(v[3], self.classes)
            bell_set = stands.bell_set if stands else [*self.found.ringing.sets][choice]
            wanted = BellUse(
                bell_set, first_day, read_day(v[1], first_day), read_weekday(v[2]), first, last, school_class
            )
            return PutBellUse(wanted, stands)

        choices = () if stands else tuple(self.found.ringing.sets)
        words = use.bell_set if stands else _("When a set of bells holds…")
        of = f"{use.bell_set}:{use.starts}:{use.ends}:{use.weekday}:{self.typed(use)}" if stands else "new"
        return Deed(f"bells:use:{of}", words, PutBellUse(use, stands), fields, read, choices)

    def new(self) -> tuple[Deed, ...]:
        """A set, or when one holds."""
        sets = self.found.ringing.sets
        return (*((self._when(next(iter(sets)), None),) if sets else ()), self._set(None))


def _lessons(times: Times) -> Field:
    written = write_times(times)
    # All bells of the longest day find room only without blanks between them; nothing of them may be cut off.
    value = written if len(written) <= LONGEST else written.replace(", ", ",")
    return Field(_("Lessons"), value, "1 8:30–9:15, 2 9:25–10:10")


def bells_topic() -> Topic:
    """When the lessons begin and end."""
    return Topic(
        _("Bells"), _bells_summary, (ListColumn(_("bells"), 20), ListColumn(_("when"), 0)),
        lambda found: _Bells(found).lines(), lambda found: _Bells(found).new(),
        lambda found: PutBells(found.ringing.plain, found.ringing.plain),
        (
            _("When lessons begin and end on plain days, and sets for shortened days, for shifts, for class 1."),
            _("A set holds from a day to a day, perhaps only on one weekday, for grades or for one class."),
            _("Of several sets the one for the fewest days holds: a shortened day goes before a shift."),
        ),
    )  # fmt: skip


def _bells_summary(found: Settings) -> str:
    plain = found.ringing.plain
    if not plain:
        return _("no bells yet")
    times = f"{plain[min(plain)][0]}–{plain[max(plain)][1]}"
    count = len(found.ringing.sets)
    return f"{times}, " + _("other sets: {count}").format(count=count) if count else times
