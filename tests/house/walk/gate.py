"""The gate inside one region, walked by itself: departments side by side, the handler, for a city the province, and
last the approver."""

from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tests.house.walk.answers import SAYS_NO
from tests.house.walk.lawful import is_open
from tests.house.walk.people import CODES, NOW, authority, made, office, seat, static
from tests.house.walk.picture import FORMER, PRESENT, picture
from tests.house.walk.situation import Region, Situation
from workflow import gates
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.standard import ROWS
from workflow.records.places import Organ
from workflow.records.places import Region as Place
from workflow.records.positions import Position
from workflow.vocabulary import Gate, Joint, Named, Purpose, Role, SeatRole, Stand, TextPurpose, Track

HERE = CODES[0]
DEPARTMENTS = (1001, 1002, 1003)
PROVINCE, ABOVE = 1100, "990000"  # the authority above a city


class Said(NamedTuple):
    """An office's word, and whether it is on the present text."""

    stand: Stand | None = None
    is_fresh: bool = True


SILENT = Said()


class Chain(NamedTuple):
    """What every office of the chain has said; the approver's word is the last."""

    departments: tuple[Said, ...]
    handler: Said = SILENT
    approver: Said = SILENT
    province: Said | None = None  # none: the region is no city
    track: Track = Track.INITIATED

    @property
    def below(self) -> tuple[Said, ...]:
        return (*self.departments, self.handler, *([] if self.province is None else [self.province]))


def agrees(said: Said) -> bool:
    """A yes, with notes or by abstention, on the present text."""
    return said.is_fresh and said.stand in (Stand.AGREE, Stand.ABSTAIN)


def pictured(chain: Chain) -> Standing:
    """The chain as the process sees it."""
    standing = picture(
        Situation(Joint.APPROVING, (Region(chain.track), Region(Track.INITIATED)), TextPurpose.FINAL, suits=True)
    )
    own = [office(HERE, Purpose.RELEASE, 1, o, Role.COSIGNER) for o in DEPARTMENTS[: len(chain.departments)]]
    own.append(office(HERE, Purpose.RELEASE, 2, authority(HERE), Role.HANDLER))
    if chain.province is not None:
        own.append(office(HERE, Purpose.RELEASE, 3, PROVINCE, Role.PROVINCE))
    own.append(office(HERE, Purpose.RELEASE, 4, authority(HERE), Role.APPROVER))
    words = zip(own, (*chain.below, chain.approver), strict=True)
    positions = [_position(o.organ_id, o.role, said) for o, said in words if said.stand is not None]
    names = {o: made(Organ, id=o, name_zh=str(o), name_en=str(o)) for o in (*DEPARTMENTS, PROVINCE)}
    city = made(Place, code=HERE, name_zh="市", name_en="City", level="prefecture_city", parent_code=ABOVE)
    places = standing.places | ({HERE: city} if chain.province is not None else {})
    standing.__dict__.update(chain=own, positions=positions, organs=static(2)["organs"] | names, places=places)
    return standing


def _position(organ: int, role: Role, said: Said) -> Position:
    text_hash = PRESENT if said.is_fresh else FORMER
    return made(
        Position,
        id=organ,
        region_code=HERE,
        purpose=Purpose.RELEASE,
        round=1,
        organ_id=organ,
        role=role,
        stand=said.stand,
        version_id=1,
        text_hash=text_hash,
        reason="",
        at=NOW,
    )


def state(chain: Chain) -> Gate:
    """The gate's state by the product's own reading."""
    return gates.state(pictured(chain), HERE, Purpose.RELEASE)


def _may(standing: Standing, step: str, who: Seat, stand: Stand) -> bool:
    answers: dict[str, object] = {**(SAYS_NO if stand.blocks else {}), "position": stand}
    if who.role is SeatRole.PROVINCE:
        answers["region"] = HERE
    return is_open(ROWS[step], Case(standing, who, NOW, answers))


def _department(place: int) -> Seat:
    organ = DEPARTMENTS[place]
    return Seat(organ, organ, str(organ), HERE, organ, Named(str(organ), "", ""), SeatRole.COSIGNER)


def _province() -> Seat:
    return Seat(PROVINCE, PROVINCE, "省", ABOVE, PROVINCE, Named(str(PROVINCE), "", ""), SeatRole.PROVINCE)


def steps(chain: Chain, silent: frozenset[int]) -> Iterator[tuple[str, Chain]]:
    """Everything the offices may say, but for silent departments; and a new text, on which nobody has spoken."""
    standing = pictured(chain)
    for place in range(len(chain.departments)):
        for stand in (Stand.AGREE, Stand.ABSTAIN, Stand.DISCUSS):
            if place not in silent and _may(standing, "take_position", _department(place), stand):
                told = (*chain.departments[:place], Said(stand), *chain.departments[place + 1 :])
                yield "take_position", chain._replace(departments=told)
    for stand in (Stand.AGREE, Stand.DISAGREE):
        if _may(standing, "take_position", seat(SeatRole.HANDLER, HERE), stand):
            yield "take_position", chain._replace(handler=Said(stand))
    for stand in (Stand.AGREE, Stand.DISAGREE) if chain.province is not None else ():
        if _may(standing, "take_position", _province(), stand):
            yield "take_position", chain._replace(province=Said(stand))
    if _may(standing, "approve_release", seat(SeatRole.APPROVER, HERE), Stand.AGREE):
        yield "approve_release", chain._replace(approver=Said(Stand.AGREE), track=Track.APPROVED)
    if _may(standing, "object_release", seat(SeatRole.APPROVER, HERE), Stand.DISAGREE):
        yield "object_release", chain._replace(approver=Said(Stand.DISAGREE), track=Track.OBJECTED)
    yield "freeze_text", _stale(chain)


def _stale(chain: Chain) -> Chain:
    def old(said: Said) -> Said:
        return said._replace(is_fresh=said.stand is None)

    told = tuple(old(said) for said in chain.departments)
    above = old(chain.province) if chain.province is not None else None
    return Chain(told, old(chain.handler), old(chain.approver), above, chain.track)


@cache
def walked(
    departments: int, silent: frozenset[int] = frozenset(), *, city: bool = False
) -> dict[Chain, list[tuple[str, Chain]]]:
    """Every state of the chain with what may follow; departments that all speak are interchangeable."""
    start = Chain((SILENT,) * departments, province=SILENT if city else None)
    graph: dict[Chain, list[tuple[str, Chain]]] = {}
    queue = deque([start])
    while queue:
        chain = queue.popleft()
        if chain in graph:
            continue
        graph[chain] = [(step, _spelt(after, silent)) for step, after in steps(chain, silent)]
        queue.extend(after for _, after in graph[chain])
    return graph


def _spelt(chain: Chain, silent: frozenset[int]) -> Chain:
    if silent:
        return chain
    return chain._replace(departments=tuple(sorted(chain.departments, key=str)))


def reaching(graph: dict[Chain, list[tuple[str, Chain]]], wanted: Gate) -> set[Chain]:
    """Every state of the chain from which the gate can come to stand so."""
    reached = {chain for chain in graph if state(chain) is wanted}
    while True:
        new = {chain for chain in graph.keys() - reached if any(after in reached for _, after in graph[chain])}
        if not new:
            return reached
        reached |= new
