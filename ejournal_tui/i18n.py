"""The words of the program in the language of whoever reads them."""

import gettext
from contextvars import ContextVar
from pathlib import Path

from .paths import data_folder

DOMAIN = "ejournal"
LANGUAGES = ("ru", "en")
DEFAULT = "ru"

_current: ContextVar[gettext.NullTranslations | None] = ContextVar("words", default=None)
_loaded: dict[str, gettext.NullTranslations] = {}


def catalogue(language: str) -> gettext.NullTranslations:
    """The compiled words of a language; English needs none and stands for the unknown ones."""
    if language not in _loaded:
        folder = Path(data_folder()) / "locale"
        _loaded[language] = gettext.translation(
            DOMAIN, localedir=str(folder), languages=[language], fallback=True
        )
    return _loaded[language]


def speak(language: str) -> None:
    """Let everything said from here on, in this context, be said in this language."""
    _current.set(catalogue(language if language in LANGUAGES else DEFAULT))


def _words() -> gettext.NullTranslations:
    return _current.get() or catalogue(DEFAULT)


def _(message: str) -> str:
    """The message in the reader's language."""
    return _words().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message in the form that the count demands (Russian has three)."""
    return _words().ngettext(one, many, count)


def N_(message: str) -> str:
    """Mark a message that is declared now and said later."""
    return message
