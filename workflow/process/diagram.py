"""The table drawn as Mermaid: the life of the joint standard, and that of one region's track. No state or step is
named here; what later rows add appears by itself.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from workflow.process.row import Row, Scope
from workflow.process.standard import TABLE
from workflow.vocabulary import Joint, Role, Stage, Track
from workflow.words import say, speaking, word_key

Arrow = tuple[StrEnum | None, StrEnum]

COLOURS = {1: "#e8eef7", 2: "#e9f3ec", 3: "#fbf1dd", 4: "#f4e6e6"}


def joint_standard() -> str:
    """The life of the joint standard, its states coloured and noted by stage."""
    arrows = _arrows((row, source, row.target) for row in TABLE if row.scope is Scope.JOINT for source in _sources(row))
    reached = _reached(Joint, arrows)
    lines = [*_nodes(reached), *_drawn(arrows, reached)]
    for stage in Stage:
        mine = [state for state in reached if isinstance(state, Joint) and state.stage is stage and not state.is_end]
        lines += [f"note left of {mine[0].value} : {say(f'stage.{stage.value}')}"] if mine else []
        lines += [f"classDef stage{stage.value} fill:{COLOURS[stage.value]},stroke:#555,color:#111"]
        lines += [f"class {','.join(state.value for state in mine)} stage{stage.value}"] if mine else []
    lines += [f"{state.value} --> [*]" for state in reached if isinstance(state, Joint) and state.is_end]
    return _mermaid(lines)


def regional_track() -> str:
    """The life of one region's track, its own steps and what moves it along with the others."""
    arrows = _arrows(_track_arrows())
    reached = _reached(Track, arrows)
    return _mermaid([*_nodes(reached), "[*] --> outside", *_drawn(arrows, reached)])


def _track_arrows() -> Iterator[tuple[Row, StrEnum | None, StrEnum | None]]:
    for row in TABLE:
        if row.scope in (Scope.OWN, Scope.NAMED):
            yield from ((row, source, row.target) for source in row.source)
        for move in row.moves:
            if move.what == "tracks":
                yield from ((row, source, move.target) for source in move.source)


def _sources(row: Row) -> Iterable[StrEnum | None]:
    return row.source or (None,)


def _arrows(found: Iterable[tuple[Row, StrEnum | None, StrEnum | None]]) -> dict[Arrow, list[Row]]:
    """The rows on each arrow; a row that leaves the state as it is draws none."""
    arrows: dict[Arrow, list[Row]] = {}
    for row, source, target in found:
        if target is not None and target is not source:
            arrows.setdefault((source, target), []).append(row)
    return arrows


def _reached(kind: type[StrEnum], arrows: Iterable[Arrow]) -> list[StrEnum]:
    """The states that some arrow leads to, in the order of the vocabulary; every track begins outside."""
    aimed = {target for _, target in arrows} | {Track.OUTSIDE}
    return [state for state in kind if state in aimed]


def _nodes(states: Iterable[StrEnum]) -> list[str]:
    return [f'state "{say(word_key(state))}" as {state.value}' for state in states]


def _drawn(arrows: dict[Arrow, list[Row]], reached: list[StrEnum]) -> list[str]:
    """One arrow for all the rows between two states, in the order of the vocabulary."""
    place = {state: n for n, state in enumerate(reached)}
    known = [(source, target) for source, target in arrows if source is None or source in place]
    ordered = sorted(known, key=lambda arrow: (-1 if arrow[0] is None else place[arrow[0]], place[arrow[1]]))
    return [
        f"{source.value if source else '[*]'} --> {target.value} : {' / '.join(map(_label, arrows[source, target]))}"
        for source, target in ordered
    ]


def _label(row: Row) -> str:
    """The step's name; what the process does by itself says so."""
    by = f"（{say(word_key(Role.SYSTEM))}）" if row.is_system else ""
    return say(f"step.{row.name}") + by


def _mermaid(lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in lines), "```"])


def diagrams() -> str:
    """Both diagrams with their captions, in Chinese labels, as the README shows them."""
    with speaking("zh"):
        return "\n\n".join(
            ["The joint standard 协同标准:", joint_standard(), "One region's track 地区轨道:", regional_track()]
        )
