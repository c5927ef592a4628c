"""The law of what anybody may declare: of a standard in use or a listed one, once; and by its receipt taken back."""

from hashlib import sha256

from workflow.picture.standing import Case
from workflow.rules.entering import entered
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import LIVE, EntryState, Role

LISTED = frozenset({EntryState.LISTED, EntryState.QUESTIONED})
STANDS = frozenset({EntryState.APPLIED, EntryState.RECORDED})


def key_of(receipt: str) -> str:
    """What an entry keeps of the receipt that was given for it."""
    return sha256(receipt.encode()).hexdigest()


def _of_nothing_in_use(case: Case) -> Facts | None:
    """It is about a released standard of the agreement, or about one that regions recognise."""
    seen, standard, parent = entered(case), case.answers.get("standard"), case.answers.get("parent")
    if standard is not None:
        return None if seen.state_of(standard) in LIVE else {"standard": standard}
    above = seen.other(parent) if parent is not None else None
    return None if above is not None and above.state in LISTED else {"standard": "—"}


def _declared(case: Case) -> Facts | None:
    """The same organisation says the same of the same standard once."""
    about = (case.answers.get("standard"), case.answers.get("parent"))
    named, title = case.answers.get("organisation"), case.answers.get("title")
    for one in entered(case).titled(str(title)):
        is_same = (one.standard_id, one.parent_id) == about and one.fields.get("organisation") == named
        if is_same and one.state in STANDS and one.region_code == case.answers.get("region"):
            return {"title": one.title}
    return None


def _not_held(case: Case) -> Facts | None:
    return None if key_of(str(case.answers.get("receipt"))) == entered(case).held.key else {}


standard_in_use = of_answers(Rule("standard_in_use", "设计", _of_nothing_in_use, Role.PUBLIC))
declared_once = of_answers(Rule("declared_once", "设计", _declared, Role.PUBLIC))
receipt_held = of_answers(Rule("receipt_held", "设计", _not_held, Role.PUBLIC))
SOUND = (standard_in_use, declared_once)
