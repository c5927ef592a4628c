"""Recognition in the demonstration: the first list of the three cities as its source prints it, and an invented batch
of the capital region with one standard in each stage.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from workflow.demo.acts import SEATS, Who
from workflow.demo.keeping import Book
from workflow.demo.legs import JI, JIN, JING
from workflow.demo.playing import Play
from workflow.importing import entries
from workflow.importing.entry_rows import Target, read
from workflow.kinds import all_kinds
from workflow.records.agreements import Agreement
from workflow.shipped import DATA

PRINTED: Final = "changzhutan-1.csv"
REGIONS: Final = (JING, JIN, JI)


@dataclass(frozen=True)
class Printed:
    """The nine of the first list, entered by the chair of the three cities; a real list, so nothing is marked."""

    at: datetime

    def take(self, play: Play) -> None:
        group = play.agreements["CZT"]
        with play.database.read() as session:
            chair = session.scalar(sa.select(Agreement.chair_region).where(Agreement.id == group)) or ""
        seat = play.seat(Who("钱", chair, SEATS["钱"]))
        target = Target(group, all_kinds()["recognition"], seat, self.at, "enter_listed")
        content = (DATA / "lists" / PRINTED).read_bytes()
        entries.write(play.database, target, read(target, content, PRINTED))


def recognised(today: date) -> Book:
    """Nominated, judged, on notice, listed, and one whose source has changed; the first batch is ninety days old."""
    book = Book("JJJ", today)
    for name, day, title, unit in (
        ("parks", -124, "社区公园适老化改造技术规范", "北京示范标准化研究院(示)"),
        ("lifts", -122, "既有住宅加装电梯服务规范", "天津示范标准化研究院(示)"),
    ):
        _noticed(book, name, day, title, unit, limited=name == "lifts")
        book.on(-78, 15)
        book.take(name, "褚", JING, "list_batch", batch=1)
    book.on(-20)
    changed = {"reason": "来源标准已修订，3处指标提高。", "due": book.ahead(120)}
    book.take("parks", "钱", JI, "report_change", **changed)
    book.on(-9)
    book.take("parks", "赵", JIN, "renew")
    _noticed(book, "parcels", -36, "末端快递公共取件点设置规范", "河北示范标准化研究院(示)", limited=False)
    _opined(book, "dialysis", -24, "血液透析中心服务质量评价规范", "天津示范大学(示)")
    for day, region in ((-11, JING), (-8, JIN)):
        book.on(day, 15)
        book.take("dialysis", "赵", region, "take_stand", position="agree")
    _nominated(book, "orchards", -5, "智慧果园数据采集规范", "河北示范大学(示)")
    return book


def _nominated(book: Book, name: str, day: int, title: str, unit: str) -> None:
    book.on(day)
    told: dict[str, Any] = {"type": "local", "organisation": unit, "scope": "全文"}
    book.begin(name, "recognition", "钱", _whose(unit), "nominate", title=title, **told)


def _opined(book: Book, name: str, day: int, title: str, unit: str) -> None:
    _nominated(book, name, day, title, unit)
    book.on(day + 4)
    book.take(name, "钱", JING, "compare_source", account="与另两地现行标准逐条比对，没有低于本地区的指标。")
    book.on(day + 8)
    book.take(name, "褚", JING, "give_opinion", account="七位专家一致建议互认。")


def _noticed(book: Book, name: str, day: int, title: str, unit: str, *, limited: bool) -> None:
    _opined(book, name, day, title, unit)
    for nth, region in enumerate(REGIONS):
        book.on(day + 11 + nth, 15)
        only = {"position": "agree_notes", "conditions": "限于2000年以前建成的住宅。"}
        said = only if limited and region == JI else {"position": "agree"}
        book.take(name, "赵", region, "take_stand", **said)
    book.on(day + 16)
    book.take(name, "褚", JING, "put_on_notice", due=book.ahead(30))


def _whose(unit: str) -> str:
    """The region whose institute wrote it."""
    return {"北京": JING, "天津": JIN, "河北": JI}[unit[:2]]
