"""F10: everything possible on a screen, the person's other sections, then what is possible everywhere."""

from typing import cast

from ...domain.people.people import Actor
from ...i18n import _
from ..commands import Command, MenuLine, menu
from ..dialogs.choose import Choose
from ..host import Host
from .base import JournalScreen
from .sections import Section, sections
from .starts import first_screen


async def show_menu(screen: JournalScreen, everywhere: tuple[Command, ...]) -> None:
    """Offer it, and do or open what was chosen."""
    desk = screen.desk
    actor = await screen._attempt(lambda: desk.run(lambda session: session.actor()))
    if actor is None:
        return
    lines = menu(screen.commands, screen.enabled)
    here = {line.command.action for line in lines}
    shown = type(screen).__name__
    home = cast(Host, screen.app).home
    there = [s for s in sections(desk, home) if s.kind != shown and here.isdisjoint(s.actions)]
    closed = await screen._attempt(lambda: desk.objections({s.start: s.request for s in there}))
    if closed is None:
        return
    others = [s for s in there if s.start not in closed]
    own = [line for line in lines if line.command not in everywhere]
    choices: list[MenuLine | Section] = [*own, *others, *(line for line in lines if line.command in everywhere)]
    rows = [(one.words, one.key if isinstance(one, MenuLine) else "") for one in choices]

    def chosen(index: int | None) -> None:
        if index is None:
            return
        one = choices[index]
        if isinstance(one, MenuLine):
            screen.call_later(screen.run_action, f"screen.{one.command.action}")
        else:
            _open(screen, one, actor)

    screen.app.push_screen(Choose(_("What to do"), rows), chosen)


def _open(screen: JournalScreen, section: Section, actor: Actor) -> None:
    """Show a section: the one that lies beneath this screen already, or a new one."""
    app = screen.app
    below = next((one for one in app.screen_stack if type(one).__name__ == section.kind), None)
    if below is None:
        app.push_screen(first_screen(section.start, screen.desk, actor, cast(Host, app).home.path))
        return
    while app.screen is not below:
        app.pop_screen()
