"""Pupils come, move between classes, leave, come back, are taught at home (O8.1d, O8.2b, C16, C20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.accounts.logins import family_login
from ...domain.errors import Conflict, Invalid
from ...domain.people.cards import ClassStay, NewGuardian, stay_on
from ...domain.people.people import Actor, ClassId, Name, PupilId
from ...domain.text.search import key as search_key
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.accounts import accounts
from ...storage.groups import stays
from ...storage.journal import own_lessons
from ...storage.log.records import Record
from ...storage.people import cards, people
from ...storage.school import School
from .. import reference
from ..journal.own_lessons import end_own_lessons
from .families import take_in
from .personal import PersonalChange, require_order, require_school_day, require_seen

YOUNGEST, OLDEST = 5, 21
A_DAY = timedelta(days=1)


def _grades(school: School, pupil: int, to: ClassId | None) -> set[int]:
    here = stay_on(stays.class_stays(school, pupil), school.clock.today())
    wanted = {here.grade} if here else set()
    return wanted | ({people.school_class(school, to).name.grade} if to is not None else set())


def _require_single(school: School, pupil: int) -> None:
    if stays.is_astray(school, pupil):
        raise Conflict(
            _("The pupil would be in two classes at once, or in a subgroup of another class."),
            _("Somebody has changed the classes or subgroups meanwhile: open the card again."),
        )


@dataclass(frozen=True)
class EnrolPupil(PersonalChange):
    """Take a new pupil into a class, with an account and the guardians."""

    TITLE = N_("pupil enrolled")
    name: Name
    birth: date
    sex: str
    school_class: ClassId
    day: date
    order_number: str
    guardians: tuple[NewGuardian, ...] = ()

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the grade's data."""
        return policy.may_keep_pupils(actor, {people.school_class(school, self.school_class).name.grade})

    def carry_out(self, school: School, record: Record) -> None:
        """Write pupil, place in the class, account, guardians; raises Invalid."""
        require_school_day(school, self.day, self.school_class)
        years = (self.day - self.birth).days // 365
        if not YOUNGEST <= years <= OLDEST:
            raise Invalid(_("The date of birth gives {years} years of age.").format(years=years), _("Check the date."))
        rows = school.db.sql(
            "SELECT id FROM pupil WHERE search_key=? AND birth=?", search_key(self.name.full), self.birth.isoformat()
        )
        if rows:
            raise Invalid(
                _("{name}, born {day}, is in the journal already.").format(
                    name=self.name.full, day=full_date(self.birth)
                ),
                _("Find the card and bring the pupil back from there."),
            )
        pupil = record.insert(
            "pupil", surname=self.name.surname, given=self.name.given, patronymic=self.name.patronymic,
            search_key=search_key(self.name.full), birth=self.birth.isoformat(), sex=self.sex, file_number="",
            language="", education_form="", phone="", enrolled=self.day.isoformat(),
        )  # fmt: skip
        record.insert(
            "membership", study_group=self.school_class, pupil=pupil, starts=self.day.isoformat(), ends=None,
            order_number=require_order(self.order_number), left_order="",
        )  # fmt: skip
        record.insert("account", login=family_login(accounts.logins(school)), pupil=pupil, disabled=0)
        for guardian in self.guardians:
            take_in(school, record, pupil, guardian)

    def facts(self) -> Mapping[str, object]:
        """Where and when, not who."""
        return {"school_class": self.school_class, "day": self.day.isoformat()}


