"""What a post at school lets its holder do, as the words of a staff list tell it (O8)."""

from dataclasses import dataclass

from .people import Role

_TEACHER, _DEPUTY, _DIRECTOR, _LAB, _OFFICER, _DISPATCHER = (
    "teacher", "deputy", "director", "lab_assistant", "officer", "dispatcher",
)  # fmt: skip


@dataclass(frozen=True)
class RoleGrant:
    """A role with the grades whose data it keeps."""

    role: Role
    first_grade: int | None = None
    last_grade: int | None = None


def grants(post: str, words: dict[str, tuple[str, ...]]) -> tuple[RoleGrant, ...]:
    """The roles that a post's words give; `words` lists the beginnings of words by role.

    The officer keeps the data of grades 6-11, the dispatcher those of grades 1-5 (O8.1, O8.2).
    """
    text = post.casefold()
    has = {role for role, stems in words.items() if any(stem in text for stem in stems)}
    found = []
    if _DEPUTY in has:
        found.append(RoleGrant(Role.DEPUTY))
    elif _DIRECTOR in has:
        found.append(RoleGrant(Role.DIRECTOR))
    if _TEACHER in has:
        found.append(RoleGrant(Role.TEACHER))
    if _LAB in has:
        found.append(RoleGrant(Role.LAB_ASSISTANT))
    if _OFFICER in has:
        found.append(RoleGrant(Role.OFFICER, 6, 11))
    if _DISPATCHER in has:
        found.append(RoleGrant(Role.DISPATCHER, 1, 5))
    return tuple(found)
