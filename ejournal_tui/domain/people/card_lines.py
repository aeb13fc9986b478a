"""Cards as lines: what it is, what stands there, and whose card a line leads to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from textwrap import wrap

from ...i18n import N_, _, ngettext
from ..journal.outside import CertificateLine
from ..text.words import bare, decimal, full_date, short_date
from .cards import ClassStay, GuardianCard, Kin, OwnCourse, PersonKind, PupilCard, RoleSpan, StaffCard, Statement
from .people import Contact, Role, Span

Card = PupilCard | GuardianCard | StaffCard

ROLES = {
    Role.TEACHER: N_("role|teacher"), Role.DISPATCHER: N_("role|dispatcher"), Role.OFFICER: N_("role|officer"),
    Role.LAB_ASSISTANT: N_("role|lab assistant"), Role.DEPUTY: N_("role|deputy head"),
    Role.DIRECTOR: N_("role|director"),
}  # fmt: skip


AHEAD = 6
"""How many of the lessons to come a card names."""


@dataclass(frozen=True)
class CardLine:
    """One line of a card."""

    label: str
    text: str
    leads_to: tuple[PersonKind, int] | None = None


def wrapped(lines: list[CardLine], width: int) -> list[CardLine]:
    """The lines in so many signs of text each; what goes on beneath leads to the same card."""
    return [
        replace(line, label=line.label if not number else "", text=part)
        for line in lines
        for number, part in enumerate(wrap(line.text, max(width, 20)))
    ]


def role_name(role: Role) -> str:
    """A role in the reader's language."""
    return bare(ROLES[role])


def span_words(span: Span) -> str:
    """«с 01.09.2017», «01.09.2017–14.01.2018»."""
    if span.ends is None:
        return _("since {day}").format(day=full_date(span.starts))
    return f"{full_date(span.starts)}–{full_date(span.ends)}"


def lines_of(card: Card, when: Callable[[int], str]) -> list[CardLine]:
    """Every line of a card; `when` says an instant."""
    if isinstance(card, PupilCard):
        found = [*_pupil(card), *_statements(card.statements, when)]
    elif isinstance(card, GuardianCard):
        found = [*_guardian(card), *_statements(card.statements, when)]
    else:
        found = _staff(card)
    return [line for line in found if line.text]


def _day(day: date | None) -> str:
    return full_date(day) if day else ""


def _stay(stay: ClassStay) -> str:
    orders = ", ".join(dict.fromkeys(filter(None, (stay.order_number, stay.left_order))))
    order = _(", order {number}").format(number=orders) if orders else ""
    standing = {"conditional": _("conditionally"), "repeats": _("repeats the year")}.get(stay.standing, "")
    return f"{stay.title} {span_words(stay.span)}{order}" + (f", {standing}" if standing else "")


def _pupil(card: PupilCard) -> list[CardLine]:
    last = card.stays[-1] if card.stays else None
    gone = last is not None and last.span.ends is not None and card.school_class is None
    sex = {"m": _("boy"), "f": _("girl")}.get(card.sex, "")
    at_home = [
        CardLine(
            _("at home"), f"{span_words(home.span)}" + _(", order {number}").format(number=home.order_number)
        )
        for home in card.home
    ]
    return [
        CardLine(_("class"), _("has left school") if gone else ""),
        *(
            CardLine("" if number or gone else _("class"), _stay(stay))
            for number, stay in enumerate(reversed(card.stays))
        ),
        CardLine(_("born"), f"{_day(card.birth)}, {sex}".strip(", ")),
        CardLine(_("phone"), card.phone),
        CardLine(_("personal file"), card.file_number),
        CardLine(_("language"), card.language),
        CardLine(_("education"), (_("at home") if card.at_home else _("in the class")) if card.home else card.form),
        *at_home,
        *(CardLine(_("subgroup"), f"{subject}: {group}") for subject, group in card.groups),
        *(CardLine(_("at home"), own_course_words(one)) for one in card.own),
        *(CardLine(_("own plan"), _("without {words}").format(words=one.words)) for one in card.left_out),
        *(CardLine(_("certificate"), certificate_words(one)) for one in card.certificates),
        *(CardLine(_("olympiad"), one.words) for one in card.contests),
        CardLine(_("! no subgroup"), ", ".join(card.lacking)),
        *(_kin(_("guardian"), kin, PersonKind.GUARDIAN) for kin in card.kin),
    ]


