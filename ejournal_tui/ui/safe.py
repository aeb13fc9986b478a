"""Textual hardened: data is never markup, no key reaches what is not ours, a crash shows no values."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from secrets import token_hex
from typing import Any, ClassVar, NoReturn, TypeVar

import rich.control
import textual.content
from rich.text import Text
from textual import events
from textual.app import App, SystemCommand
from textual.content import Content
from textual.dom import DOMNode
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen
from typing_extensions import override

from ..domain.text.cleaning import CONTROLS, clean
from ..i18n import _
from .driver.guard import PASTE_LIMIT
from .driver.guarded import GuardedDriver, PasteBrokeOff, TooMuchPasted
from .driver.terminal import window_words
from .in_turn import KeysInTurn

Answer = TypeVar("Answer")

rich.control._CONTROL_STRIP_TRANSLATE.update(CONTROLS)
textual.content._CONTROL_STRIP_TRANSLATE.update(CONTROLS)


def T(data: object) -> Content:
    """Data as a widget may show it: literal, cleaned, never markup."""
    return Content(clean(str(data)))


class Forbidden(Exception):
    """Something Textual offers and this program never does."""


Sink = Callable[[str, str], None]
"""Takes the number and the frames of an incident, for the log."""


def _forget(_number: str, _frames: str) -> None:
    """Where no log is kept."""


class SafeApp(App[None], inherit_bindings=False):
    """An app in which data cannot act, nothing is written to files, and a crash shows only its number."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    COMMANDS: ClassVar[set[Any]] = set()
    ALLOWED_ACTIONS: ClassVar[frozenset[str]] = frozenset({"focus_next", "focus_previous"})
    """The actions of the app itself that keys may start; a subclass adds its own."""

    sink: Sink = staticmethod(_forget)

    def __init__(self, *, ansi_light: bool = False) -> None:
        super().__init__(ansi_color=True)
        self.theme = "ansi-light" if ansi_light else "ansi-dark"
        self._advised: str | None = None
        self._keys = KeysInTurn(self, super().on_event)

    @override
    def get_driver_class(self) -> type[Driver]:
        """The guarded driver, whatever the environment names."""
        return GuardedDriver

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only actions on the list."""
        return action in self.ALLOWED_ACTIONS

    @override
    async def on_event(self, event: events.Event) -> None:
        """Keys and what is pasted in their turn, everything else at once."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._keys.hear(event)
        else:
            await super().on_event(event)

    @override
    async def _broker_event(self, event_name: str, event: events.Event, default_namespace: DOMNode) -> bool:
        """Nothing that is shown can be an action."""
        return False

    @override
    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """There is no palette."""
        return ()

    @override
    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a passing sentence, literally."""
        super().notify(clean(str(message)), title=clean(title), severity=severity, timeout=timeout, markup=False)

    def on_load(self) -> None:
        """Send nothing while the first screen is put together: Textual would draw it five times."""
        self._begin_batch()

    def on_ready(self) -> None:
        """Send the first picture."""
        self._end_batch()
        self.screen.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Say once what is wrong with the size of the window."""
        driver = self._driver
        words = window_words(*(driver.whole_window() if isinstance(driver, GuardedDriver) else event.size))
        if words and words != self._advised:
            self.notify(words, severity="warning")
        self._advised = words

    def on_too_much_pasted(self, _message: TooMuchPasted) -> None:
        """Say that nothing was taken of a huge paste."""
        self.notify(too_much_pasted(), severity="warning")

    def on_paste_broke_off(self, _message: PasteBrokeOff) -> None:
        """Say why nothing was taken, and why keys may not answer."""
        self.notify(
            _("What was being pasted broke off; nothing was taken. The keys answer again after ten quiet seconds."),
            severity="warning",
        )

    @override
    def deliver_text(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Papers and exports are written by the services alone."""
        raise Forbidden

    @override
    def deliver_binary(self, *args: Any, **kwargs: Any) -> NoReturn:
        """As `deliver_text`."""
        raise Forbidden

    @override
    def deliver_screenshot(self, *args: Any, **kwargs: Any) -> NoReturn:
        """A picture of the screen would be a list of names in a file."""
        raise Forbidden

    @override
    def save_screenshot(self, *args: Any, **kwargs: Any) -> NoReturn:
        """As `deliver_screenshot`."""
        raise Forbidden

    @override
    def suspend(self) -> NoReturn:
        """There is no shell behind this program."""
        raise Forbidden

    @override
    def action_suspend_process(self) -> None:
        """As `suspend`."""

    @override
    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing is opened outside."""

    @override
    def copy_to_clipboard(self, text: str) -> None:
        """Keep it inside the program; the terminal's clipboard is other people's."""
        self._clipboard = clean(text, PASTE_LIMIT)

    def forget_clipboard(self) -> None:
        """Drop what was copied, when the person leaves."""
        self._clipboard = ""

    @override
    def panic(self, *renderables: Any) -> None:
        """End without showing anything of what was there."""
        self._fatal_error()

    @override
    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    @override
    def _fatal_error(self) -> None:
        kind, _value, trace = sys.exc_info()
        if kind is None and self._exception is not None:
            kind, trace = type(self._exception), self._exception.__traceback__
        number = report(self.sink, kind, trace)
        self._exit_renderables.clear()
        self._exit_renderables.append(Text(incident_words(number)))
        self._close_messages_no_wait()


class SafeScreen(Screen[Answer]):
    """A screen that keys can ask only for what is on its list."""

    ALLOWED_ACTIONS: ClassVar[frozenset[str]] = frozenset()
    """The actions of this screen that keys may start."""

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only actions on the list."""
        return action in self.ALLOWED_ACTIONS

    async def before_leaving(self) -> None:
        """Keep what is unfinished; called when the person leaves from wherever they are."""


def report(sink: Sink, kind: type[BaseException] | None, trace: Any) -> str:
    """Give the log the kind and the frames of a failure, never its values; answers the incident's number."""
    number = token_hex(4)
    frames = "".join(
        f"{frame.filename}:{frame.lineno} {frame.name}\n" for frame in traceback.extract_tb(trace)
    )
    sink(number, f"{kind.__name__ if kind else '?'}\n{frames}")
    return number


def incident_words(number: str) -> str:
    """What a person reads after a crash."""
    return _(
        "The program stopped on an error. Everything shown as saved is saved. "
        "Tell the school's informatics officer this number: {number}."
    ).format(number=number)


def too_much_pasted() -> str:
    """What a person reads when a paste was dropped."""
    return _("What was pasted is too long; nothing was taken.")


def hush(sink: Sink) -> None:
    """Let no failure outside the app print its values either."""

    def say(kind: type[BaseException], _value: BaseException, trace: Any) -> None:
        sys.stderr.write(incident_words(report(sink, kind, trace)) + "\n")

    def log(failure: threading.ExceptHookArgs) -> None:
        report(sink, failure.exc_type, failure.exc_traceback)

    class Quiet(logging.Handler):
        """What asyncio would print of a task that nobody waited for."""

        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info:
                report(sink, record.exc_info[0], record.exc_info[2])

    sys.excepthook = say
    threading.excepthook = log
    asyncio = logging.getLogger("asyncio")
    asyncio.propagate = False
    asyncio.handlers[:] = [Quiet()]
