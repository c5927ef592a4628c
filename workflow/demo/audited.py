"""What the auditors of the demonstration did lately: two findings, one of them answered, and a sample."""

from datetime import datetime
from typing import Final

from workflow import agreeing
from workflow.auditing import sampling
from workflow.auditing.sampling import Wanted
from workflow.demo.legs import JIN, JING
from workflow.demo.playing import Play
from workflow.exports import downloads
from workflow.exports.downloads import Audited
from workflow.reads import audit
from workflow.records.standards import Standard
from workflow.vocabulary import SeatRole, Severity

OWED: Final = "立项申请所附的征询记录只有部门意见，没有企业意见，请补充或者说明。"
CLOSING: Final = "公告网址打开后没有编制说明，请补上并说明何时补的。"
ANSWER: Final = "编制说明已于当日补挂，截图附在公告页。"
PURPOSE: Final = "本季度立项环节抽查"
SEED: Final = "第三次联席会议当众抽的第7号球"


def audited(play: Play, now: datetime) -> None:
    """Through the ordinary doors, in the life with the objection."""
    if "repair" not in play.standards:
        return
    auditor, handler = play.seats["沈", JING, SeatRole.AUDITOR], play.seats["钱", JIN, SeatRole.HANDLER]
    standard = play.standards["repair"]
    with play.database.read() as session:
        group = session.get_one(Standard, standard).agreement_id
        scope = audit.scope_of(session, auditor)
    assert scope is not None
    about = {"region": JIN, "standard": standard}
    said = {"severity": Severity.REMARK.value, "matter": OWED}
    agreeing.take(play.database, group, "write_finding", auditor, about | said, at=now)
    said = {"severity": Severity.MINOR.value, "matter": CLOSING}
    made = agreeing.take(play.database, group, "write_finding", auditor, about | said, at=now)
    told = {"concern": made.facts["concern"], "answer": ANSWER}
    agreeing.take(play.database, group, "answer_finding", handler, told, at=now)
    selection = Audited(scope=scope, act="initiate")
    export = downloads.opened(play.database, selection)
    wanted = Wanted(
        title=PURPOSE,
        selection=selection,
        filters={"act": "initiate"},
        covered=tuple(export.covered),
        size=5,
        seed=SEED,
    )
    sampling.sample(play.database, auditor, wanted, at=now)
