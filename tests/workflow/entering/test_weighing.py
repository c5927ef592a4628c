"""A list's comparison: one of the agreement's own, settled before an opinion where the regions agreed so."""

import pytest

from tests import builders, terms
from tests.cast import SECOND, World
from tests.workflow.entering.keeping import Keeping
from tests.workflow.test_comparing_standards import SAID, outside, take, titled
from workflow import agreeing
from workflow.process.answers import WrongAnswers
from workflow.reads import comparing
from workflow.rules import weighing
from workflow.vocabulary import Joint, SeatRole


def compared(world: World) -> tuple[Keeping, int]:
    """A comparison with an outside text that is looser than ours."""
    road = builders.standing(world, Joint.IN_FORCE)
    with road.standing() as standing:
        clause = standing.limits.binding[0]
    road.by(SECOND, SeatRole.HANDLER, "state_limit", limit=f"{clause.id}/new", **SAID)
    theirs = outside(titled(road), "排放浓度不应大于 0.015 g/m³。")
    made = take(road, "lay_comparison", standard=road.id, structure=theirs, other_title="大气规范")
    return Keeping(world, world.agreements["JJJ"], road.at), int(made.facts["comparison"])


def test_an_opinion_waits_for_the_comparison_where_the_regions_agreed_so(world: World) -> None:
    keeping, number = compared(world)
    made = keeping.begin("recognition", "nominate", title="大气规范", type="local")
    with pytest.raises(WrongAnswers):
        keeping.take(made, "compare_source", account="比对", comparison=number + 7)
    keeping.take(made, "compare_source", account="比对", comparison=number)
    with world.database.read() as session:
        seen = type(keeping.seen(made)).standing_at(session, made)
        assert seen is not None
        lacks = weighing.lacking(seen)
        assert lacks is not None
        assert lacks[0] >= 1
    terms.agreed(world, recognition__comparison="required")
    assert keeping.refused(made, "give_opinion", account="同意") == ["comparison_weighed"]
    with world.database.read() as session:
        told = comparing.comparison(session, number)
        assert told is not None
        lines = [line.place for line in told.lines if line.proposed]
    settled = {"comparison": number, "lines": " ".join(map(str, lines)), "relation": "looser", "notes": "限值更宽"}
    agreeing.take(
        world.database, keeping.agreement, "settle_relations", world.seat(SECOND, "handler"), settled, at=keeping.at
    )
    assert keeping.refused(made, "give_opinion", account="同意") == ["comparison_weighed"]  # looser, without a scope
    terms.agreed(world, recognition__comparison="advice")
    assert keeping.take(made, "give_opinion", account="同意") == "opined"
