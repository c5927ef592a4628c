"""The draw of experts as `docs/draw.md` describes it: from the frozen candidates and the shares of the regions to
names. Pure, and short enough to be written again by whoever doubts it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

FORMAT: Final = "tongbiao-draw/1"
ATTEMPTS: Final = 1000
STRATA: Final = ("region", "group", "unit")
Candidate = Mapping[str, Any]


@dataclass(frozen=True)
class Drawn:
    """Who was drawn, in the order of drawing, and everybody else in the order in which they would follow."""

    names: list[int]
    reserves: list[int]


def seed_of(frozen: Mapping[str, Any], shares: Mapping[str, str]) -> str:
    """Of the frozen candidates and all shares: whoever changes a letter of either changes everything."""
    lines = [FORMAT, f"size {frozen['size']}"]
    for one in sorted(frozen["candidates"], key=lambda one: one["id"]):
        lines.append("\t".join(["candidate", str(one["id"]), *(one[name] for name in STRATA), *sorted(one["codes"])]))
    for name in ("least", "most"):
        lines += ["\t".join([name, stratum, value, str(n)]) for stratum, value, n in frozen[name]]
    lines += ["\t".join(["share", code, shares[code]]) for code in sorted(shares)]
    return sha256("\n".join(lines).encode()).hexdigest()


def draw(frozen: Mapping[str, Any], seed: str) -> Drawn | None:
    """The first attempt whose order fills every quota; None where a thousand orders do not."""
    for attempt in range(ATTEMPTS):
        order = sorted(frozen["candidates"], key=lambda one: _rank(seed, attempt, one))
        chosen = _filled(frozen, order)
        if chosen is not None:
            names = [one["id"] for one in chosen]
            return Drawn(names, [one["id"] for one in order if one["id"] not in names])
    return None


def _rank(seed: str, attempt: int, one: Candidate) -> str:
    return sha256(f"{seed}:{attempt}:{one['id']}".encode()).hexdigest()


def _filled(frozen: Mapping[str, Any], order: Sequence[Candidate]) -> list[Candidate] | None:
    """Each quota in its turn from the front of the order, then the rest of the seats."""
    chosen: list[Candidate] = []
    for stratum, value, least in [*frozen["least"], ("", "", frozen["size"])]:
        for one in order:
            if sum(_is_in(c, stratum, value) for c in chosen) >= least or len(chosen) == frozen["size"]:
                break
            if one not in chosen and _is_in(one, stratum, value) and _has_room(frozen, chosen, one):
                chosen.append(one)
        if sum(_is_in(c, stratum, value) for c in chosen) < least:
            return None
    return chosen


def _is_in(one: Candidate, stratum: str, value: str) -> bool:
    """A field of the bank is met by any code that begins so; no stratum holds everybody."""
    if stratum == "field":
        return any(code.startswith(value) for code in one["codes"])
    return stratum == "" or one[stratum] == value


def _has_room(frozen: Mapping[str, Any], chosen: Sequence[Candidate], one: Candidate) -> bool:
    """Whether one more of his kind is allowed; a quota of `*` holds for each value alike."""
    for stratum, value, most in frozen["most"]:
        mine = one[stratum]
        if value in ("*", mine) and sum(c[stratum] == mine for c in chosen) >= most:
            return False
    return True


def replacement(frozen: Mapping[str, Any], staying: Sequence[int], reserves: Sequence[int]) -> int | None:
    """The first reserve with whom those who stay fill every quota; None where nobody does."""
    known = {one["id"]: one for one in frozen["candidates"]}
    there = [known[id_] for id_ in staying]
    for id_ in reserves:
        whole = [*there, known[id_]]
        if _has_room(frozen, there, known[id_]) and _is_short_of(frozen, whole) <= _unavoidable(frozen, there):
            return id_
    return None


def _is_short_of(frozen: Mapping[str, Any], chosen: Sequence[Candidate]) -> int:
    """How many seats the quotas still lack."""
    return sum(max(0, least - sum(_is_in(c, s, v) for c in chosen)) for s, v, least in frozen["least"])


def _unavoidable(frozen: Mapping[str, Any], there: Sequence[Candidate]) -> int:
    """What one newcomer cannot mend: others gone before him were not replaced yet."""
    return max(0, int(frozen["size"]) - len(there) - 1)
