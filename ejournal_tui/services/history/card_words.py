"""Changes of a person's card, as whoever keeps the cards would say them."""

from collections.abc import Callable, Iterable
from datetime import date

from ...domain.groups.groups import group_title
from ...domain.people.card_lines import role_name
from ...domain.people.cards import PersonKind
from ...domain.people.people import GuardianId, Name, PupilId, Role
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.log import deeds
from ...storage.log.audit import PERSONAL_KEY
from ...storage.log.deeds import State, Step
from ...storage.school import School
from .sentences import changed

_FIELDS = {
    "surname": N_("surname"), "given": N_("first name"), "patronymic": N_("patronymic"), "birth": N_("date of birth"),
    "phone": N_("phone"), "email": N_("e-mail"), "file_number": N_("personal file"),
    "language": N_("foreign language"), "education_form": N_("form of education"), "post": N_("post"),
    "room": N_("room"), "enrolled": N_("enrolled on"), "dismissed": N_("last day at school"),
}  # fmt: skip
_DATES = ("birth", "enrolled", "dismissed")


class CardWords:
    """Tells steps about one card; the texts and names that they name are looked up once for all of them."""

    def __init__(self, school: School, steps: Iterable[Step], kind: PersonKind) -> None:
        self._school, self._kind = school, kind
        states = [state for step in steps for state in (step.before, step.after)]
        self._texts = deeds.texts(school, states)
        self._groups = {
            key: " ".join(filter(None, (group_title(kind, grade, letter, name), subject if kind != "class" else "")))
            for key, kind, grade, letter, name, subject in school.db.sql(
                "SELECT g.id, g.kind, g.grade, g.letter, g.name, MIN(s.short) FROM study_group g"
                " LEFT JOIN course c ON c.study_group=g.id LEFT JOIN subject s ON s.id=c.subject"
                " GROUP BY g.id, g.kind, g.grade, g.letter, g.name"
            )
        }

    def change(self, step: Step) -> str:
        """What was and what became, "" where nothing of it is on the card."""
        tellers: dict[str, Callable[[Step], str]] = {
            "membership": self._membership, "guardianship": self._guardianship, "home_tuition": self._at_home,
            "individual_plan": self._left_out, "staff_role": self._role, "class_teacher": self._leads,
        }  # fmt: skip
        return tellers.get(step.entity, self._person)(step)

    def _person(self, step: Step) -> str:
        if not step.before:
            return _("the card was begun")
        was, now = self._whole(step.before), self._whole(step.after)
        return ", ".join(
            f"{_(label)}: {changed(was.get(name, ''), now.get(name, ''))}"
            for name, label in _FIELDS.items()
            if was.get(name, "") != now.get(name, "")
        )

    def _whole(self, state: State) -> dict[str, str]:
        key = str(state.get(PERSONAL_KEY))
        kept = self._texts.get(key)
        if kept is None and PERSONAL_KEY in state:
            gone = _("no longer kept")
            kept = dict.fromkeys(("surname", "given", "patronymic", "birth", "phone", "email"), f"{gone} {key[:6]}")
        found = {name: str(value) for name, value in {**state, **(kept or {})}.items() if value}
        return {name: _day(value) if name in _DATES else value for name, value in found.items()}

    def _membership(self, step: Step) -> str:
        return self._dated(step, self._groups.get(_key(step, "study_group"), ""))

    def _at_home(self, step: Step) -> str:
        return self._dated(step, _("taught at home"))

    def _left_out(self, step: Step) -> str:
        state = step.after or step.before
        rows = self._school.db.sql("SELECT name FROM subject WHERE id=?", _key(step, "subject"))
        said = self._dated(step, _("plan without {subject}").format(subject=rows[0][0] if rows else "—"))
        return said + _(", order {number}").format(number=state.get("number"))

    def _role(self, step: Step) -> str:
        role = role_name(Role(str((step.after or step.before).get("role"))))
        return self._dated(step, _("role: {role}").format(role=role))

    def _leads(self, step: Step) -> str:
        group = self._groups.get(_key(step, "school_class"), "")
        return self._dated(step, _("class teacher of {group}").format(group=group))

    def _dated(self, step: Step, what: str) -> str:
        """«7А с 01.09.2017», «7А по 14.01.2018, приказ 12»."""
        state = step.after or step.before
        starts, ends = (_day(str(state[name])) if state.get(name) else "" for name in ("starts", "ends"))
        order = str(state.get("left_order" if ends else "order_number") or "")
        if not step.after:
            said = _("{what} from {day}: taken out").format(what=what, day=starts)
        elif ends:
            said = _("{what} until {day}").format(what=what, day=ends)
        elif step.before.get("ends"):
            said = _("{what} from {day}, without an end again").format(what=what, day=starts)
        else:
            said = _("{what} from {day}").format(what=what, day=starts)
        return said + (_(", order {number}").format(number=order) if order else "")

    def _guardianship(self, step: Step) -> str:
        state = step.after or step.before
        named = "pupil" if self._kind is PersonKind.GUARDIAN else "guardian"
        who = self._name(named, _key(step, named))
        relation = str(state.get("relation", ""))
        kin = f"{who} ({relation})" if relation else who
        if not step.after:
            return _("{name}: no longer family of the pupil").format(name=kin)
        if step.before and step.before.get("on_paper") != step.after.get("on_paper"):
            return (
                _("{name}: informed on paper") if step.after.get("on_paper") else _("{name}: informed in the diary")
            ).format(name=kin)  # fmt: skip
        if step.after.get("ends") and step.after.get("ends") != step.before.get("ends"):
            return _("{what} until {day}").format(what=kin, day=_day(str(step.after["ends"])))
        return _("family: {name}").format(name=kin)

    def _name(self, table: str, key: int) -> str:
        of = PupilId(key) if table == "pupil" else GuardianId(key)
        rows = self._school.db.sql(f"SELECT surname, given, patronymic FROM {table} WHERE id=?", of)
        return Name(*rows[0]).short if rows else _("somebody no longer kept")


def _key(step: Step, name: str) -> int:
    return int(str((step.after or step.before).get(name) or 0))


def _day(text: str) -> str:
    return full_date(date.fromisoformat(text))
