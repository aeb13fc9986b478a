"""What a person typed for a class."""

from ..domain.errors import Invalid
from ..domain.groups.groups import ClassName
from ..i18n import _


def read_class(text: str) -> ClassName:
    """A class as typed, «7А» or "7a" in either alphabet; raises Invalid."""
    from ..exchange.tables.tidy import school_class

    found = school_class(text).value
    if found is None:
        raise Invalid(_("“{text}” is not a class.").format(text=text[:20]), _("Write it like 7А."))
    return found
