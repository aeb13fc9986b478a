"""What every line of a list of the school needs: words of its own."""

from ...domain.errors import Invalid
from ...domain.text.cleaning import clean
from ...i18n import _
from ...storage.school import School

LONGEST, LONGEST_SHORT = 80, 16


def require_words(*words: tuple[str, int]) -> None:
    """Refuse empty, unclean and too long ones; raises Invalid."""
    for text, longest in words:
        if not text.strip() or clean(text) != text:
            raise Invalid(_("It needs a name and a short name."))
        if len(text) > longest:
            raise Invalid(
                _("“{text}” is too long: at most {count} characters.").format(text=text[:20], count=longest)
            )


def require_new(school: School, table: str, column: str, wanted: str, stands: str) -> None:
    """Refuse a name that stands in the list already, in whatever capitals; raises Invalid."""
    names = {str(name).casefold() for (name,) in school.db.sql(f"SELECT {column} FROM {table}")}
    if wanted.casefold() in names - {stands.casefold()}:
        raise Invalid(_("“{name}” is in the list already.").format(name=wanted))
