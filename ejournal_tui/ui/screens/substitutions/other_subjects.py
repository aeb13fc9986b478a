"""Orders of the dispatcher's day about subjects: another one instead, a lesson beyond the timetable."""

from ....domain.journal.lessons import LessonState
from ....domain.timetable.substitutions import OF_LESSONS, OF_TEACHERS
from ....i18n import N_, _
from ....services.timetable.other_subjects import AddLesson, GiveSubject, SubjectsToGive
from ....services.timetable.substitution_day import Line
from ...commands import Command
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from .ordering import OrderingScreen, read_number

SUBJECT = Command("subject", ("п",), N_("another subject"), N_("Give the lesson as another subject of the class."), 40)
EXTRA = Command("extra", ("д",), N_("extra lesson"), N_("Add a lesson beyond the timetable."))


class SubjectScreen(OrderingScreen):
    """What the dispatcher's day asks about subjects."""

    def action_subject(self) -> None:
        """Another subject instead of the lesson under the cursor."""
        line = self.line()
        if line is None or self.refused(SUBJECT.action):
            return
        if line.state is LessonState.PLANNED and line.order is None:
            self.start(self.give_subject(line))
        else:
            self.say(_("Something was ordered about this lesson already, or it is kept."), _("Del takes it back."))

    def action_extra(self) -> None:
        """A lesson beyond the timetable."""
        if not self.refused(EXTRA.action):
            self.start(self.add_lesson())

    async def give_subject(self, line: Line) -> None:
        """Which subject of the class instead, given by its own teacher; those first who are free."""
        offers = await self.ask(SubjectsToGive(self.day, line.school_class, line.lesson))
        if not offers:
            self.say(_("The class has no other subject with a teacher."))
            return
        rows = [(offer.subject, f"{offer.teachers} {offer.busy}".strip()) for offer in offers]
        index = await self.dialog(Choose(f"{line.number} {line.group} {line.subject}:", rows, searches=True))
        because = await self.because(line.away, (*OF_TEACHERS, *OF_LESSONS[:-1])) if index is not None else None
        if index is None or because is None:
            return
        offer = offers[index]
        if await self.do(GiveSubject(line.lesson, offer.course, *because, line.order)):
            await self.load()
            title = f"{line.number} {line.group} {line.subject}"
            said = _("{title}: {subject} instead, {name}.").format(
                title=title, subject=offer.subject, name=offer.teachers
            )
            self.say(said, _("It stands in the other journal; the plans follow. Ctrl+Z takes it back."))

    async def add_lesson(self) -> None:
        """Of which class, which subject, at which number and where."""
        if self.found is None:
            return
        classes = self.found.classes
        index = await self.dialog(Choose(_("Class"), [(name,) for _key, name, _grade in classes], searches=True))
        if index is None:
            return
        offers = await self.ask(SubjectsToGive(self.day, classes[index][0]))
        if not offers:
            self.say(_("The class has no other subject with a teacher."))
            return
        subjects = [(f"{offer.group} {offer.subject}", offer.teachers) for offer in offers]
        chosen = await self.dialog(Choose(_("Extra lesson"), subjects, searches=True))
        if chosen is None:
            return
        offer = offers[chosen]
        title = f"{offer.group} {offer.subject}"
        filled = await self.dialog(FillIn(title, [(_("Lesson"), ""), (_("Room"), "")], read_number))
        because = await self.because(None, OF_LESSONS) if filled is not None else None
        if filled is None or because is None:
            return
        lesson = AddLesson(offer.course, self.day, read_number(filled), filled[1], *because)
        if await self.do(lesson):
            await self.load()
            said = _("{title}: extra lesson {number}, {name}.")
            self.say(said.format(title=title, number=filled[0], name=offer.teachers), _("Ctrl+Z takes it back."))
