"""Whether results are signed in this school, and what stands above the signature (C28)."""

from ...domain.accounts.signing import Signature, Signing
from ...domain.years.year import GRADES
from ...storage.school import School
from ..rules import rulebook


def signature(school: School, about: Signing, words: str, grade: int | None = None) -> Signature | None:
    """What is signed, None where the school does not ask for it in the grade, or in any."""
    rules, today = rulebook(school), school.clock.today()
    asked = (grade,) if grade is not None else GRADES
    return Signature(about, words) if any(rules.signs_results(today, one) for one in asked) else None