def own_course_words(one: OwnCourse) -> str:
    """«Русский язык, 2 ч.: Орехова К. О.; 16.01 урок 3, 18.01 урок 2»."""
    hours = f"{one.half_hours // 2}" if one.half_hours % 2 == 0 else decimal(one.half_hours * 500, 1)
    days = ", ".join(
        _("{day} lesson {number}").format(day=short_date(day), number=number) for day, number in one.ahead[:AHEAD]
    )
    more = len(one.ahead) - AHEAD
    if more > 0:
        days += " " + ngettext("and {count} more", "and {count} more", more).format(count=more)
    return _("{subject}, hours a week {hours}, {teachers}: {days}").format(
        subject=one.subject, hours=hours, teachers=", ".join(one.teachers) or "—", days=days or _("no lessons yet")
    )


def certificate_words(one: CertificateLine) -> str:
    """«№ 7 от 12.01.2018, санаторий: Русский язык 11.01 5 4; I триместр 4»."""
    told = "; ".join(filter(None, (one.marks_text, one.results_text)))
    return _("No. {number} of {day}, {place}: {subject} {told}").format(
        number=one.number, day=full_date(one.issued), place=one.place, subject=one.subject_name, told=told
    )


def _kin(label: str, kin: Kin, kind: PersonKind) -> CardLine:
    informed = _("on paper") if kin.on_paper else _("electronically")
    ends = _("until {day}").format(day=full_date(kin.ends)) if kin.ends else ""
    parts = (kin.of, kin.relation, kin.contact.phone if kind is PersonKind.GUARDIAN else "", informed, ends)
    return CardLine(label, f"{kin.name.full}: {', '.join(filter(None, parts))}", (kind, kin.key))


def _contact(contact: Contact) -> list[CardLine]:
    return [CardLine(_("phone"), contact.phone or "—"), CardLine(_("e-mail"), contact.email or "—")]


def _guardian(card: GuardianCard) -> list[CardLine]:
    children = [_kin(_("child"), kin, PersonKind.PUPIL) for kin in card.children]
    return [*_contact(card.contact), *children]


def _statements(found: tuple[Statement, ...], when: Callable[[int], str]) -> list[CardLine]:
    return [CardLine(_("statement"), statement_words(one, when)) for one in found]


def statement_words(one: Statement, when: Callable[[int], str]) -> str:
    """«№ 7 от 15.01.2018: контакт (Аксёнова Н. П., 15.01 10:14)»."""
    return _("No. {number} of {day}: {what} ({who}, {when})").format(
        number=one.number, day=full_date(one.stated), what=_(one.what), who=one.who, when=when(one.at)
    )


def role_words(role: RoleSpan) -> str:
    """A role with its grades and days."""
    grades = f" {role.first_grade}–{role.last_grade}" if role.first_grade else ""
    return f"{role_name(role.role)}{grades}, {span_words(role.span)}"


def _staff(card: StaffCard) -> list[CardLine]:
    return [
        CardLine(_("post"), card.post),
        CardLine(_("last day"), _day(card.dismissed)),
        CardLine(_("room"), card.room),
        *_contact(card.contact),
        *(CardLine(_("role"), role_words(role)) for role in reversed(card.roles)),
        *(CardLine(_("leads"), f"{title} {span_words(span)}") for _key, title, span in reversed(card.leads)),
        CardLine(_("teaches"), ", ".join(card.courses)),
    ]
