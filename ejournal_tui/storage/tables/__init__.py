"""The tables as peewee sees them; the columns' truth is the migrations' SQL, kept equal by a test.

Models carry no database: a query is always executed on a named one. Dates are ISO text, instants are
milliseconds of UTC. `PERSONAL` names the columns whose text must stay out of the audit chain.
"""

from .accounts import (
    Account,
    AccountUnlock,
    Admission,
    Credential,
    Draft,
    KnownSource,
    Preference,
    Sitting,
    Terminal,
    Throttle,
)
from .base import Entity, Table
from .chain import AuditHead, Deed, Personal, Trace
from .council import CouncilDecision, DebtAttempt
from .elsewhere import Certificate, CertificateMark, Correction, PeriodClosing, Result, ResultDeferral, ResultRaise
from .finals import Contest, Exam, Examinee
from .journal import (
    Absence,
    AbsenceNotice,
    AbsencePaper,
    ConductNote,
    Homework,
    HomeworkPupil,
    Lesson,
    Mark,
    PersonalHomework,
    SheetRelease,
    Work,
    WorkDate,
)
from .people import (
    ContactProposal,
    ContactStatement,
    Guardian,
    Guardianship,
    HomeTuition,
    IndividualPlan,
    Pupil,
    Staff,
    StaffRole,
)
from .school import Bell, CalendarDay, GradeScheme, LessonKind, Setting, StudyPeriod, StudyYear, Subject, WorkKind
from .settings import AbsenceReason, BellSet, BellUse, OwnScheme, Rule, TopicPhrase
from .teaching import (
    ClassTeacher,
    Course,
    Membership,
    PlanApproval,
    PlanEntry,
    Slot,
    SplitProposal,
    StaffAbsence,
    StudyGroup,
    Substitution,
    Teaching,
    Timetable,
)

__all__ = [
    "BLANKS",
    "ENTITIES",
    "Absence",
    "AbsenceNotice",
    "AbsencePaper",
    "AbsenceReason",
    "Account",
    "AccountUnlock",
    "Admission",
    "AuditHead",
    "Bell",
    "BellSet",
    "BellUse",
    "CalendarDay",
    "Certificate",
    "CertificateMark",
    "ClassTeacher",
    "ConductNote",
    "ContactProposal",
    "ContactStatement",
    "Contest",
    "Correction",
    "CouncilDecision",
    "Course",
    "Credential",
    "DebtAttempt",
    "Deed",
    "Draft",
    "Entity",
    "Exam",
    "Examinee",
    "GradeScheme",
    "Guardian",
    "Guardianship",
    "HomeTuition",
    "Homework",
    "HomeworkPupil",
    "IndividualPlan",
    "KnownSource",
    "Lesson",
    "LessonKind",
    "Mark",
    "Membership",
    "OwnScheme",
    "PeriodClosing",
    "Personal",
    "PersonalHomework",
    "PlanApproval",
    "PlanEntry",
    "Preference",
    "Pupil",
    "Result",
    "ResultDeferral",
    "ResultRaise",
    "Rule",
    "Setting",
    "SheetRelease",
    "Sitting",
    "Slot",
    "SplitProposal",
    "Staff",
    "StaffAbsence",
    "StaffRole",
    "StudyGroup",
    "StudyPeriod",
    "StudyYear",
    "Subject",
    "Substitution",
    "Table",
    "Teaching",
    "Terminal",
    "Throttle",
    "Timetable",
    "TopicPhrase",
    "Trace",
    "Work",
    "WorkDate",
    "WorkKind",
]

ENTITIES: dict[str, type[Entity]] = {
    model._meta.table_name: model
    for model in (
        Setting, StudyYear, CalendarDay, StudyPeriod, GradeScheme, Bell, Subject, WorkKind, LessonKind, Staff,
        StaffRole, Pupil, Guardian, Guardianship, StudyGroup, ClassTeacher, Membership, Course, Teaching,
        Timetable, Slot, PlanEntry, Lesson, Work, Mark, Absence, Homework, SheetRelease,
        Account, PlanApproval, HomeTuition, ContactStatement, StaffAbsence, Substitution,
        Rule, BellSet, BellUse, OwnScheme,
        Certificate, CertificateMark, Result, PeriodClosing, Correction,
        SplitProposal,
        ContactProposal,
        AbsencePaper, AbsenceNotice,
        PersonalHomework, HomeworkPupil, ConductNote, TopicPhrase, AbsenceReason,
        WorkDate,
        ResultRaise, ResultDeferral,
        IndividualPlan,
        CouncilDecision, DebtAttempt,
        AccountUnlock,
        Exam, Examinee, Contest,
        Terminal,
    )
}  # fmt: skip
"""The audited tables by name."""

BLANKS: dict[str, dict[str, object]] = {
    name: {field.name: None if field.null else "" for field in model._meta.sorted_fields}
    for name, model in ENTITIES.items()
}
"""What an empty column of an audited table holds: the log leaves it out, and holds nothing else for empty."""
