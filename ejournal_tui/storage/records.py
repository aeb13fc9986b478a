"""What a deed changed, row by row, so that it can be put back as it was."""

from dataclasses import dataclass

from ..domain.errors import Conflict
from ..i18n import _
from .school import School

Values = tuple[tuple[str, object], ...]

RESTS_ON: dict[str, tuple[tuple[str, str], ...]] = {
    "pupil": (("mark", "pupil"), ("absence", "pupil"), ("membership", "pupil"), ("guardianship", "pupil"),
              ("home_tuition", "pupil"), ("contact_statement", "pupil")),
    "guardian": (("guardianship", "guardian"), ("contact_statement", "guardian")),
    "staff": (("teaching", "staff"), ("class_teacher", "staff"), ("staff_role", "staff"), ("lesson", "substitute")),
    "account": (("credential", "account"), ("sitting", "account")),
    "study_group": (("membership", "study_group"), ("class_teacher", "school_class"), ("course", "study_group"),
                    ("study_group", "of_class"), ("sheet_release", "school_class")),
    "subject": (("course", "subject"),),
    "course": (("teaching", "course"), ("slot", "course"), ("lesson", "course"), ("plan_entry", "course"),
               ("plan_approval", "course")),
    "timetable": (("slot", "timetable"),),
    "lesson": (("work", "lesson"), ("absence", "lesson"), ("homework", "lesson"), ("substitution", "lesson"),
               ("substitution", "moved_to")),
}  # fmt: skip
"""What may have come to rest on a new row since; with it the row stays."""


@dataclass(frozen=True)
class Step:
    """One row that a deed made, changed or removed."""

    entity: str
    key: int
    act: str
    """"c", "u" or "d", as in the log."""
    before: Values
    after: Values


class Record:
    """Writes through the ledger and remembers each step."""

    def __init__(self, school: School) -> None:
        self._school = school
        self.steps: list[Step] = []

    def insert(self, entity: str, **values: object) -> int:
        """Add a row."""
        key = self._school.ledger.insert(entity, **values)
        self.steps.append(Step(entity, key, "c", (), tuple(values.items())))
        return key

    def update(self, entity: str, key: int, **values: object) -> None:
        """Change columns of a row."""
        before = _stored(self._school, entity, key, tuple(values))
        if self._school.ledger.update(entity, key, **values):
            self.steps.append(Step(entity, key, "u", before, tuple(values.items())))

    def delete(self, entity: str, key: int, columns: tuple[str, ...]) -> None:
        """Remove a row that consists of these columns."""
        before = _stored(self._school, entity, key, columns)
        self._school.ledger.delete(entity, key)
        self.steps.append(Step(entity, key, "d", before, ()))


def _stored(school: School, entity: str, key: int, columns: tuple[str, ...]) -> Values:
    rows = school.db.sql(f"SELECT {','.join(columns)} FROM {entity} WHERE id=?", key)
    return tuple(zip(columns, rows[0], strict=True)) if rows else ()


def put_back(school: School, steps: tuple[Step, ...]) -> None:
    """Undo steps, the last first; raises Conflict when somebody has changed or used the rows since."""
    for step in reversed(steps):
        if step.act == "d":
            school.ledger.insert(step.entity, **dict(step.before))
            continue
        columns = tuple(name for name, _value in step.after)
        if _stored(school, step.entity, step.key, columns) != step.after:
            raise Conflict(
                _("Somebody has changed this since: nothing was taken back."),
                _("Open the card again and look what stands there."),
            )
        if step.act == "u":
            school.ledger.update(step.entity, step.key, **dict(step.before))
            continue
        _require_unused(school, step)
        school.ledger.delete(step.entity, step.key)


def _require_unused(school: School, step: Step) -> None:
    for table, column in RESTS_ON.get(step.entity, ()):
        if school.db.sql(f"SELECT 1 FROM {table} WHERE {column}=? LIMIT 1", step.key):
            raise Conflict(
                _("The journal has entries or a code of this person already: nothing was taken back."),
                _("Let the person leave with a date instead."),
            )


def last_writer(school: School, entity: str, key: int) -> tuple[int, int]:
    """Who wrote a row last, and when."""
    rows = school.db.sql(
        "SELECT d.actor, d.at FROM trace t JOIN deed d ON d.seq=t.deed WHERE t.entity=? AND t.entity_id=?"
        " ORDER BY t.seq DESC LIMIT 1",
        entity, key,
    )  # fmt: skip
    return (rows[0][0], rows[0][1]) if rows else (0, 0)
