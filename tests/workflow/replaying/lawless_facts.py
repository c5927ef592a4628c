"""More lawful leaves made unlawful: what was signed, and what an act wrote into its own facts."""

from random import Random

from tests.workflow.replaying.lawless import KINDS, Leaves, kind, places, signed

__all__ = ["KINDS"]  # all of them


@kind
def statement_used_twice(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = dice.choice([place for place, leaf in enumerate(leaves) if leaf["cer"]][1:])
    earlier = [leaf for leaf in leaves[:place] if leaf["cer"]]
    leaves[place]["stmt"] = dice.choice(earlier)["stmt"]
    return place, "told_statement"


@kind
def ceremony_that_nobody_knows(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = signed(leaves, dice)
    leaves[place]["cer"] = dice.choice(["", "nod", "Password", "webauthn2"])
    return place, "told_ceremony"


@kind
def covers_turned(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = places(leaves, "schedule_release")[0]
    covers = leaves[place]["facts"]["covers"]
    leaves[place]["facts"]["covers"] = dice.choice([covers[:-1], [*covers, "440000"], covers[1:]])
    return place, "told_written"


@kind
def release_that_tells_otherwise(leaves: Leaves, dice: Random) -> tuple[int, str]:
    """A number of another year, an instant that was not agreed, a duty left out, a punctual release that was late."""
    place = places(leaves, "release")[0]
    facts = leaves[place]["facts"]
    regions = sorted(facts["owed"])
    other = {
        "numbers": [facts["numbers"][0].replace("2026", "2027"), *facts["numbers"][1:]],
        "instant": leaves[0]["ts"],
        "late_seconds": facts["late_seconds"] + 1,
        "own_days": {regions[0]: "2027-01-01"},
    }
    name = dice.choice([*other, "owed"])
    if name == "owed":
        facts["owed"][dice.choice(regions)].pop()
    else:
        facts[name] = other[name]
    return place, "told_written"
