"""What the class teacher enters on a pupil's card that comes from no lesson: marks of certificates (C17)."""

from dataclasses import replace
from datetime import date

from ...domain.cards import PupilCard
from ...domain.outside import CertificateLine
from ...domain.words import full_date
from ...i18n import _
from ...services.certificates import PutCertificate, read_marks, read_results
from ...services.typed import read_day
from ..dialogs.form import Field
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
