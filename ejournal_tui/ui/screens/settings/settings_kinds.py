"""Subjects, kinds of work and of lesson, the school itself, as topics of the settings."""

from ....i18n import _
from ....services.settings.kinds import LessonKindFacts, PutLessonKind, PutWorkKind, WorkKindFacts, own_code
from ....services.settings.settings import Settings
from ....services.settings.subjects import PutSubject, SubjectFacts
from ....services.settings.typed_settings import read_number, read_yes
from ....services.settings.wording import NameSchool, PutPhrase
from ....services.typed import read_text
from ...dialogs.form import Field
from ...widgets.pick_list import ListColumn
from ..people.people_deeds import Deed, Values
from .settings_topics import Line, Topic, nothing


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _subject(stands: SubjectFacts | None) -> Deed:
    fields = (
        Field(_("Name"), stands.name if stands else ""),
        Field(_("Short name"), stands.short if stands else ""),
        Field(_("Without marks"), _yes(stands.markless) if stands else "", _("yes or no"), True),
    )

    def read(_choice: int, v: Values) -> PutSubject:
        name = read_text(v[0], _("Name"))
        return PutSubject(SubjectFacts(name, read_text(v[1], _("Short name")), read_yes(v[2])), stands)

    words = stands.name if stands else _("New subject")
    return Deed(f"subject:{stands.name if stands else ''}", words, PutSubject(stands, stands), fields, read)


def _subjects(found: Settings) -> list[Line]:
    return [
        Line(
            (facts.name, facts.short, str(courses), _("without marks") if facts.markless else ""), _subject(facts),
            PutSubject(None, facts), _("Take the subject “{name}” away?").format(name=facts.name),
        )
        for _key, facts, courses in found.subjects
    ]  # fmt: skip


def subjects_topic() -> Topic:
    """What is taught."""
    return Topic(
        _("Subjects"), lambda found: _("subjects: {count}").format(count=len(found.subjects)),
        (ListColumn(_("subject"), 32), ListColumn(_("short"), 16), ListColumn(_("taught in"), 10, True),
         ListColumn(_("marks"), 0)),
        _subjects, lambda _found: (_subject(None),), lambda _found: PutSubject(SubjectFacts("", "")),
        (
            _("The subjects by their full and short names; those without marks take topics and absences only."),
            _("Marks belong to pupil and subject: a new name is that of all its courses, past lessons too."),
        ),
    )  # fmt: skip


def _work(stands: WorkKindFacts | None) -> Deed:
    fields = (
        Field(_("Name"), stands.name if stands else ""),
        Field(_("Short name"), stands.short if stands else ""),
        Field(_("Weight"), str(stands.weight) if stands else "", "0–20"),
        Field(_("Mark for everybody"), _yes(stands.for_all) if stands else "", _("yes or no"), True),
        Field(_("Marks in a cell"), str(stands.marks or 1) if stands else "", _("1 or 2"), True),
    )

    def read(_choice: int, v: Values) -> PutWorkKind:
        name, short = read_text(v[0], _("Name")), read_text(v[1], _("Short name"))
        code = stands.code if stands else own_code(short)
        days = stands.due_days if stands else 7
        marks = read_number(v[4], _("Marks in a cell")) if v[4] else 1
        weight, kept = read_number(v[2], _("Weight")), None if marks == 1 else marks
        return PutWorkKind(WorkKindFacts(code, name, short, weight, days, read_yes(v[3]), kept), stands)

    words = stands.name if stands else _("New kind of work")
    return Deed(f"work-kind:{stands.code if stands else ''}", words, PutWorkKind(stands, stands), fields, read)


def _works(found: Settings) -> list[Line]:
    return [
        Line(
            (facts.name, facts.short, str(facts.weight), str(count), _mark_words(facts)),
            _work(facts), PutWorkKind(None, facts), _("Take the kind of work “{name}” away?").format(name=facts.name),
        )
        for facts, count in found.work_kinds
    ]  # fmt: skip


