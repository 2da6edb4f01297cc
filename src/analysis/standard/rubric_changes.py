"""What differs between two rubrics, and answers cut down to what a rubric has points for."""

from __future__ import annotations

import pandas as pd

from analysis.standard.codebook import EXISTENCE, NOT_CODED
from analysis.standard.rubric import Item, Rubric

COLUMNS = ["rule", "before", "after"]


def rubric_changes(before: Rubric, after: Rubric) -> pd.DataFrame:
    """Every rule whose value differs, in the order of the later rubric, rules that went last.

    Out: `rule` (such as `category hearing, item hearing, answer required`), `before`, `after` (numbers as text, "" where the
    rubric has no such rule). Empty where two rubrics give every law the same points and grade, whatever their version says.

    >>> from analysis.standard.rubric import Category, Grade
    >>> def one(points):
    ...     return Rubric("1", 0, (Grade("A", 0),), (), (Category("c", "C", "", (Item("fee", points),)),))
    >>> rubric_changes(one({"waived": 1, "charged": 0}), one({"waived": 2, "charged": 0})).values.tolist()
    [['category c, item fee, answer waived', '1', '2']]
    """
    old, new = _rules(before), _rules(after)
    rows = [(rule, old.get(rule, ""), new.get(rule, "")) for rule in {**new, **old}]
    return pd.DataFrame([row for row in rows if row[1] != row[2]], columns=COLUMNS)


def _rules(rubric: Rubric) -> dict[str, str]:
    rules = {"minimum points coded": _number(rubric.minimum_points_coded)}
    rules |= {f"grade {g.letter}, from": _number(g.minimum) for g in rubric.grades}
    rules |= {f"ceiling where {c.variable} = {c.value}": _number(c.max_score) for c in rubric.ceilings}
    for category in rubric.categories:
        for item in category.items:
            head = f"category {category.id}, item {item.variable}"
            if item.points is None:
                rules |= {f"{head}, start": _number(item.start), f"{head}, for each": _number(item.each)}
            else:
                rules |= {f"{head}, answer {a}": _number(p) for a, p in item.points.items()}
    return rules


def _number(value: float) -> str:
    return f"{value:g}"


def understood(answers: pd.DataFrame, rubric: Rubric) -> tuple[pd.DataFrame, list[str]]:
    """Answers that a rubric of another version can score, and those it cannot, as `variable=answer`.

    What the rubric has no points for reads `not_coded`; so does a question that the answers lack.
    """
    fit, left_out = answers.copy().astype(object), []
    needed = [i.variable for i in rubric.items] + [c.variable for c in rubric.ceilings] + [EXISTENCE]
    for variable in dict.fromkeys(needed):
        if variable not in fit:
            fit[variable] = NOT_CODED
    for item in rubric.items:
        strange = [v for v in fit[item.variable].unique() if not _has_points(item, str(v))]
        fit[item.variable] = fit[item.variable].where(~fit[item.variable].isin(strange), NOT_CODED)
        left_out += [f"{item.variable}={v}" for v in strange]
    return fit, left_out


def _has_points(item: Item, value: str) -> bool:
    return value == NOT_CODED or item.points is None or value in item.points
