"""The lists that answers about experts and draws are chosen from."""

from workflow.accord.bank import Bank
from workflow.picture.standing import Case
from workflow.process.row import Choice
from workflow.records.draws import Draw
from workflow.records.experts import Expert
from workflow.rules import banking, drawing
from workflow.vocabulary import DrawState, Named
from workflow.words import say

MARKS = {"least": 1, "most": 5}


def _named(one: Expert) -> Named:
    return Named(str(one.id), f"{one.name}（{one.unit}）", f"{one.name} ({one.unit})")


def own_experts(case: Case) -> list[Choice]:
    """Whom the actor's region nominated."""
    return [Choice(one.id, _named(one)) for one in banking.own(case)]


def suspended(case: Case) -> list[Choice]:
    return [Choice(one.id, _named(one)) for one in banking.own(case) if one.suspended_at is not None]


def active(case: Case) -> list[Choice]:
    return [Choice(one.id, _named(one)) for one in banking.own(case) if one.suspended_at is None]


def unvoiced(case: Case) -> list[Choice]:
    return [Choice(one.id, _named(one)) for one in banking.unvoiced(case)]


def accounts(case: Case) -> list[Choice]:
    """People with an expert's seat of the actor's region who are no expert of the bank yet."""
    return [Choice(id_, Named(str(id_), name, name)) for id_, name in banking.accounts(case).items()]


def judged(case: Case) -> list[Choice]:
    """Experts on panels that have concluded, where the actor's region has not said how they worked."""
    seen = banking.bank(case)
    rated = {(r.expert_id, r.panel_id) for r in seen.ratings if r.region_code == case.region}
    pairs = [(seen.expert(e), p, s) for e, p, s in seen.judged if (e, p) not in rated]
    return [Choice(f"{e.id}|{p}", say("bank.judged", name=e.name, standard=s)) for e, p, s in pairs if e is not None]


def reviewed(case: Case) -> list[Choice]:
    """The projects for which a panel may be drawn."""
    return [Choice(s.id, Named(str(s.id), s.title_zh, s.title_en)) for s in banking.bank(case).reviewed]


def owing(case: Case) -> list[Choice]:
    """The draws that wait for something of the actor's region."""
    return [Choice(draw.id, say("bank.draw", id=draw.id)) for draw in drawing.owing(case)]


def drawn(case: Case) -> list[Choice]:
    """Who sits on the last panel drawn for each standard that is still to be judged."""
    seen, latest = banking.bank(case), dict[int, Draw]()
    reviewed = {one.id for one in seen.reviewed}
    for draw in seen.draws:
        if draw.state is DrawState.DRAWN and draw.standard_id in reviewed:
            latest.setdefault(draw.standard_id, draw)
    return [_seat(seen, draw, id_) for draw in latest.values() for id_ in seen.panel_of(draw)]


def _seat(seen: Bank, draw: Draw, expert_id: int) -> Choice:
    one = seen.expert(expert_id)
    return Choice(f"{draw.id}|{expert_id}", say("bank.drawn", id=draw.id, name=one.name if one else "—"))
