"""A leaf that says its clock was held bears the very hour of the leaf before: on the host, and at every mirror."""

from datetime import timedelta

from tests.builders import standing
from tests.cast import SECOND
from tests.workflow.witnessing.forging import leaf_at, rewritten
from tests.workflow.witnessing.hosts import ORIGIN, Installation, log_id
from tests.workflow.witnessing.test_ten_edits import looked, places, verified
from workflow.exports.findings import Remark
from workflow.exports.verification import verify
from workflow.vocabulary import Joint


def test_acts_while_the_clock_stands_behind_bear_one_hour_and_are_remarked(host: Installation) -> None:
    size = int(str(host.value("SELECT size FROM logs WHERE id = :id", id=log_id(host))))
    last = leaf_at(host, size - 1)["ts"]
    standing(host.world, Joint.DRAFTING, at=host.at - timedelta(days=40))
    host.sign()
    fresh = [leaf_at(host, index) for index in range(size, size + 10)]
    assert {(leaf["clk"], leaf["ts"]) for leaf in fresh} == {("held", last)}
    told = verify(host.world.database, host.signer)
    assert told.findings == []
    assert [str(one.place) for one in told.remarks if one.what is Remark.HELD_LONG] == [f"events/1/{size + 9}.at"]
    report = looked(host, SECOND)
    assert report.is_clean
    assert [(one.ground.value, one.index) for one in report.remarks] == [("held_long", size + 9)]


def test_a_held_leaf_with_an_hour_of_its_own_is_named(host: Installation) -> None:
    size = int(str(host.value("SELECT size FROM logs WHERE id = :id", id=log_id(host))))
    road = standing(host.world, Joint.PROPOSED, at=host.at)
    rewritten(host, size, clk="held")
    host.sign()
    assert verified(host) == {f"events/1/{size}.at"}
    report = looked(host, SECOND)
    assert ("held", f"{ORIGIN}/{size} standard/{road.id} propose") in places(report)
