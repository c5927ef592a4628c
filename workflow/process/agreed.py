"""The lists that answers about an agreement are chosen from."""

from workflow.accord.content import RANKS
from workflow.accord.ruling import RULE
from workflow.picture.standing import Case
from workflow.process.choosing import Choices
from workflow.process.row import Choice
from workflow.records.agreements import AgreementChange
from workflow.records.shared_words import SharedWord
from workflow.rules import sharing_words
from workflow.rules.agreeing import accord
from workflow.shipped import default_terms
from workflow.vocabulary import ChangeKind, ChangeState, Named, OrganKind, Role
from workflow.words import say

__all__ = ["RANKS", "changes_in", "links", "own_cities", "own_terms", "parties", "suggestions", "terms"]


def parties(case: Case) -> list[Choice]:
    """Every region with an authority: who could be party to an agreement."""
    return [Choice(code, case.standing.named(code)) for code in case.standing.places]


def suggestions(case: Case) -> list[Choice]:
    """What the public suggested and nobody has answered."""
    return [Choice(s.id, Named(str(s.id), s.title, s.title)) for s in accord(case).suggestions]


def words_to_agree(case: Case) -> list[Choice]:
    """The proposed terms to which the actor's region has not agreed."""
    return [_word(word) for word in sharing_words.unvoiced(case)]


def own_words(case: Case) -> list[Choice]:
    """What the actor's region proposed and may take back."""
    return [_word(word) for word in sharing_words.own_words(case)]


def _word(word: SharedWord) -> Choice:
    return Choice(word.id, Named(str(word.id), word.term, word.english or word.term))


def texts_with_terms(case: Case) -> list[Choice]:
    """The released standards of the agreement that define terms."""
    return [Choice(one.id, Named(str(one.id), one.title_zh, one.title_en)) for one in accord(case).with_terms]


def own_cities(case: Case) -> list[Choice]:
    """The cities below the actor's province that are party to the agreement."""
    mine = case.seat.region if case.seat else None
    found = (m.region_code for m in case.standing.members if case.standing.places[m.region_code].parent_code == mine)
    return [Choice(code, case.standing.named(code)) for code in found]


def terms(case: Case) -> list[Choice]:
    """Every figure that a form can write, those too that came after the rule set and are judged as shipped."""
    seen = accord(case)
    kept = {**default_terms(), **seen.rule_sets[0].terms}
    return [Choice(key, f"term.{key}") for key in kept if isinstance(seen.terms[key].value, int | str | list)]


def links(case: Case) -> list[Choice]:
    """Every office that could be a link of the actor's own region; a department for one field or for all."""
    seen, region = accord(case), case.region
    place = seen.places[region]
    found = []
    for organ in seen.organs.values():
        if organ.kind is OrganKind.AUTHORITY and organ.region_code == region:
            found += [(organ.id, Role.HANDLER, ""), (organ.id, Role.APPROVER, "")]
        elif organ.kind is OrganKind.AUTHORITY and organ.region_code == place.parent_code:
            found += [(organ.id, Role.PROVINCE, "")]
        elif organ.kind is OrganKind.DEPARTMENT and organ.region_code == region:
            found += [(organ.id, Role.COSIGNER, branch) for branch in ["", *_branches(case)]]
    return [Choice(f"{o}|{role.value}|{f}", _office(case, o, role, f)) for o, role, f in found]


def _branches(case: Case) -> list[str]:
    """The fields that the agreement names or that some department already answers for."""
    seen = accord(case)
    return sorted({*(seen.agreement.fields or ()), *(o.field for o in seen.chain if o.field)})


def _office(case: Case, organ: int, role: Role, branch: str) -> str:
    told = say("agreed.office", organ=case.standing.organ(organ), role=role)
    return say("agreed.office_of_field", office=told, field=branch) if branch else told


def own_terms(case: Case) -> list[Choice]:
    """Changes of terms that the actor's region proposed and has not opened: one more figure may join them."""
    mine = changes_in(ChangeState.PROPOSED)(case)
    terms_ = (c for c in accord(case).changes if c.kind is ChangeKind.TERMS and RULE not in c.content)
    own = {c.id for c in terms_ if c.proposed_region == case.region}
    return [choice for choice in mine if choice.value in own]


def changes_in(*states: ChangeState) -> Choices:
    """Changes that stand in one of the states; the draft of the agreement itself is signed by rows of its own."""
    return lambda case: [
        Choice(c.id, named(c)) for c in accord(case).changes if c.state in states and c.kind is not ChangeKind.FOUNDING
    ]


def named(change: AgreementChange) -> str:
    """A change in a list: its number and what it concerns."""
    return say("agreed.change", id=change.id, kind=change.kind)
