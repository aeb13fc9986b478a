"""From what kind of place somebody works, and whether it admits them."""

from ..domain.accounts.zones import Workplace, Zone, workplace
from ..domain.errors import Denied
from ..domain.people.people import Actor
from ..i18n import _
from ..storage.school import School


def place_of(school: School, source: str) -> Workplace:
    """What the school knows of a place; what comes by the families' own door is told by the door."""
    if school.spool is not None:
        return Workplace(Zone.DIARY, None, True)
    return workplace(source, school.terminals())


def require_admitted(actor: Actor) -> None:
    """Nobody works on where the place does not admit the staff, or families; raises Denied."""
    if actor.zone is not None and not Workplace(actor.zone, None, True).admits(actor.staff is not None):
        raise Denied(
            _("This workplace is not meant for your account."), _("Sign out and sign in at a place that is.")
        )


def told_source(school: School, source: str) -> str:
    """A place as it stands in the register, or by its source where it does not."""
    place = place_of(school, source)
    return place.terminal.name if place.terminal else source


def told_place(school: School, source: str) -> str:
    """«Рабочее место: кабинет 12 (класс)», as the sign-in screen shows it."""
    place = place_of(school, source)
    if place.terminal is not None:
        return _("Workplace: {place}").format(place=place.terminal.told)
    if place.zone is Zone.DIARY:
        return _("Workplace: {place}").format(place=place.zone.words)
    return _("Workplace: not registered") if place.in_force else source


def told_fresh(school: School, source: str) -> str:
    """What the sign-in screen says while the school knows no workplace, "" from its first one on."""
    if place_of(school, source).in_force:
        return ""
    return _("No workplace is registered yet: the staff and families sign in here alike.")
