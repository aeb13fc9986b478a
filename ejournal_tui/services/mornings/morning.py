"""The mornings of the officer and of the director: a page of figures, each with what is behind it (C38)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.mornings.morning import Line, Morning, Sign
from ...domain.people.people import Actor
from ...domain.text.words import decimal
from ...i18n import _, ngettext
from ...storage.mornings import morning as store
from ...storage.people import people
from ...storage.school import School
from ...storage.timetable import substitutions
from ..accounts.accounts import holders
from ..papers.papers import WeeklyQueue
from ..people.contact_proposals import WaitingProposals
from ..session import Query
from ..workbooks.inbox import ShowInbox
from .today import WholeSchoolDay

_DAY = 24 * 3600 * 1000
FAILS = 4
"""From so many failures in a row on the next attempt has to wait, longer each time."""


def _counted(what: str, found: Sequence[str], opens: str = "") -> Line:
    """A list that is empty when everything is well."""
    return Line(what, str(len(found)), Sign.ASKS if found else Sign.TELLS, tuple(found), opens)


@dataclass(frozen=True)
class OfficerMorning(Query[Morning]):
    """Who cannot sign in, and what is missing in the data that the officer keeps (O8.1)."""

    day: date
    home: Path
    """Where the inbox is."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer for informatization."""
        return policy.may_read_officer_page(actor)

    def answer(self, actor: Actor, school: School) -> Morning:
        """Lists that wait and accounts first, then gaps; of pupils the officer's grades only."""
        proposed = WaitingProposals().answer(actor, school)
        details = tuple(f"{one.name} ({', '.join(one.children)})" for one in proposed)
        told = Line(_("Contacts that families propose"), str(len(proposed)), details=details)
        lines = (self._lists(actor, school), *self._accounts(actor, school), *self._gaps(actor, school), told)
        return Morning(lines, school.calendar().free_because(self.day, 11))

    def _lists(self, actor: Actor, school: School) -> Line:
        what = _("Lists to import")
        try:
            files = ShowInbox(self.home).answer(actor, school).files
        except Invalid as error:
            return Line(what, str(error), Sign.ASKS, opens="importing")
        waiting = [file.name for file in files if file.waits]
        new = sum(not file.state for file in files)
        words = [", ".join(waiting)] if waiting else []
        if new:
            words.append(ngettext("{count} new file", "{count} new files", new).format(count=new))
        return Line(what, "; ".join(words) or "0", Sign.ASKS if waiting else Sign.TELLS, opens="importing")

    def _accounts(self, actor: Actor, school: School) -> Iterable[Line]:
        staff = [f"{one.name.full}, {one.of}" for one in holders(school, None) if not one.provided]
        yield _counted(_("Staff without a password or a code"), staff)
        classes = store.without_access(school, actor.grades, self.day, school.clock.instant())
        details = [_("{group}: {count}").format(group=name, count=count) for name, count in classes]
        total = sum(count for _name, count in classes)
        yield Line(_("Pupils without a password or a code"), str(total), details=tuple(details))
        refused = [
            ngettext("{name}: {count} attempt failed", "{name}: {count} attempts failed", count).format(
                name=name, count=count
            )
            for name, count in store.refused_sign_ins(school, school.clock.instant() - _DAY, FAILS)
        ]  # fmt: skip
        yield _counted(_("Cannot sign in: wrong password"), refused)
        yield _counted(_("Closed accounts"), store.closed_accounts(school))

    def _gaps(self, actor: Actor, school: School) -> Iterable[Line]:
        leaderless = [str(one.name) for one in people.classes(school) if not one.teacher]
        yield _counted(_("Classes without a class teacher"), leaderless, "people")
        yield _counted(_("Courses without a teacher"), store.courses_without_teacher(school, self.day))
        yield _counted(
            _("Pupils without a guardian"), store.without_guardian(school, actor.grades, self.day), "people"
        )
        yield _counted(
            _("Families without phone and e-mail"), store.unreachable(school, actor.grades, self.day), "people"
        )


@dataclass(frozen=True)
class DirectorMorning(Query[Morning]):
    """The school in a page: the numbers of the day."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school."""
        return policy.may_read_school_page(actor)

    def answer(self, actor: Actor, school: School) -> Morning:
        """Pupils, lessons, teachers, papers."""
        lines = (
            *self._pupils(school), *self._lessons(actor, school), *self._teachers(school), *self._papers(actor, school)
        )  # fmt: skip
        return Morning(lines, school.calendar().free_because(self.day, 11))

    def _pupils(self, school: School) -> Iterable[Line]:
        absent, enrolled = store.absent_and_enrolled(school, self.day)
        share = decimal(absent * 100_000 // enrolled, 1) if enrolled else "0"
        words = _("{absent} of {enrolled} ({share} %)").format(absent=absent, enrolled=enrolled, share=share)
        yield Line(_("Pupils who missed a lesson today"), words, opens="school")

    def _lessons(self, actor: Actor, school: School) -> Iterable[Line]:
        found = WholeSchoolDay(self.day).answer(actor, school)
        lessons, filled = sum(c.lessons for c in found.classes), sum(c.filled for c in found.classes)
        filled_words = _("{filled} of {lessons}").format(filled=filled, lessons=lessons)
        yield Line(_("Lessons filled in"), filled_words, opens="school")
        late = [f"{c.name}: {words}" for c in found.classes for words in c.missing]
        yield _counted(_("Not filled in after the bell"), late, "school")
        off = [lesson for lesson in substitutions.of_day(school, self.day) if not lesson.state.takes_place]
        yield Line(_("Cancelled and moved lessons"), str(len(off)), opens="substitutions")
        sign = Sign.ASKS if found.unattended else Sign.TELLS
        yield Line(_("Lessons without a teacher"), str(found.unattended), sign, opens="substitutions")
        sign = Sign.ASKS if found.claims else Sign.TELLS
        yield Line(_("Lessons taken at once, to confirm"), str(found.claims), sign, opens="substitutions")

    def _teachers(self, school: School) -> Iterable[Line]:
        away = substitutions.away(school, self.day)
        names = substitutions.names(school, away)
        details = sorted(f"{names[staff]}: {one.reason.words}" for staff, one in away.items())
        yield Line(_("Teachers away"), str(len(away)), details=tuple(details), opens="substitutions")

    def _papers(self, actor: Actor, school: School) -> Iterable[Line]:
        queue = WeeklyQueue(self.day).answer(actor, school)
        wanted = [one for one in queue.lines if one.on_paper and not one.free]
        given = sum(one.released for one in wanted)
        words = _("{given} of {classes} classes").format(given=given, classes=len(wanted))
        yield Line(_("Weekly sheets given to the print"), words, opens="papers")
