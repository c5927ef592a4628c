"""The register of numbers walked by itself: three projects, one of which may revise another, and four serials.

Reserving, confirming, voiding, scheduling, releasing, revising and ending ask the real rows. Cuts: a review is its
conclusion, a motion and a grace are their outcome, and all regions of a standard repeal it at once.
"""

from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tests.house.walk.answers import ways
from tests.house.walk.lawful import is_open
from tests.house.walk.people import CODES, LONG_AGO, NOW, made, person, seat, static
from tests.house.walk.picture import picture
from tests.house.walk.situation import Clock, Drafters, Held, Region, Situation, Word
from workflow.effects.moves import all_moves
from workflow.picture.standing import Case, Standing
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.records.agreements import Agreement
from workflow.records.numbers import Serial
from workflow.records.standards import Standard
from workflow.vocabulary import LIVE, Joint, Number, Role, SeatRole, TextPurpose, Track

FIRST = 3901
TRACKS = {
    Joint.APPROVING: Track.APPROVED, Joint.SCHEDULED: Track.CONFIRMED, Joint.SEALED: Track.CONFIRMED,
    Joint.RELEASED: Track.ANNOUNCED,
}  # fmt: skip
BY_KEEPER = ("reserve_number", "confirm_number", "void_number")
BY_OFFICE = {"schedule_release": SeatRole.OFFICER, "start_revision": SeatRole.HANDLER}
BY_ITSELF = ("abort_release", "seal_release", "release", "enter_into_force", "replace", "end_without_regions")
# What leads there is walked elsewhere.
CUT = {
    "conclude_revise": {Joint.IN_FORCE}, "conclude_withdraw": {Joint.IN_FORCE}, "convert_below_floor": LIVE,
    "terminate": {Joint.APPROVING},
}  # fmt: skip


class Project(NamedTuple):
    """A project, or none yet; `revises` is the place of the standard that it revises."""

    joint: Joint | None = None
    revises: int | None = None
    is_carried: bool = True


class Entry(NamedTuple):
    """A serial that left `free`: for which lineage, held by which project."""

    state: Number
    lineage: int
    owner: int
    is_confirmed: bool = False


class Register(NamedTuple):
    """All projects and the serials of the band, `None` while free."""

    projects: tuple[Project, ...]
    entries: tuple[Entry | None, ...]

    def lineage(self, place: int) -> int:
        """The first project of a project's line."""
        before = self.projects[place].revises
        return place if before is None else self.lineage(before)

    def held(self, place: int) -> Entry | None:
        """The number that a project holds, as the process finds it: of its lineage, reserved or used."""
        open_to_it = (Number.RESERVED, Number.USED)
        mine = self.lineage(place)
        return next((e for e in self.entries if e and e.lineage == mine and e.state in open_to_it), None)

    def with_project(self, place: int, **changes: object) -> "Register":
        changed = self.projects[place]._replace(**changes)  # type: ignore[arg-type]
        return self._replace(projects=(*self.projects[:place], changed, *self.projects[place + 1 :]))


class View(NamedTuple):
    """What the process looks at of the register when it judges one project."""

    project: Project
    mine: tuple[tuple[int, Entry], ...]
    states: tuple[Number | None, ...]
    successors: tuple[Project, ...]


def seen(r: Register, place: int) -> View:
    """The register as one project sees it."""
    lineage = r.lineage(place)
    mine = tuple((n, e._replace(lineage=0, owner=0)) for n, e in enumerate(r.entries) if e and e.lineage == lineage)
    after = tuple(p._replace(revises=None) for p in r.projects if p.revises == place)
    return View(r.projects[place]._replace(revises=None), mine, tuple(e and e.state for e in r.entries), after)


def pictured(view: View) -> Standing:
    """The project with the register about it."""
    joint = view.project.joint
    assert joint is not None
    track = TRACKS.get(joint, Track.IN_FORCE) if view.project.is_carried else Track.REPEALED
    region = Region(track, Drafters.THERE, held=Held.YES, word=Word.FRESH)
    clock = Clock.RUNNING if joint is Joint.SCHEDULED else Clock.OVER
    standing = picture(Situation(joint, (region, region), TextPurpose.FINAL, suits=True, has_group=True, clock=clock))
    standing.__dict__.update(
        agreement=_band(len(view.states)),
        serials=[_serial(n, e) for n, e in view.mine],
        taken={(FIRST + n, 0): state for n, state in enumerate(view.states) if state},
        successors=[_standard(p, n) for n, p in enumerate(view.successors)],
        successor_tracks=dict.fromkeys(CODES[:2], Track.IN_FORCE),
    )
    return standing


@cache
def _band(serials: int) -> Agreement:
    """The agreement, its band no longer than that."""
    values = {column.key: getattr(static(2)["agreement"], column.key) for column in Agreement.__table__.columns}
    return made(Agreement, **values | {"band_start": FIRST, "band_end": FIRST + serials - 1})


