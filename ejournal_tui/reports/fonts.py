"""Where the fonts of the papers come from: a configured file, the font packages, the system."""

import shutil
import subprocess
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from ..domain.errors import Broken
from ..i18n import _


class Style(StrEnum):
    """What a text on paper looks like; the value is the key of a configured file."""

    SERIF = "serif"
    SERIF_BOLD = "serif-bold"
    NARROW = "narrow"
    NARROW_BOLD = "narrow-bold"
    MONO_BOLD = "mono-bold"

    __hash__ = str.__hash__  # looked up for every text on paper; an Enum's own takes three times as long

    @property
    def bold(self) -> bool:
        """Whether the bold weight is meant."""
        return self.value.endswith("bold")


_PACKAGED = {
    "serif": ("PT Serif",),
    "narrow": ("PT Sans Narrow",),
    "mono": ("IBM Plex Mono",),
}
_OF_SYSTEM = {
    "serif": ("PT Serif", "PT Astra Serif", "Liberation Serif", "Tinos"),
    "narrow": ("PT Sans Narrow", "Liberation Sans Narrow", "DejaVu Sans Condensed", "Liberation Serif"),
    "mono": ("IBM Plex Mono", "PT Mono", "Liberation Mono", "DejaVu Sans Mono"),
}


def font_file(style: Style, configured: Mapping[str, Path] | None = None) -> Path:
    """The font's file; raises Broken when none of the known families is there."""
    if named := (configured or {}).get(style.value):
        if named.is_file():
            return named
        raise Broken(_("The font file {path} is not there.").format(path=named))
    family = style.value.partition("-")[0]
    for source, names in ((_packaged, _PACKAGED), (_of_system, _OF_SYSTEM)):
        for name in names[family]:
            if found := source(name, style.bold):
                return found
    raise Broken(
        _("There is no font to print with."),
        _("Install the program with its fonts or name a font file in the settings."),
    )


def _packaged(name: str, bold: bool) -> Path | None:
    import fontpkg

    try:
        return Path(fontpkg.path(name, weight=700 if bold else 400))
    except fontpkg.FontpkgError:
        return None


def _of_system(name: str, bold: bool) -> Path | None:
    """Ask fontconfig, which never fails: what it answers is taken only if the family is the one asked for."""
    asker = shutil.which("fc-match")
    if not asker:
        return None
    wanted = f"{name}:bold" if bold else name
    asked = [asker, "-f", "%{family}\n%{file}", wanted]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=10).stdout  # noqa: S603 - only names of this file
    family, _newline, file = answer.partition("\n")
    return Path(file) if name in family.split(",") and Path(file).is_file() else None
