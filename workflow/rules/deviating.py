"""The law of regional deviations: below no mandatory national standard, for which a named person answers."""

from collections.abc import Iterator
from typing import Final

from workflow.picture.standing import Case, Standing
from workflow.rules.shapes import none_left, present
from workflow.text.deviating import Placed
from workflow.vocabulary import Joint, Named, Role

# Where the text that is frozen next is for the review, or the final one.
BEFORE_JUDGES: Final = frozenset({Joint.ANSWERING, Joint.APPROVING})


def is_confirmed(standing: Standing, one: Placed) -> bool:
    """Whether somebody answers for a deviation as it stands today."""
    told = (one.deviation.id, one.substance)
    return any((c.deviation_id, c.substance) == told for c in standing.confirmations)


def unconfirmed(case: Case, region: str = "") -> list[Named]:
    """The deviations, of one region or of all, for which nobody answers as they stand today."""
    return list(_unconfirmed(case.standing, region))


def _unconfirmed(standing: Standing, region: str) -> Iterator[Named]:
    for one in standing.deviations:
        is_meant = not region or region in one.deviation.regions
        if is_meant and not is_confirmed(standing, one):
            where = f"{one.clause.number} {one.deviation.title or one.clause.title}".strip()
            names = [standing.named(code) for code in one.deviation.regions if code in standing.places]
            zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
            yield Named(one.deviation.id, f"{where}（{zh}）", f"{where} ({en})")


deviations_confirmed = none_left(
    "deviations_confirmed",
    lambda case: unconfirmed(case) if case.standing.state in BEFORE_JUDGES else [],
    cites="《标准化法》第二十一条",
    cure=Role.DRAFTER,
    fact="deviations",
)
deviation_waits = present("deviation_waits", lambda case: unconfirmed(case, case.region), cites="设计")