def _standard(project: Project, place: int) -> Standard:
    return made(Standard, id=place, state=project.joint, since=NOW, title_zh="", title_en="", released_at=LONG_AGO)


def _serial(place: int, entry: Entry) -> Serial:
    who = person(CODES[0], SeatRole.KEEPER)
    record = made(Serial, id=place, serial=FIRST + place, part=0, state=entry.state, lineage=str(entry.lineage))
    record.reserved_region = record.void_asked_region = CODES[0]
    record.reserved_by = record.void_asked_by = who
    record.confirmed_at, record.void_asked_at = (LONG_AGO if entry.is_confirmed else None), NOW
    return record


def steps(r: Register) -> Iterator[tuple[str, int, Register]]:
    """Everything that may happen to the register next; a standard whose revision is in force is replaced at once."""
    for place, project in enumerate(r.projects):
        if project.joint is Joint.REVISING and "replace" in open_rows(seen(r, place)):
            yield "replace", place, after(ROWS["replace"], r, place)
            return
    unborn = next((place for place, p in enumerate(r.projects) if p.joint is None), None)
    if unborn is not None:
        yield "propose", unborn, r.with_project(unborn, joint=Joint.APPROVING)
    for place, project in enumerate(r.projects):
        if project.joint is not None and not project.joint.is_end:
            for name in open_rows(seen(r, place)):
                if name != "start_revision":
                    yield name, place, after(ROWS[name], r, place)
                elif unborn is not None:
                    yield name, place, r.with_project(unborn, joint=Joint.APPROVING, revises=place)
            yield from ((name, place, after(ROWS[name], r, place)) for name in CUT if project.joint in CUT[name])
            if project.joint in LIVE and project.is_carried:
                yield "repeal_here", place, r.with_project(place, is_carried=False)


@cache
def open_rows(view: View) -> list[str]:
    """The rows about numbers and revisions that somebody, or the process, may take."""
    standing = pictured(view)
    keepers = [seat(SeatRole.KEEPER, code) for code in CODES[:2]]
    found = [n for n in BY_KEEPER if any(is_open(ROWS[n], Case(standing, who, NOW)) for who in keepers)]
    for name, role in BY_OFFICE.items():
        (answers,) = ways(ROWS[name], Situation(standing.state, ()), 0)
        if is_open(ROWS[name], Case(standing, seat(role, CODES[0]), NOW, answers)):
            found.append(name)
    return found + [name for name in BY_ITSELF if is_open(ROWS[name], Case(standing, None, NOW, role=Role.SYSTEM))]


def after(row: Row, r: Register, place: int) -> Register:
    """What the row writes: its own subject, the numbers that move along, and what its effect adds."""
    target = row.target
    moved = r.with_project(place, joint=target) if row.scope is Scope.JOINT and target else r
    entries = list(moved.entries)
    held = r.held(place)
    if row.name == "reserve_number":
        entries[entries.index(None)] = Entry(Number.RESERVED, r.lineage(place), place)
    elif row.scope is Scope.NUMBER and held is not None:
        entries[entries.index(held)] = held._replace(state=Number(target or held.state), is_confirmed=True)
    for move in (move for move in all_moves(row) if move.what == "serials"):
        entries = [
            e._replace(state=move.target) if e and e.owner == place and e.state in move.source else e for e in entries
        ]
    if row.name == "replace":
        successor = max(n for n, p in enumerate(r.projects) if p.revises == place)
        entries = [e._replace(owner=successor) if e and e.owner == place else e for e in entries]
    return moved._replace(entries=tuple(entries))


def canonical(r: Register) -> Register:
    """What is told apart: of what has ended, only what others still refer to; of serials, not their order."""
    referred = {p.revises for p in r.projects if p.joint and not p.joint.is_end}
    projects = tuple(_kept(p, place in referred) for place, p in enumerate(r.projects))
    entries = [e and (SPENT if e.state is Number.RETIRED else e) for e in r.entries]
    order = sorted((e for e in entries if e), key=str)
    return Register(projects, (*order, *[None] * (len(entries) - len(order))))


SPENT = Entry(Number.RETIRED, -1, -1)


def _kept(project: Project, is_referred: bool) -> Project:
    if project.joint is None or not project.joint.is_end or is_referred:
        return project
    return Project(Joint.TERMINATED, project.revises)


def walked(projects: int = 3, serials: int = 4) -> dict[Register, list[tuple[str, int, Register]]]:
    """Every register that can come about, with what may happen to it."""
    start = Register((Project(),) * projects, (None,) * serials)
    graph: dict[Register, list[tuple[str, int, Register]]] = {}
    queue = deque([start])
    while queue:
        r = queue.popleft()
        if r not in graph:
            graph[r] = list(steps(r))
            queue.extend(canonical(register) for _, _, register in graph[r])
    return graph
