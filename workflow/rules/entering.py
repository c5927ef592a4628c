"""The law of entries that is the same for every kind: who keeps one, what it may hang on, keys that are used once."""

from workflow import creditcodes
from workflow.accord.entered import Entered
from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import Role


def entered(case: Case) -> Entered:
    """The entry, or the one about to begin, with its agreement."""
    assert isinstance(case.standing, Entered)
    return case.standing


def _kept_by_others(case: Case) -> Facts | None:
    """Who keeps entries of a kind is said by the kind."""
    seen = entered(case)
    keepers, chair = seen.kind.keepers, seen.agreement.chair_region
    if seen.kind.is_of_chair and case.region and case.region != chair:
        return {"roles": [Role.CHAIRING, Role.SECRETARY]}
    return None if case.role in keepers or case.role is Role.SYSTEM else {"roles": list(keepers)}


keeper = Rule("keeper", "设计", _kept_by_others)


def _of_another_region(case: Case) -> Facts | None:
    seen = entered(case)
    owner = seen.entry.region_code if seen.entry else None
    return None if owner in (None, case.region) or not case.region else {"region": seen.named(owner)}


own_entry = Rule("own_entry", "设计", _of_another_region)


def _own_again(case: Case) -> Facts | None:
    """What a region promised is judged by another, or by the joint secretariat."""
    owner = entered(case).held.region_code
    return {"region": entered(case).named(owner)} if owner is not None and owner == case.region else None


others_entry = Rule("others_entry", "设计", _own_again, Role.SECRETARY)


def _same_hand(case: Case) -> Facts | None:
    """Four eyes: who applied does not judge his own application."""
    seen = entered(case)
    first = seen.course[0].step if seen.course else ""
    mine = case.seat.persons if case.seat else ()
    return {"title": seen.held.title} if seen.hand_of(first) in mine else None


other_hand = Rule("other_hand", "设计", _same_hand, Role.HANDLER)


def _standard_elsewhere(case: Case) -> Facts | None:
    named, seen = case.answers.get("standard"), entered(case)
    return None if named is None or seen.has_standard(named) else {"standard": named}


entry_standard = of_answers(Rule("entry_standard", "设计", _standard_elsewhere))


def _no_such_parent(case: Case) -> Facts | None:
    """It hangs on an entry of the kind that its own kind names, and never on itself or what hangs on it."""
    named, seen = case.answers.get("parent"), entered(case)
    above = seen.other(named) if named is not None else None
    if named is None or (above is not None and above.kind in seen.kind.parents and not _below(seen, above.id)):
        return None
    return {"parent": named}


def _below(seen: Entered, parent: int | None) -> bool:
    met: set[int] = set()
    while parent is not None and parent not in met:
        if parent == seen.subject_id:
            return True
        met.add(parent)
        above = seen.other(parent)
        parent = above.parent_id if above else None
    return False


entry_parent = of_answers(Rule("entry_parent", "设计", _no_such_parent))


def _key_taken(case: Case) -> Facts | None:
    key, seen = case.answers.get("key"), entered(case)
    found = seen.by_key(key) if key else None
    return None if found is None or found.id == seen.subject_id else {"key": key, "title": found.title}


entry_key = of_answers(Rule("entry_key", "设计", _key_taken))


def _code_of_another(case: Case) -> Facts | None:
    """A code goes with what another field chose: the stages of one body are not those of another."""
    for field in entered(case).kind.fields:
        code = case.answers.get(field.name) if field.by else None
        if code is not None and case.answers.get(field.by) not in field.fits[code]:
            return {"code": code}
    return None


def _miswritten(case: Case) -> Facts | None:
    """The last sign of a unified credit code follows from the seventeen before it."""
    codes = [field.name for field in entered(case).kind.fields if field.type == "credit_code"]
    wrong = [told for name in codes if (told := case.answers.get(name)) and not creditcodes.is_sound(told)]
    return {"code": wrong[0]} if wrong else None


credit_code_sound = of_answers(Rule("credit_code_sound", "GB 32100—2015", _miswritten))
code_fits = of_answers(Rule("code_fits", "GB/T 16733；ISO", _code_of_another))


def _unchanged(case: Case) -> Facts | None:
    """An amendment that changes nothing is none."""
    entry = entered(case).held
    told = {name: value for name, value in case.answers.items() if name not in ("reason", "evidence")}
    names = {"standard": "standard_id", "parent": "parent_id"}
    stands = {name: getattr(entry, names.get(name, name), entry.fields.get(name)) for name in told}
    return {"title": entry.title} if told == stands else None


entry_changed = of_answers(Rule("entry_changed", "设计", _unchanged))
