"""What is entered on a pupil's card beside the class: certificates (C17), lessons at home (C14), a plan (C15)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ....domain.groups.individual_plans import LeftOut
from ....domain.journal.outside import CertificateLine
from ....domain.people.cards import OwnCourse, PupilCard
from ....domain.text.words import full_date
from ....i18n import _
from ....services.journal.certificates import PutCertificate, read_marks, read_results
from ....services.journal.own_lessons import GiveOwnCourse, HomeTeacher, PutOwnLessons, read_times
from ....services.people.individual_plans import PutLeftOut, TakeLeftOut
from ....services.typed import read_day, read_hours
from ...dialogs.form import Field
from .people_deeds import Deed, Values


def certificate_deeds(card: PupilCard, today: date) -> list[Deed]:
    """A new certificate or one more subject of the last, and each subject that stands, to be corrected."""
    if not card.subjects:
        return []
    last = card.certificates[-1] if card.certificates else None
    new = PutCertificate(card.pupil, card.subjects[0][0], "", today, "", (), ())

    def read(choice: int, v: Values) -> PutCertificate:
        return replace(_filled(new, v, today), subject=card.subjects[choice][0])

    added = Deed(
        f"certificate:{card.pupil}", _("Marks of a certificate…"), new, _fields(last, today), read,
        tuple(name for _key, name in card.subjects),
    )  # fmt: skip
    return [added, *(_correction(card, line, today) for line in card.certificates)]


def _correction(card: PupilCard, line: CertificateLine, today: date) -> Deed:
    change = PutCertificate(
        card.pupil, line.subject, line.number, line.issued, line.place, line.marks, line.results, line
    )
    words = _("Certificate No. {number}: {subject}…").format(number=line.number, subject=line.subject_name)
    fields = _fields(line, today, line)
    key = f"certificate:{card.pupil}:{line.certificate}:{line.subject}"
    return Deed(key, words, change, fields, lambda _n, v: _filled(change, v, today))


def _fields(paper: CertificateLine | None, today: date, line: CertificateLine | None = None) -> tuple[Field, ...]:
    return (
        Field(_("Certificate no."), paper.number if paper else ""),
        Field(_("Date"), full_date(paper.issued if paper else today)),
        Field(_("From where"), paper.place if paper else "", _("school or sanatorium")),
        Field(_("Marks"), line.marks_text if line else "", _("day, then marks: 11.01 5 4, 12.01 3")),
        Field(_("Past periods"), line.results_text if line else "", _("period=result: 1=4")),
    )  # fmt: skip


def _filled(change: PutCertificate, v: Values, today: date) -> PutCertificate:
    return replace(
        change, number=v[0].strip(), issued=read_day(v[1], today), place=v[2], marks=read_marks(v[3], today),
        results=read_results(v[4]),
    )  # fmt: skip


def plan_deeds(card: PupilCard, today: date) -> list[Deed]:
    """A subject that an order leaves out of the pupil's plan, and each line that stands, to be changed or taken out."""
    last = card.left_out[-1] if card.left_out else None
    deeds: list[Deed] = []
    if card.taught:
        new = PutLeftOut(
            pupil=card.pupil, subject=card.taught[0][0], starts=today, ends=None, number="", stated=today
        )  # fmt: skip

        def read(choice: int, v: Values) -> PutLeftOut:
            return replace(_planned(new, v, today), subject=card.taught[choice][0])

        fields = _plan_fields(today, None, last.number if last else "", last.stated if last else today)
        names = tuple(name for _key, name in card.taught)
        deeds = [Deed(f"plan:{card.pupil}", _("Individual plan without…"), new, fields, read, names)]
    return [*deeds, *(deed for one in card.left_out for deed in _plan_line(card, one, today))]


def _plan_line(card: PupilCard, one: LeftOut, today: date) -> list[Deed]:
    change = PutLeftOut(
        pupil=card.pupil, subject=one.subject, starts=one.span.starts, ends=one.span.ends, number=one.number,
        stated=one.stated, expects=one,
    )  # fmt: skip
    out = TakeLeftOut(pupil=card.pupil, subject=one.subject, expects=one)
    fields = _plan_fields(one.span.starts, one.span.ends, one.number, one.stated)
    words = _("Plan without {subject}: days, order…").format(subject=one.subject_name)
    taken = _("Plan without {subject}: entered by mistake, take out").format(subject=one.subject_name)
    return [
        Deed(f"plan:{card.pupil}:{one.key}", words, change, fields, lambda _n, v: _planned(change, v, today)),
        Deed(f"plan-out:{card.pupil}:{one.key}", taken, out, (), lambda _n, _v: out),
    ]


def _plan_fields(starts: date, ends: date | None, number: str, stated: date) -> tuple[Field, ...]:
    return (
        Field(_("Not learnt from"), full_date(starts)),
        Field(_("Until"), full_date(ends) if ends else "", _("empty: without an end"), optional=True),
        Field(_("Order no."), number), Field(_("Date of the order"), full_date(stated)),
    )  # fmt: skip


def _planned(change: PutLeftOut, v: Values, today: date) -> PutLeftOut:
    return replace(
        change, starts=read_day(v[0], today), ends=read_day(v[1], today) if v[1].strip() else None,
        number=v[2].strip(), stated=read_day(v[3], today),
    )  # fmt: skip


def home_deeds(card: PupilCard, today: date, teachers: Sequence[HomeTeacher]) -> list[Deed]:
    """A subject taught at home, and the days of those that are."""
    taught = {one.subject for one in card.own}
    free = tuple(one for one in teachers if one.subject_name not in taught)
    given = [_course(card, today, free)] if free and card.at_home else []
    return [*given, *(deed for one in card.own for deed in _days(one, today))]


def _course(card: PupilCard, today: date, teachers: Sequence[HomeTeacher]) -> Deed:
    first = GiveOwnCourse(card.pupil, teachers[0].subject, teachers[0].staff, 2, today)
    fields = (Field(_("Hours a week"), hint=_("like 2 or 0,5")), Field(_("From"), full_date(today)))

    def read(choice: int, v: Values) -> GiveOwnCourse:
        chosen = teachers[choice]
        return replace(
            first, subject=chosen.subject, staff=chosen.staff, half_hours=read_hours(v[0]), day=read_day(v[1], today)
        )

    return Deed(
        f"own-course:{card.pupil}", _("Subject taught at home…"), first, fields, read,
        tuple(f"{one.subject_name}: {one.name}" for one in teachers),
    )  # fmt: skip


def _days(one: OwnCourse, today: date) -> list[Deed]:
    put = PutOwnLessons(one.course, ())
    fields = (
        Field(_("Days, lessons"), hint="16.01 3 4, 18.01 2"),
        Field(_("Weekly until"), hint=_("empty: only on these days")),
    )

    def read(_choice: int, v: Values) -> PutOwnLessons:
        until = read_day(v[1], today) if v[1].strip() else None
        return replace(put, times=read_times(v[0], today), until=until)

    words = _("{subject} at home: days…").format(subject=one.subject)
    found = [Deed(f"own-days:{one.course}", words, put, fields, read)]
    if one.ahead:
        out = replace(put, take_out=True)
        words = _("{subject} at home: take lessons out…").format(subject=one.subject)
        taken = fields[:1]
        found.append(
            Deed(f"own-out:{one.course}", words, out, taken, lambda _n, v: replace(out, times=read_times(v[0], today)))
        )
    return found
