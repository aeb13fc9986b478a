"""A lesson plan under its teacher's hands: whatever is shifted, merged and split, nothing is lost and order stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.plans.plans import (
    LONGEST_TOPIC,
    PlanLine,
    digest,
    edit,
    insert,
    lag_words,
    laid_over,
    merge,
    remove,
    split,
)

FREE = PlanLine("Резерв")


def plan(count: int) -> tuple[PlanLine, ...]:
    """So many lines, every third with a dictation."""
    numbers = range(1, count + 1)
    return tuple(PlanLine(f"Тема {n}", f"§ {n}", None if n % 3 else 8, f"Раздел {n // 4}", key=n) for n in numbers)


def taught(lines: tuple[PlanLine, ...]) -> list[str]:
    """The original topics in the order in which they are taught, each once."""
    return list(dict.fromkeys(re.findall(r"Тема \d+", " ".join(line.topic for line in lines))))


DEEDS = st.lists(st.tuples(st.sampled_from(("shift", "merge", "split")), st.integers(0, 40)), max_size=25)


@given(st.integers(2, 12), DEEDS)
def test_shifting_merging_and_splitting_keep_order_and_totals(count: int, deeds: list[tuple[str, int]]) -> None:
    lines = plan(count)
    hours = count
    for deed, place in deeds:
        at = place % len(lines)
        try:
            match deed:
                case "shift":
                    lines, change = insert(lines, at, FREE), 1
                case "merge":
                    lines, change = merge(lines, at), -1
                case _:
                    lines, change = split(lines, at), 1
        except Invalid:
            continue
        hours += change
        assert len(lines) == hours
        assert taught(lines) == [f"Тема {n}" for n in range(1, count + 1)]
        # Every kind of control and every piece of homework is still there, once.
        assert sum(line.work_kind is not None for line in lines) == count // 3
        assert sorted(re.findall(r"§ \d+", " ".join(line.homework for line in lines))) == sorted(
            f"§ {n}" for n in range(1, count + 1)
        )
        # Lines keep their entries: nobody's entry stands twice.
        keys = [line.key for line in lines if line.key]
        assert keys == sorted(set(keys))


@given(st.integers(1, 9), st.integers(0, 8))
def test_what_was_split_and_merged_is_what_it_was(count: int, place: int) -> None:
    lines, at = plan(count), place % count
    assert merge(split(lines, at), at) == lines
    assert digest(merge(split(lines, at), at)) == digest(lines)
    assert remove(insert(lines, at, FREE), at) == lines


@given(st.integers(0, 9), st.integers(0, 12), st.sets(st.integers(1, 9)))
def test_a_plan_laid_over_another_leaves_given_lines_where_they_are(old: int, new: int, given_keys: set[int]) -> None:
    stands = plan(old)
    file = tuple(PlanLine(f"Новая {n}") for n in range(new))
    after = laid_over(stands, frozenset(given_keys), file)
    kept = [line for line in stands if line.key in given_keys]
    assert [line for line in after if line.key in given_keys and line.topic.startswith("Тема")] == kept
    assert [line.topic for line in after if line.topic.startswith("Новая")] == [
        f"Новая {n}" for n in range(new) if not (n < old and stands[n].key in given_keys)
    ]


def test_the_second_of_two_lessons_has_what_is_checked_and_set_for_home() -> None:
    first, second = split((PlanLine("Сочинение", "дописать", 12, "Речь", key=5),), 0)
    assert (first.topic, first.homework, first.work_kind, first.key) == ("Сочинение (1/2)", "", None, 5)
    assert (second.topic, second.homework, second.work_kind, second.key) == ("Сочинение (2/2)", "дописать", 12, 0)
    assert first.section == second.section == "Речь"


def test_two_controls_do_not_go_into_one_lesson() -> None:
    both = (PlanLine("Диктант", work_kind=8), PlanLine("Контрольная работа", work_kind=6))
    with pytest.raises(Invalid, match="Both lines have a control"):
        merge(both, 0)
    assert merge((both[0], PlanLine("Анализ.", "§ 4")), 0) == (PlanLine("Диктант. Анализ.", "§ 4", 8),)
    with pytest.raises(Invalid, match="last line"):
        merge(both, 1)


def test_a_topic_has_words_and_an_end() -> None:
    with pytest.raises(Invalid, match="needs a topic"):
        edit(plan(1), 0, "", "", None)
    with pytest.raises(Invalid, match="topic is too long"):
        edit(plan(1), 0, "т" * (LONGEST_TOPIC + 1), "", None)
    with pytest.raises(Invalid, match="topic is too long"):
        split((PlanLine("т" * LONGEST_TOPIC),), 0)
    with pytest.raises(Invalid, match="homework is too long"):
        insert((), 0, PlanLine("Тема", "х" * 501))


def test_a_lag_is_told_in_words() -> None:
    assert [lag_words(62, 60), lag_words(60, 61), lag_words(5, 5)] == [
        "behind by 2 lessons", "ahead by 1 lesson", "as planned",
    ]  # fmt: skip