@dataclass(frozen=True)
class MovePupil(PersonalChange):
    """Move a pupil to another class, out of school, or back; marks and held lessons stay the pupil's (C16)."""

    TITLE = N_("pupil moved")
    pupil: PupilId
    to: ClassId | None
    """None for whoever leaves."""
    day: date
    """The first day of the new state."""
    order_number: str
    expects: ClassId | None
    """The class that the person saw, None for whoever had left."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the data of both grades."""
        return policy.may_keep_pupils(actor, _grades(school, self.pupil, self.to))

    def carry_out(self, school: School, record: Record) -> None:
        """End the stay in the class with its subgroups, begin the next; raises Invalid and Conflict."""
        require_school_day(school, self.day, self.to)
        order = require_order(self.order_number)
        found, ahead = self._now_and_ahead(school)
        last = found[-1] if found else None
        stands = last.school_class if last and (last.span.ends is None or ahead) else None
        words = last.title if last and stands else _("not at school")
        require_seen(school, "membership", last.key if last else 0, stands, self.expects, words)
        if self.to == stands:
            raise Invalid(_("The pupil is there already."), _("Choose another class."))
        # Whoever leaves was there for a day at least; a wrong class is put right on its own first day.
        first_day = last is not None and self.to is None and self.day == last.span.starts
        ended = last.span.ends if last and not ahead else None
        if last and (first_day or self.day < last.span.starts or (ended and self.day <= ended)):
            since = ended or last.span.starts
            raise Invalid(
                _("The last change is of {day}: the new one cannot be earlier.").format(day=full_date(since)),
                _("Write a later day."),
            )
        own_lessons.end(school, record, self.pupil, self.day)
        if last and stands:
            self._end(record, last.key, last.span.starts, order)
        for group in stays.later_groups(school, self.pupil, self.day):
            if self.to is None or (group.of_class is not None and group.span.starts <= self.day):
                self._end(record, group.key, group.span.starts, order)
        if self.to is None and ahead:
            record.delete("membership", ahead.key, stays.MEMBERSHIP)
        if self.to is not None:
            self._begin(record, self.to, order, ahead.span.starts - A_DAY if ahead else None)
            self._let_in_again(school, record)

    def _now_and_ahead(self, school: School) -> tuple[list[ClassStay], ClassStay | None]:
        """The stays up to the day, and the one of the next year where that is prepared already."""
        found = stays.class_stays(school, self.pupil)
        later = found[-1] if len(found) > 1 and self.day < found[-1].span.starts else None
        following = later is not None and found[-2].span.ends == later.span.starts - A_DAY
        if later is None or not following or school.year(later.span.starts) == school.year(self.day):
            return found, None
        return found[:-1], later

    def _let_in_again(self, school: School, record: Record) -> None:
        """Whoever comes back finds the own account open, and so do the guardians."""
        for account in accounts.closing(school, self.pupil):
            record.update("account", account, closes=None)

    def _end(self, record: Record, key: int, starts: date, order: str) -> None:
        if starts >= self.day:
            record.delete("membership", key, stays.MEMBERSHIP)
        else:
            left = order if self.to is None else ""
            record.update("membership", key, ends=(self.day - A_DAY).isoformat(), left_order=left)

    def _begin(self, record: Record, to: ClassId, order: str, until: date | None) -> None:
        record.insert(
            "membership", study_group=to, pupil=self.pupil, starts=self.day.isoformat(),
            ends=until and until.isoformat(), order_number=order, left_order="",
        )  # fmt: skip

    def check(self, school: School) -> None:
        """One class, one subgroup of a subject on each day."""
        _require_single(school, self.pupil)


@dataclass(frozen=True)
class SetHomeTuition(PersonalChange):
    """Begin or end a pupil's tuition at home from a day (C14)."""

    TITLE = N_("tuition at home")
    pupil: PupilId
    on: bool
    day: date
    """The first day at home, or the first one back in the class."""
    order_number: str
    expects: bool

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the grade's data."""
        return policy.may_keep_pupils(actor, _grades(school, self.pupil, None))

    def carry_out(self, school: School, record: Record) -> None:
        """Open or close a stretch of days; raises Invalid and Conflict."""
        require_school_day(school, self.day)
        order = require_order(self.order_number)
        spans = cards.home_spans(school, self.pupil)
        last = spans[-1] if spans else None
        form = cards.form_of(school, self.pupil)
        stands = last.span.ends is None if last else cards.is_at_home(form, reference.home_forms(), [], self.day)
        words = _("at home") if stands else _("in the class")
        entity, key = ("home_tuition", last.key) if last else ("pupil", self.pupil)
        require_seen(school, entity, key, stands, self.expects, words)
        if self.on == stands:
            raise Invalid(_("It stands so already."), _("Look at the card."))
        bound = last and (last.span.ends or last.span.starts)
        if bound and self.day <= bound:
            raise Invalid(
                _("The last change is of {day}: the new one cannot be earlier.").format(day=full_date(bound)),
                _("Write a later day."),
            )
        if not self.on:
            end_own_lessons(school, record, self.pupil, self.day)
        if self.on:
            self._insert(record, self.day, None, order)
        elif last:
            record.update("home_tuition", last.key, ends=(self.day - A_DAY).isoformat())
        else:
            # The list that was handed in told it without a date: it was so from the first day of the year.
            self._insert(record, school.calendar().starts, self.day - A_DAY, order)

    def _insert(self, record: Record, starts: date, ends: date | None, order: str) -> None:
        record.insert(
            "home_tuition", pupil=self.pupil, starts=starts.isoformat(), ends=ends and ends.isoformat(),
            order_number=order,
        )  # fmt: skip

    def check(self, school: School) -> None:
        """No two stretches open at once."""
        if sum(home.span.ends is None for home in cards.home_spans(school, self.pupil)) > 1:
            raise Conflict(_("Somebody has changed this since: nothing was taken back."))
