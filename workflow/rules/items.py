"""The law of the items of an amendment 修改单: how many, and what each says of which clause."""

from typing import Any

from workflow.picture.standing import Case
from workflow.rules.amending import NATIONAL, amendment_of
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import AmendmentChange, Role


def change_of(case: Case) -> AmendmentChange:
    """What the item does; as long as nothing is said, it rewords."""
    return case.answers.get("change") or AmendmentChange.REWORD


def worded(case: Case, number: int, items: dict[str, Any]) -> dict[str, Any]:
    """The items of an amendment with the one that is answered."""
    clause, change = case.answers["clause"], change_of(case)
    given = {"title": case.answers.get("new_title"), "body": case.answers.get("new_words")}
    told = {name: words for name, words in given.items() if words}
    if change is AmendmentChange.DELETE:
        return items | {clause: None}
    if change is AmendmentChange.ADD_AFTER:
        added = {"after": clause, "number": case.answers.get("clause_number", ""), **told}
        return items | {f"a{number}.{len(items) + 1}": added}
    return items | {clause: told if "title" in told else told.get("body", "")}


def _too_much(case: Case) -> Facts | None:
    amendment, most = amendment_of(case), case.standing.terms.days("amendment.max_items")
    n = len(worded(case, amendment.number, amendment.items)) if "clause" in case.answers else len(amendment.items)
    return {"n": n, "max": most} if n > most else None


def _wordless(case: Case) -> Facts | None:
    is_said = case.answers.get("new_words") or case.answers.get("new_title")
    return None if is_said or change_of(case) is AmendmentChange.DELETE else {"change": change_of(case)}


def _numberless(case: Case) -> Facts | None:
    """A clause that comes has a number that no other has."""
    number, frozen = case.answers.get("clause_number"), case.standing.frozen
    taken = {str(label).partition(" ")[0] for _, _, label, *_ in (frozen.digest.values() if frozen else ())}
    is_fit = bool(number) and number not in taken
    return None if is_fit or change_of(case) is not AmendmentChange.ADD_AFTER else {"number": number or "—"}


item_worded = of_answers(Rule("item_worded", NATIONAL, _wordless, Role.HANDLER))
item_numbered = of_answers(Rule("item_numbered", NATIONAL, _numberless, Role.HANDLER))
items_left = of_answers(Rule("items_left", NATIONAL, _too_much, Role.COORDINATOR))
