"""The law of comparisons: between two texts that everybody may read, and a word of its own where it was proposed
otherwise.
"""

from workflow.picture.standing import Case, Standing
from workflow.records.limits import Comparison, ComparisonLine
from workflow.rules.agreeing import accord
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.text.limits.relating import Relation

MOST = 2_000  # lines that one act settles


def released(case: Case, name: str) -> Standing | None:
    """The released standard that an answer names by its id."""
    wanted = case.answers.get(name)
    found = Standing.load(accord(case).session, wanted) if wanted is not None else None
    return found if found is not None and found.released is not None and found.frozen is not None else None


def compared(case: Case) -> Comparison | None:
    """The comparison that the answers name, if it is one of this agreement's."""
    found = accord(case).session.get(Comparison, case.answers["comparison"])
    return found if found is not None and found.agreement_id == accord(case).agreement.id else None


def places(case: Case) -> list[int]:
    """The lines that the answers name by their places."""
    return sorted({int(word) for word in case.answers["lines"].split() if word.isascii() and word.isdecimal()})


def lines(case: Case) -> list[ComparisonLine]:
    """Those of them that there are, with a limit."""
    found, seen = compared(case), accord(case).session
    wanted = places(case)[:MOST]
    every = [seen.get(ComparisonLine, (found.id, place)) for place in wanted if place < 2**31] if found else []
    return [line for line in every if line is not None and line.proposed is not None]


def _unreleased(case: Case) -> Facts | None:
    names = [name for name in ("standard", "other") if case.answers.get(name) is not None]
    return {} if any(released(case, name) is None for name in names) else None


def _not_one(case: Case) -> Facts | None:
    told = case.answers
    outside = "structure" in told
    is_one = ("other" in told) is not outside and (not outside or bool(told.get("other_title")))
    return None if is_one and told.get("other") != told["standard"] else {}


def _no_lines(case: Case) -> Facts | None:
    found = lines(case)
    return None if found and len(found) == len(places(case)) == len(case.answers["lines"].split()) else {}


def _unsaid(case: Case) -> Facts | None:
    """Whoever puts something else in the place of what was proposed, or judges what is unclear, says why."""
    said = case.answers.get("relation")
    is_other = any((said or line.proposed) is not line.proposed for line in lines(case))
    is_unclear = said is None and any(line.proposed is Relation.UNCLEAR for line in lines(case))
    return {} if is_unclear or (is_other and not case.answers.get("notes")) else None


texts_released = of_answers(Rule("texts_released", "设计", _unreleased))
one_other = of_answers(Rule("one_other", "设计", _not_one))
lines_there = of_answers(Rule("lines_there", "设计", _no_lines))
relation_explained = of_answers(Rule("relation_explained", "设计", _unsaid))
