"""What a family may see of the journal: one list, for the copy that is put out and for a session beside the staff's."""

from ..engine.confinement import DELETE, INSERT, UPDATE, Rights

_ALL = frozenset((INSERT, UPDATE, DELETE))

PUBLISHED: dict[str, tuple[str, ...]] = {
    "absence": ("id", "lesson", "pupil", "letter", "minutes"),
    "absence_notice": ("id", "pupil", "reason", "starts", "ends", "state", "answer", "said"),
    "absence_reason": ("id", "code", "name", "letter"),
    "account": ("id", "login", "pupil", "guardian", "disabled", "closes"),
    "bell": ("id", "number", "starts", "ends"),
    "bell_set": ("id", "name", "times"),
    "bell_use": ("id", "bell_set", "starts", "ends", "weekday", "first_grade", "last_grade", "school_class"),
    "calendar_day": (
        "id", "year", "kind", "starts", "ends", "title", "first_grade", "last_grade", "as_weekday", "school_class",
    ),
    "certificate": ("id", "pupil", "number", "issued"),
    "certificate_mark": ("id", "certificate", "subject", "day", "place", "value", "sign"),
    "class_teacher": ("id", "school_class", "staff", "starts", "ends"),
    "conduct_note": ("id", "lesson", "pupil", "praise", "text"),
    "contest": ("id", "pupil", "name", "level", "place", "day"),
    "council_decision": ("id", "pupil", "year", "school_class", "matter", "kind", "protocol", "day", "word"),
    "course": ("id", "subject", "study_group", "half_hours"),
    "debt_attempt": ("id", "pupil", "subject", "year", "number", "day", "value", "word"),
    "grade_scheme": ("id", "year", "grade", "scheme", "week"),
    "guardian": ("id", "surname", "given", "patronymic", "search_key"),
    "guardianship": ("id", "pupil", "guardian", "relation", "ends"),
    "home_tuition": ("id", "pupil", "starts", "ends"),
    "homework": ("id", "lesson", "text", "none_set", "due", "on_day", "minutes"),
    "homework_pupil": ("id", "homework", "pupil"),
    "individual_plan": ("id", "pupil", "subject", "starts", "ends"),
    "lesson": (
        "id", "course", "day", "number", "room", "state", "topic", "kind", "substitute", "roll_at", "held_at",
        "on_paper_at",
    ),
    "lesson_kind": ("id", "code", "name"),
    "mark": ("id", "work", "pupil", "place", "value", "sign", "comment"),
    "membership": ("id", "study_group", "pupil", "starts", "ends", "standing"),
    "own_scheme": ("id", "school_class", "course", "scheme"),
    "period_closing": ("id", "period", "school_class", "closed"),
    "personal_homework": ("id", "lesson", "place", "text", "due", "on_day", "minutes"),
    # Choosing the first password asks for the child's birthday, which must not be in it.
    "pupil": ("id", "surname", "given", "patronymic", "search_key", "birth", "education_form"),
    "result": ("id", "pupil", "subject", "year", "kind", "scheme", "number", "value", "source"),
    "result_deferral": ("id", "pupil", "subject", "year", "scheme", "number", "until"),
    "rule": ("id", "name", "value", "starts", "ends", "first_grade", "last_grade", "subject"),
    "setting": ("id", "name", "value"),
    "slot": ("id", "timetable", "course", "weekday", "number", "room", "weeks", "role"),
    "staff": ("id", "surname", "given", "patronymic", "search_key"),
    "study_group": ("id", "year", "kind", "name", "grade", "letter", "of_class", "starts", "ends", "follows"),
    "study_period": ("id", "year", "scheme", "number", "starts", "ends", "closed_at"),
    "study_year": ("id", "title", "starts", "ends", "week"),
    "subject": ("id", "name", "short", "markless"),
    "substitution": ("id", "lesson", "kind", "substitute", "confirmed", "moved_to"),
    "teaching": ("id", "course", "staff", "starts", "ends", "signs"),
    "timetable": ("id", "year", "starts", "ends", "title"),
    "work": ("id", "lesson", "kind", "weight", "for_all", "makes_up", "marks"),
    "work_date": ("id", "work", "pupil", "day", "why"),
    "work_kind": ("id", "code", "name", "short", "weight", "due_days", "for_all", "marks"),
}  # fmt: skip
"""What a diary shows, by table and column: no phone, no address, no note, no author, nothing of the log."""

SETTINGS = ("name", "language", "zone", "purpose", "clock_offset")
"""The facts of the school that are put out."""

_BESIDE: dict[str, tuple[str, ...]] = {
    "absence_notice": ("version", "word", "author", "at"),
    "account": ("version", "staff"),
    "audit_head": ("id", "seq", "hash"),
    "certificate": ("place", "author", "at"),
    "contact_proposal": ("id", "version", "guardian", "phone", "email", "refused", "at"),
    "deed": ("seq", "at", "actor", "terminal", "verb", "outcome", "facts", "hash"),
    "draft": ("account", "place", "text", "at"),
    "guardian": ("version", "phone", "email"),
    "membership": ("order_number", "left_order"),
    "personal": ("hash", "text"),
    "preference": ("account", "name", "value"),
    "pupil": ("version",),
    "sitting": ("id", "account", "terminal", "pid", "started", "last_seen", "ended", "reason"),
    "slot": ("author", "at"),
    "staff": ("dismissed",),
    "staff_role": ("staff", "role", "first_grade", "last_grade", "starts", "ends"),
    "terminal": ("id", "source", "name", "room", "zone", "tested", "faults"),
    "trace": ("seq", "deed", "entity", "entity_id", "act", "data"),
}
"""What a session on the journal itself reads besides: its own contact, its own deeds, who it is."""

FAMILY = Rights(
    {
        table: frozenset((*PUBLISHED.get(table, ()), *_BESIDE.get(table, ())))
        for table in PUBLISHED.keys() | _BESIDE.keys()
    },
    {
        "absence_notice": _ALL,
        "audit_head": frozenset((UPDATE,)),
        "contact_proposal": _ALL,
        "deed": frozenset((INSERT,)),
        "draft": _ALL,
        "personal": frozenset((INSERT,)),
        "preference": _ALL,
        "sitting": frozenset((UPDATE,)),
        "trace": frozenset((INSERT,)),
    },
    "family",
)
"""A family's session on the journal: no secret of anybody, no mark to write."""
