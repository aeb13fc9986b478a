"""Marks that come with a paper of another school or a sanatorium: «отметки из справки» (C17)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.journal.marks import Value, read_mark
from ...domain.journal.outside import CertificateLine, CertificateMark, CertificateResult, Source, read_result
from ...domain.people.cards import PersonKind, stay_on
from ...domain.people.people import Actor, PupilId
from ...domain.text.words import full_date
from ...domain.years.year import Period
from ...i18n import N_, _
from ...storage.groups import stays
from ...storage.journal import outside
from ...storage.log.records import Record
from ...storage.results import results
from ...storage.school import School
from ..people.personal import PersonalChange, places_of, require_order, require_past, require_seen
from ..typed import read_day, read_text
from .on_paper import result_stands

_PARTS = re.compile(r"[\s,;]+")
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?")
_RESULT = re.compile(r"(\d)\s*[=:]\s*([^\s,;]+)")
_DIGITS = re.compile(r"[1-5]{2,}")


def read_marks(typed: str, near: date) -> tuple[CertificateMark, ...]:
    """Days with their marks: «11.01 5 4, 12.01 3»; raises Invalid."""
    found: list[CertificateMark] = []
    day: date | None = None
    for part in filter(None, _PARTS.split(typed)):
        if _DAY.fullmatch(part):
            day = read_day(part, near)
            continue
        if day is None:
            raise Invalid(_("“{text}”: the day comes first.").format(text=part[:20]), _("Write it like 11.01 5 4."))
        for text in part if _DIGITS.fullmatch(part) else (part,):
            mark = read_mark(text)
            if mark.value is Value.DEBT:
                raise Invalid(_("A certificate has no debts."), _("Write marks, like 11.01 5 4."))
            found.append(CertificateMark(day, mark))
    if day is not None and (not found or found[-1].day != day):
        raise Invalid(_("No mark stands behind {day}.").format(day=full_date(day)), _("Write it like 11.01 5 4."))
    return tuple(sorted(found, key=lambda one: one.day))


def read_results(typed: str) -> tuple[CertificateResult, ...]:
    """Results by the number of the period: «1=4, 2=5»; raises Invalid."""
    rest = _PARTS.sub("", _RESULT.sub("", typed))
    if rest:
        raise Invalid(_("“{text}” is not a result.").format(text=rest[:20]), _("Write the period and the mark: 1=4."))
    found = {int(number): read_result(text) for number, text in _RESULT.findall(typed)}
    return tuple(CertificateResult(number, value) for number, value in sorted(found.items()))


@dataclass(frozen=True)
class PutCertificate(PersonalChange):
    """Make a certificate tell these marks and results of a subject; none at all takes the subject out."""

    TITLE = N_("marks of a certificate")
    pupil: PupilId
    subject: int
    number: str
    issued: date
    place: str
    marks: tuple[CertificateMark, ...]
    results: tuple[CertificateResult, ...]
    expects: CertificateLine | None = None
    """What the person saw of this certificate and subject."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher of the pupil, the keeper of the grade's data."""
        return policy.may_enter_certificate(actor, places_of(school, PersonKind.PUPIL, self.pupil))

    def carry_out(self, school: School, record: Record) -> None:
        """Write the paper with what it tells; raises Invalid and Conflict."""
        require_order(self.number)
        place = read_text(self.place, _("School or sanatorium"))
        require_past(school, self.issued)
        stands = self._standing(school)
        if stands is None and not (self.marks or self.results):
            raise Invalid(_("The certificate tells no marks."), _("Write them like 11.01 5 4."))
        self._require_days(school)
        if stands is not None and self._same(stands, place):
            raise Invalid(_("It stands so already."), _("Look at the card."))
        key = self._paper(school, record, place)
        if stands is not None:
            self._take_out(school, record, stands)
        self._write(school, record, key)

    def facts(self) -> Mapping[str, object]:
        """Whose, of which day."""
        return {"pupil": self.pupil, "issued": self.issued.isoformat(), "subject": self.subject}

    def _standing(self, school: School) -> CertificateLine | None:
        lines = outside.certificate_lines(school, self.pupil)
        seen = self.expects
        paper = (seen.number, seen.issued) if seen else (self.number.strip(), self.issued)
        stands = next((x for x in lines if (x.number, x.issued, x.subject) == (*paper, self.subject)), None)
        words = "; ".join(filter(None, (stands.marks_text, stands.results_text))) if stands else "—"
        require_seen(school, "certificate", stands.certificate if stands else 0, stands, self.expects, words)
        return stands

    def _same(self, stands: CertificateLine, place: str) -> bool:
        return (stands.number, stands.issued, stands.place, stands.marks, stands.results) == (
            self.number.strip(), self.issued, place, self.marks, self.results,
        )  # fmt: skip

    def _require_days(self, school: School) -> None:
        calendar = school.calendar()
        here = stay_on(stays.class_stays(school, self.pupil), school.clock.today())
        if here is None or here.grade == 1 or school.db.sql(
            "SELECT markless FROM subject WHERE id=?", self.subject
        ) != [(0,)]:  # fmt: skip
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        for one in self.marks:
            if not calendar.starts <= one.day <= self.issued:
                raise Invalid(
                    _("{day} is not between the first day of the year and the day of the certificate.").format(
                        day=full_date(one.day)
                    ),
                    _("Look at the dates once more."),
                )
            if calendar.period_of(one.day, here.grade, here.school_class).closed:
                raise Invalid(_("The period is closed: ask the deputy head to open it."))

    def _paper(self, school: School, record: Record, place: str) -> int:
        number = self.number.strip()
        rows = school.db.sql(
            "SELECT id, place FROM certificate WHERE pupil=? AND number=? AND issued=?",
            self.pupil, number, self.issued.isoformat(),
        )  # fmt: skip
        if rows:
            if rows[0][1] != place:
                record.update("certificate", rows[0][0], place=place)
            return int(rows[0][0])
        return record.insert(
            "certificate", pupil=self.pupil, number=number, issued=self.issued.isoformat(), place=place,
            author=school.ledger.actor, at=school.ledger.at,
        )  # fmt: skip

    def _take_out(self, school: School, record: Record, stands: CertificateLine) -> None:
        for (key,) in school.db.sql(
            "SELECT id FROM certificate_mark WHERE certificate=? AND subject=? ORDER BY id",
            stands.certificate, self.subject,
        ):  # fmt: skip
            record.delete("certificate_mark", key, outside.CERTIFICATE_MARK)
        for (key,) in school.db.sql(
            "SELECT id FROM result WHERE certificate=? AND subject=? ORDER BY id", stands.certificate, self.subject
        ):
            record.delete("result", key, results.RESULT)

    def _write(self, school: School, record: Record, key: int) -> None:
        places: dict[date, int] = {}
        for one in self.marks:
            place = places[one.day] = places.get(one.day, -1) + 1
            record.insert(
                "certificate_mark", certificate=key, subject=self.subject, day=one.day.isoformat(), place=place,
                value=int(one.mark.value), sign=one.mark.sign,
            )  # fmt: skip
        for told in self.results:
            period = self._period(school, told.number)
            there = results.of_pupils(school, [self.pupil], self.subject, period.scheme).get(
                (self.pupil, told.number)
            )
            if there is not None:
                raise Conflict(
                    result_stands(school, there), _("Nothing was overwritten: open the card again and look.")
                )
            results.put(
                school, record, self.pupil, self.subject, period.scheme, told.number, told.value, Source.CERTIFICATE,
                certificate=key,
            )  # fmt: skip

    def _period(self, school: School, number: int) -> Period:
        here = stay_on(stays.class_stays(school, self.pupil), school.clock.today())
        periods = school.calendar().periods_of(here.grade, here.school_class) if here else ()
        found = next((period for period in periods if period.number == number), None)
        if found is None:
            raise Invalid(_("The class has no such period."), _("Write the period and the mark: 1=4."))
        if found.ends >= school.clock.today():
            raise Invalid(_("This period is not over yet: its result is given at its end."))
        if found.closed:
            raise Invalid(_("The period is closed: ask the deputy head to open it."))
        return found
