"""The law of the shared term base: nothing is said twice, and who proposed a term may take it back."""

from workflow.accord.picture import Accord
from workflow.picture.standing import Case
from workflow.records.shared_words import SharedWord
from workflow.rules.agreeing import accord
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import Role

COLUMNS = ("english", "definition", "source")


def unvoiced(case: Case) -> list[SharedWord]:
    """The proposed terms to which the actor's region has not agreed."""
    seen = accord(case)
    return [w for w in seen.words if w.agreed_at is None and case.region not in seen.word_voices.get(w.id, ())]


def own_words(case: Case) -> list[SharedWord]:
    """What the actor's region proposed and not all have agreed to."""
    return [w for w in accord(case).words if w.agreed_at is None and w.region_code == case.region]


def said_already(seen: Accord, term: str, **told: str) -> bool:
    """Whether these very words stand in the base, proposed or agreed."""
    return any(w.term == term and all(getattr(w, name) == told.get(name, "") for name in COLUMNS) for w in seen.words)


def _twice(case: Case) -> Facts | None:
    answers = case.answers
    if "concept" not in answers:
        return None
    told = {name: str(answers.get(name) or "") for name in COLUMNS}
    return {"term": answers["concept"]} if said_already(accord(case), answers["concept"], **told) else None


word_new = of_answers(Rule("word_new", "设计", _twice, Role.DRAFTER))
word_waits = present("word_waits", unvoiced, cites="设计")
own_word_waits = present("own_word_waits", own_words, cites="设计")
