"""The draw by itself: quotas kept, every share counts, and a script that knows the document alone draws the same."""

import random
from hashlib import sha256
from typing import Any

from tests.data.redraw import redraw
from workflow.drawing import draw, replacement, seed_of

GROUPS = ("regulator", "producer", "user", "consumer", "research")
REGIONS = ("110000", "120000", "130000")


def frozen(n: int, chance: random.Random) -> dict[str, Any]:
    people = [
        {
            "id": id_,
            "region": REGIONS[chance.choice((0, 0, 1, 2))],
            "group": chance.choice(GROUPS),
            "unit": f"单位{chance.randrange(n)}",
            "codes": chance.sample(["03.220.20", "43.040", "R85", "T47"], 2),
        }
        for id_ in chance.sample(range(1, 500), n)
    ]
    least = [["region", code, 1] for code in REGIONS] + [["group", "user", 2], ["field", "43", 1]]
    return {"size": 7, "candidates": people, "least": least, "most": [["region", "*", 4], ["unit", "*", 1]]}


def shares(chance: random.Random) -> dict[str, str]:
    return {code: f"{code}甲{chance.random()}" for code in REGIONS}


def told(given: dict[str, str]) -> dict[str, Any]:
    return {c: {"share": s, "commitment": sha256(s.encode()).hexdigest()} for c, s in given.items()}


def test_a_script_written_from_the_document_draws_the_same() -> None:
    drawn = 0
    for n in range(60):
        chance = random.Random(n)
        fixed, given = frozen(chance.randrange(9, 40), chance), shares(chance)
        seed = seed_of(fixed, given)
        found = draw(fixed, seed)
        assert redraw({"frozen": fixed, "shares": told(given)}) == (seed, found and found.names)
        drawn += found is not None
    assert drawn > 40


def test_every_quota_is_kept() -> None:
    for n in range(40):
        chance = random.Random(n)
        fixed = frozen(30, chance)
        found = draw(fixed, seed_of(fixed, shares(chance)))
        if found is None:
            continue
        known = {one["id"]: one for one in fixed["candidates"]}
        panel = [known[id_] for id_ in found.names]
        assert len(panel) == 7
        assert {one["region"] for one in panel} == set(REGIONS)
        assert max([one["region"] for one in panel].count(code) for code in REGIONS) <= 4
        assert len({one["unit"] for one in panel}) == 7
        assert sum(one["group"] == "user" for one in panel) >= 2
        assert any(code.startswith("43") for one in panel for code in one["codes"])
        assert sorted(found.names + found.reserves) == sorted(known)


def test_each_share_and_each_candidate_changes_the_draw() -> None:
    chance = random.Random(5)
    fixed, given = frozen(30, chance), shares(chance)
    first = draw(fixed, seed_of(fixed, given))
    for code in REGIONS:
        other = draw(fixed, seed_of(fixed, given | {code: "another"}))
        assert first is not None
        assert other is not None
        assert first.names != other.names
    fewer = {**fixed, "candidates": fixed["candidates"][1:]}
    assert seed_of(fewer, given) != seed_of(fixed, given)


def test_candidates_are_drawn_evenly() -> None:
    """Twelve alike for three seats: over many shares nobody is favoured by his number."""
    people = [{"id": n, "region": "110000", "group": "user", "unit": str(n), "codes": ["R85"]} for n in range(12)]
    fixed = {"size": 3, "candidates": people, "least": [], "most": []}
    counts = dict.fromkeys(range(12), 0)
    for n in range(2000):
        found = draw(fixed, seed_of(fixed, {"110000": str(n)}))
        assert found is not None
        for id_ in found.names:
            counts[id_] += 1
    assert all(400 < count < 600 for count in counts.values())


def test_too_few_candidates_draw_nobody() -> None:
    fixed = {**frozen(20, random.Random(1)), "least": [["region", "310000", 1]]}
    assert draw(fixed, seed_of(fixed, {})) is None


def test_a_replacement_keeps_the_quotas() -> None:
    people = [
        {"id": 1, "region": "110000", "group": "user", "unit": "甲", "codes": []},
        {"id": 2, "region": "120000", "group": "user", "unit": "乙", "codes": []},
        {"id": 3, "region": "110000", "group": "user", "unit": "丙", "codes": []},
        {"id": 4, "region": "120000", "group": "user", "unit": "丁", "codes": []},
    ]
    fixed = {"size": 2, "candidates": people, "least": [["region", "120000", 1]], "most": [["unit", "*", 1]]}
    assert replacement(fixed, [1], [3, 4]) == 4
    assert replacement(fixed, [2], [3, 4]) == 3
    assert replacement(fixed, [1], [3]) is None
