"""What the sign-in and lock ask of the program around them; the composition root provides it."""

from typing import Protocol

from ..domain.errors import Unsigned
from ..services.accounts.reception import SignedIn
from ..services.operations.home import Home


class Host(Protocol):
    """The program on this terminal."""

    home: Home

    async def sign_in(self, login: str, secret: str, by_code: bool) -> None:
        """Let a person in; raises Refusal."""

    async def enter_demo(self, account: int) -> None:
        """Let a demo's person in without a secret; raises Refusal."""

    async def choose_password(self, signed: SignedIn, first: str, second: str) -> None:
        """Set the person's own password and go on; raises Refusal."""

    async def sign(self, secret: str, unsigned: Unsigned) -> None:
        """Sign what is about to be done with the person's password; raises Refusal."""

    async def leave(self, said: str = "") -> None:
        """End the sitting; the sign-in screen says why when it was not the person's wish."""
