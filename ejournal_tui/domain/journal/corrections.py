"""Correcting lessons that take no entries any more: asked by their teacher, allowed by the deputy head."""

from enum import StrEnum


class CorrectionState(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    ALLOWED = "allowed"
    DECLINED = "declined"
