"""The rules of marks and deadlines, and the study periods, as topics of the settings."""

from dataclasses import replace
from datetime import date

from ....domain.people.people import ClassId
from ....domain.settings.rule_names import RuleName
from ....domain.settings.rule_words import hint, read_value, show_value, write_value
from ....domain.settings.rules import Rule
from ....domain.text.words import full_date, short_date
from ....domain.years.year import GRADES, Period, Scheme, period_title, scheme_title
from ....i18n import _
from ....services.settings.periods import PutPeriodEnd, PutScheme
from ....services.settings.ruling import PutRule
from ....services.settings.settings import Settings
from ....services.settings.typed_settings import ALL, read_grades, scheme_of, subject_of, write_grades
from ....services.typed import read_day
from ...dialogs.form import Field
from ...widgets.pick_list import ListColumn
from ..people.people_deeds import Deed, Values
from .settings_topics import Line, Topic, nothing


class _Rules:
    """The lines of the rules."""

    def __init__(self, found: Settings) -> None:
        self.found = found
        self.names = {key: facts.name for key, facts, _courses in found.subjects}

    def lines(self) -> list[Line]:
        """Each rule as it is shipped, beneath it the school's own."""
        lines = []
        for name in RuleName:
            shipped = self.found.rules.shipped[name]
            new = self._form(Rule(name, shipped, self.found.today), None)
            lines.append(
                Line((name.words, show_value(name, shipped), _("if not decided otherwise")), new, None, "", (new,))
            )
            for rule in sorted(
                (rule for rule in self.found.rules.rules if rule.name is name),
                key=lambda rule: (rule.subject or 0, rule.first_grade, rule.starts),
            ):
                lines.append(self._own(rule, new))
        return lines

    def _own(self, rule: Rule, new: Deed) -> Line:
        whom = "" if (rule.first_grade, rule.last_grade) == ALL else self._grades(rule)
        subject = self.names.get(rule.subject, "") if rule.subject else ""
        about = ", ".join(filter(None, (subject, whom))) or _("all grades")
        cells = (f"  {about}", show_value(rule.name, rule.value), _term(rule.starts, rule.ends))
        return Line(
            cells, self._form(rule, rule), PutRule(None, rule),
            _("Take away the rule “{rule}” ({about})?").format(rule=rule.name.words, about=about), (new,),
        )  # fmt: skip

    def _grades(self, rule: Rule) -> str:
        return _("grades {grades}").format(grades=write_grades(rule.first_grade, rule.last_grade))

    def _form(self, rule: Rule, stands: Rule | None) -> Deed:
        grades = "" if (rule.first_grade, rule.last_grade) == ALL else write_grades(rule.first_grade, rule.last_grade)
        subject = self.names.get(rule.subject, "") if rule.subject else ""
        subjects = (Field(_("Subject"), subject, _("empty: all subjects"), True),) if rule.name.of_subjects else ()
        fields = (
            Field(_("Value"), write_value(rule.name, rule.value), hint(rule.name)),
            Field(_("Grades"), grades, _("empty: all grades"), True), *subjects,
            Field(_("Acts from"), full_date(rule.starts)),
            Field(_("Acts until"), full_date(rule.ends) if rule.ends else "", _("empty: without an end"), True),
        )  # fmt: skip

        def read(_choice: int, v: Values) -> PutRule:
            first, last = read_grades(v[1])
            wanted = Rule(
                rule.name, read_value(rule.name, v[0]), self._day(v[-2]), self._day(v[-1]) if v[-1].strip() else None,
                first, last, self._subject(v[2]) if rule.name.of_subjects else None,
            )  # fmt: skip
            return PutRule(wanted, stands)

        of = f"{rule.first_grade}:{rule.last_grade}:{rule.subject}:{rule.starts}" if stands else "new"
        return Deed(f"rule:{rule.name}:{of}", rule.name.words, PutRule(rule, stands), fields, read)

    def _day(self, typed: str) -> date:
        return read_day(typed, self.found.today)

    def _subject(self, typed: str) -> int | None:
        return subject_of(typed, self.names)


def _term(starts: date, ends: date | None) -> str:
    if ends is None:
        return _("from {day}").format(day=full_date(starts))
    return _("from {first} to {last}").format(first=full_date(starts), last=full_date(ends))


def rules_topic() -> Topic:
    """Deadlines, averages, rounding, least marks."""
    return Topic(
        _("Rules of marks and deadlines"), _rules_summary,
        (ListColumn(_("rule, for whom"), 32), ListColumn(_("value"), 26), ListColumn(_("acts"), 0)),
        lambda found: _Rules(found).lines(), nothing,
        lambda found: PutRule(Rule(RuleName.EDIT_DAYS, "0", found.today)),
        (
            _("Each rule stands as it is shipped, beneath it what the school has decided: for whom and from when."),
            _("A subject's own rule goes before that of all subjects, that of fewer grades before that of more."),
            _("Averages, rounding and least marks of a period follow the rule that acts on its last day."),
        ),
    )  # fmt: skip