def _mark_words(facts: WorkKindFacts) -> str:
    """Who gets a mark, and where it is two."""
    told = (_("everybody") if facts.for_all else "", _("two marks") if facts.marks == 2 else "")
    return ", ".join(filter(None, told))


def works_topic() -> Topic:
    """Kinds of work with their weights."""
    return Topic(
        _("Kinds of work"), lambda found: _("kinds: {count}").format(count=len(found.work_kinds)),
        (ListColumn(_("kind of work"), 34), ListColumn(_("short"), 8), ListColumn(_("weight"), 7, True),
         ListColumn(_("works"), 7, True), ListColumn(_("mark for"), 0)),
        _works, lambda _found: (_work(None),), lambda _found: PutWorkKind(WorkKindFacts("", "", "", 1)),
        (
            _("The kinds of work, how much a mark of each weighs, and whether everybody is to get one."),
            _("A new weight holds for works declared from now on: what stands in the journal keeps its own."),
        ),
    )  # fmt: skip


def _lesson_kind(stands: LessonKindFacts | None) -> Deed:
    def read(_choice: int, v: Values) -> PutLessonKind:
        name = read_text(v[0], _("Name"))
        return PutLessonKind(LessonKindFacts(stands.code if stands else own_code(name), name), stands)

    words = stands.name if stands else _("New kind of lesson")
    fields = (Field(_("Name"), stands.name if stands else ""),)
    return Deed(f"lesson-kind:{stands.code if stands else ''}", words, PutLessonKind(stands, stands), fields, read)


def _lesson_kinds(found: Settings) -> list[Line]:
    return [
        Line(
            (facts.name, str(count)), _lesson_kind(facts), PutLessonKind(None, facts),
            _("Take the kind of lesson “{name}” away?").format(name=facts.name),
        )
        for facts, count in found.lesson_kinds
    ]  # fmt: skip


def lesson_kinds_topic() -> Topic:
    """Kinds of lesson."""
    return Topic(
        _("Kinds of lesson"), lambda found: _("kinds: {count}").format(count=len(found.lesson_kinds)),
        (ListColumn(_("kind of lesson"), 50), ListColumn(_("lessons"), 8, True)),
        _lesson_kinds, lambda _found: (_lesson_kind(None),), lambda _found: PutLessonKind(LessonKindFacts("", "")),
        (_("The kinds of lesson that teachers choose from on the page of a lesson."),),
    )  # fmt: skip


def _phrase(stands: str | None) -> Deed:
    fields = (Field(_("Phrase"), stands or ""),)

    def read(_choice: int, v: Values) -> PutPhrase:
        return PutPhrase(read_text(v[0], _("Phrase")), stands)

    return Deed(f"phrase:{stands or ''}", stands or _("New phrase"), PutPhrase(stands, stands), fields, read)


def phrases_topic() -> Topic:
    """Phrases for the topics of lessons (C13)."""

    def lines(found: Settings) -> list[Line]:
        return [
            Line((text,), _phrase(text), PutPhrase(None, text), _("Take the phrase “{text}” away?").format(text=text))
            for text in found.phrases
        ]

    return Topic(
        _("Phrases for topics"), lambda found: _("phrases: {count}").format(count=len(found.phrases)),
        (ListColumn(_("phrase"), 0),), lines, lambda _found: (_phrase(None),), lambda _found: PutPhrase(""),
        (_("What teachers put into the topic of a lesson with Ctrl+F, instead of typing it."),),
    )  # fmt: skip


def _school(found: Settings) -> list[Line]:
    edit = Deed(
        "school:name", _("School"), NameSchool(found.name, found.name), (Field(_("Name"), found.name),),
        lambda _n, v: NameSchool(read_text(v[0], _("Name")), found.name),
    )  # fmt: skip
    return [Line((_("Name"), found.name), edit)]


def school_topic() -> Topic:
    """The school's own name."""
    return Topic(
        _("School"), lambda found: found.name, (ListColumn(_("what"), 12), ListColumn("", 0)), _school, nothing,
        lambda found: NameSchool(found.name, found.name),
        (_("The name of the school as it stands on the sign-in screen and on every paper."),),
    )  # fmt: skip
