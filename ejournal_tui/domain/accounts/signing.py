"""What a person signs with the password once more, although signed in (security: step-up)."""

from dataclasses import dataclass
from enum import StrEnum


class Signing(StrEnum):
    """The kinds of deeds that ask for the password; each is signed for on its own."""

    RESULTS = "results"

    @property
    def minutes(self) -> int | None:
        """How long a signature holds; None until the sitting ends or is locked."""
        return None


@dataclass(frozen=True)
class Signature:
    """What is about to be signed."""

    about: Signing
    words: str
    """Whom and what it is about, as the person reads it before signing."""