def _rules_summary(found: Settings) -> str:
    count = len(found.rules.rules)
    return _("own rules: {count}").format(count=count) if count else _("as shipped")


class _Periods:
    """The lines of the study periods and the schemes."""

    def __init__(self, found: Settings) -> None:
        self.found = found
        self.calendar = found.calendar
        self.classes = {one.id: str(one.name) for one in found.classes}
        self.courses = {one.id: one for one in found.courses}

    def lines(self) -> list[Line]:
        """Who is divided how, then the days of the periods."""
        lines = [self._grade(grade) for grade in GRADES]
        for key, scheme in self.calendar.class_schemes.items():
            whom = _("class {name}").format(name=self.classes.get(key, ""))
            change = PutScheme(None, scheme, self._grade_of(key), key)
            lines.append(Line((whom, scheme_title(scheme)), None, change, self._asked(whom), self.new()))
        for course, scheme in self.calendar.course_schemes.items():
            facts = self.courses.get(course)
            if facts is None:
                continue
            whom = f"{facts.group_title} · {facts.subject}"
            change = PutScheme(None, scheme, facts.grade, facts.school_class, course)
            lines.append(Line((whom, scheme_title(scheme)), None, change, self._asked(whom), self.new()))
        used = set(self.calendar.schemes.values()) | set(self.calendar.class_schemes.values())
        used |= set(self.calendar.course_schemes.values())
        return lines + [self._period(period) for period in self.calendar.periods if period.scheme in used]

    def _asked(self, whom: str) -> str:
        return _("{whom}: divide the year as the grade does again?").format(whom=whom)

    def _grade_of(self, school_class: ClassId) -> int:
        return next(one.name.grade for one in self.found.classes if one.id == school_class)

    def _grade(self, grade: int) -> Line:
        stands = self.calendar.schemes[grade]
        schemes = tuple(Scheme)
        words = _("grade {grade}").format(grade=grade)
        edit = Deed(
            f"scheme:{grade}", words, PutScheme(stands, stands, grade), (),
            lambda n, _v: PutScheme(schemes[n], stands, grade), tuple(scheme_title(one) for one in schemes),
        )  # fmt: skip
        return Line((words, scheme_title(stands)), edit, None, "", self.new())

    def _period(self, period: Period) -> Line:
        change = PutPeriodEnd(period.scheme, period.number, period.ends, period.ends)
        edit = Deed(
            f"period:{period.scheme}:{period.number}", period_title(period.scheme, period.number), change,
            (Field(_("Last day"), full_date(period.ends)),),
            lambda _n, v: replace(change, wanted=read_day(v[0], period.ends)),
        )  # fmt: skip
        days = f"{full_date(period.starts)}–{full_date(period.ends)}"
        told = _("{days}, closed").format(days=days) if period.closed else days
        return Line((period_title(period.scheme, period.number), told), edit, None, "", self.new())

    def new(self) -> tuple[Deed, ...]:
        """A class or a course divided otherwise."""
        classes = [one for one in self.found.classes if one.id not in self.calendar.class_schemes]
        courses = [one for one in self.found.courses if one.id not in self.calendar.course_schemes]
        schemes = {scheme_title(one).casefold(): one for one in Scheme}
        hint = ", ".join(schemes)

        def scheme(typed: str) -> Scheme:
            return scheme_of(typed, schemes)

        probe = PutScheme(Scheme.HALF_YEAR, None, 1, ClassId(0))
        of_class = Deed(
            "scheme:class", _("A class that is divided otherwise…"), probe, (Field(_("Divided by"), "", hint),),
            lambda n, v: PutScheme(scheme(v[0]), None, classes[n].name.grade, classes[n].id),
            tuple(str(one.name) for one in classes),
        )  # fmt: skip
        of_course = Deed(
            "scheme:course", _("A course that is divided otherwise…"), probe, (Field(_("Divided by"), "", hint),),
            lambda n, v: PutScheme(
                scheme(v[0]), None, courses[n].grade, courses[n].school_class, courses[n].id
            ),
            tuple(f"{one.group_title} {one.subject}" for one in courses),
        )  # fmt: skip
        return tuple(deed for deed in (of_course, of_class) if deed.choices)


def periods_topic() -> Topic:
    """Schemes and days of the study periods."""
    return Topic(
        _("Study periods"), _periods_summary, (ListColumn(_("who or which"), 34), ListColumn(_("how or when"), 0)),
        lambda found: _Periods(found).lines(), lambda found: _Periods(found).new(),
        lambda _found: PutScheme(Scheme.TRIMESTER, Scheme.TRIMESTER, 1),
        (
            _("How the year is divided for the results: for each grade, for a class or a course that differs."),
            _("A period ends on its last day; the next one begins on the day after. Closed periods stay."),
            _("Subjects of an hour a week can be counted by half-years: Ins, a course."),
        ),
    )  # fmt: skip


def _periods_summary(found: Settings) -> str:
    running = {found.calendar.period_of(found.today, grade) for grade in GRADES}
    return ", ".join(
        f"{period_title(one.scheme, one.number)} – {short_date(one.ends)}"
        for one in sorted(running, key=lambda one: one.ends)
    )
