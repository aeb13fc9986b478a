"""What every dialog shares: it answers once, however fast the keys come."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from typing_extensions import override

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A dialog; keys that come while it is closing are lost, they do not close what lies beneath."""

    _answered = False

    @override
    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer and close, the first time."""
        if self._answered:
            return AwaitComplete()
        self._answered = True
        return super().dismiss(result)
