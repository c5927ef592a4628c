"""The ledger of notices as a file: the exchanges of one list, in the words of the page."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from workflow.clock import day_of
from workflow.exports.registers.engine import Asked, Register, Row
from workflow.process.told import kind_of
from workflow.reads.exchanges import SYSTEM, Ledger
from workflow.records.places import Region
from workflow.vocabulary import Named, NoticeKind

COLUMNS = {
    "sender_name": "通报方",
    "receiver_name": "接收方",
    "matter": "事项类别",
    "what": "办了什么",
    "standard_id": "项目编号",
    "sent_at": "发出",
    "delivered_at": "送达",
    "read_at": "阅知",
    "acknowledged_at": "签收",
    "answered_at": "复函",
    "days": "用时（天）",
    "due": "应于何日前",
    "overdue": "逾期",
}
HOURS = ("delivered_at", "read_at", "acknowledged_at", "answered_at")


def register(ledger: Ledger, places: Mapping[str, Region]) -> Register:
    """The list of a ledger as a register; what came after the day that is looked at is not in it."""
    on = ledger.wanted.as_of

    def spread(row: Row, _: Asked) -> Iterable[Row]:
        then = {name: row[name] if row[name] and day_of(row[name]) <= on else None for name in HOURS}
        ended = then["acknowledged_at"] or then["read_at"]
        told = {
            "sender_name": _named(row["sender"], places),
            "receiver_name": _named(row["receiver"], places),
            "matter": NoticeKind(row["kind"]) if row["kind"] else kind_of(row["step"]),
            "what": f"step.{row['step']}" if row["step"] else row["subject"],
            "days": (day_of(ended) - day_of(row["sent_at"])).days if ended else None,
            "due": ledger.due(row),
        }
        return (row | then | told,)

    listed = ledger.query().subquery("listed")
    return Register(
        name="exchanges",
        heading="区域间通报台账",
        columns=COLUMNS,
        query=lambda: sa.select(*listed.c),
        key=(listed.c.sent_at, listed.c.form, listed.c.id),
        agreement=listed.c.agreement_id,
        spread=spread,
    )


def _named(code: str, places: Mapping[str, Region]) -> Named | str:
    found = places.get(code)
    return Named(code, found.name_zh, found.name_en) if found and code != SYSTEM else "系统"
