"""The school as a whole: its settings, its year, its state."""

from ...i18n import _
from ..people.people import Actor, Role
from .roles import LEADERS


def may_read_health(actor: Actor) -> str | None:
    """The state of the home: no personal data in it (O8.3, O8.1a)."""
    if actor.is_(*LEADERS, Role.LAB_ASSISTANT, Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The state of the journal is watched by the lab assistant and the officer.")


def may_back_up(actor: Actor) -> str | None:
    """Copies of the database hold everybody's data: those who archive it (O8.1c, O8.2d)."""
    if actor.is_(Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The journal is copied by the officer for informatization and the dispatcher.")


def may_prove_audit(actor: Actor) -> str | None:
    """The proof of the audit chain: no deed is told by it."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.CONSOLE):
        return None
    return _("The audit is proven by the officer for informatization, the deputy head and the director.")


def may_read_audit(actor: Actor) -> str | None:
    """Who did what: those who control (O8.6)."""
    if actor.is_(*LEADERS, Role.CONSOLE):
        return None
    return _("The audit is read by the deputy head and the director.")


def may_decide_teaching(actor: Actor) -> str | None:
    """Rules of marks and deadlines, study periods, kinds of work and of lesson: the deputy head."""
    return None if actor.is_(Role.DEPUTY) else _("How marks are given and counted is decided by the deputy head.")


def may_keep_calendar(actor: Actor) -> str | None:
    """Holidays, days off, moved days, bells: the deputy head and the dispatcher (O8.2a)."""
    if actor.is_(Role.DEPUTY, Role.DISPATCHER):
        return None
    return _("The calendar and the bells are kept by the deputy head and the dispatcher.")


def may_keep_subjects(actor: Actor) -> str | None:
    """The list of subjects: the officer and the deputy head."""
    if actor.is_(Role.OFFICER, Role.DEPUTY):
        return None
    return _("The subjects are kept by the officer for informatization and the deputy head.")


def may_keep_school(actor: Actor) -> str | None:
    """The facts of the school: the officer for informatization."""
    if actor.is_(Role.OFFICER):
        return None
    return _("The facts of the school are kept by the officer for informatization.")


def may_see_settings(actor: Actor) -> str | None:
    """The settings of the school: whoever keeps a part of them, and who leads the school."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The settings are seen by the deputy head, the director, the officer and the dispatcher.")


def may_see_turn(actor: Actor) -> str | None:
    """The next study year: keepers of data prepare it, who leads the school looks at it (C26)."""
    if actor.is_(*LEADERS, Role.OFFICER, Role.DISPATCHER, Role.CONSOLE):
        return None
    return _("The next study year is prepared by the officer for informatization and the dispatcher.")


def may_read_officer_page(actor: Actor) -> str | None:
    """Who cannot sign in, and gaps in the data (O8.1, C38)."""
    return None if actor.is_(Role.OFFICER) else _("This is the screen of the officer for informatization.")


def may_read_school_page(actor: Actor) -> str | None:
    """The school in a page (C38)."""
    return None if actor.is_(*LEADERS) else _("The school in a page is read by the director and the deputy head.")


def may_close_periods(actor: Actor) -> str | None:
    """A study period is closed and opened again: the deputy head."""
    return None if actor.is_(Role.DEPUTY) else _("A period is closed and opened by the deputy head.")


def may_answer_corrections(actor: Actor) -> str | None:
    """Closed lessons are opened for correction by the deputy head."""
    return None if actor.is_(Role.DEPUTY) else _("Requests to correct are answered by the deputy head.")


def may_approve_results(actor: Actor) -> str | None:
    """A result above the proposal is approved by the deputy head."""
    if actor.is_(Role.DEPUTY):
        return None
    return _("Results above the proposal are approved by the deputy head.")


def may_read_closing(actor: Actor) -> str | None:
    """What is missing before a period is closed: who leads the school."""
    if actor.is_(*LEADERS):
        return None
    return _("The closing of periods is seen by the deputy head and the director.")
