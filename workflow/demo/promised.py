"""Meetings, promises and targets of the capital region in the demonstration; all of them invented."""

from datetime import date
from typing import Any

from workflow.demo.acts import working_day
from workflow.demo.keeping import Book, paper, under
from workflow.demo.legs import JI, JIN, JING

ITEMS = ("互认清单分批办理(示)", "充电设施标准宣贯(示)")


def promised(today: date) -> Book:
    """A memorandum with what came of it, two meetings, a target with its figures."""
    book = Book("JJJ", today)
    _memorandum(book)
    _meeting(book)
    _target(book)
    book.on(-3)
    agenda = "首批互认清单续认\n标准体系缺项\n下一年度计划"
    next_ = {"on": working_day(today, 15).isoformat(), "place": "天津", "agenda": agenda}
    book.begin("next", "joint_meeting", "褚", JING, "call_meeting", title="第四次联席会议", **next_)
    return book


def _memorandum(book: Book) -> None:
    """Three promises: one settled, one delivered and waiting for another region's word, one open."""
    book.on(-150)
    told = {"field": "养老服务", "parties": "北京、天津、河北三地市场监管部门", "signed_on": book.ahead(-3)}
    book.begin("memo", "memorandum", "褚", JING, title="养老服务标准合作备忘录", **told)
    for name, region, clause, title, owed, days in (
        ("lists", JIN, "第三条", "按季度交换标准目录", "每季度第一个月交换上季度发布的养老服务标准目录。", 120),
        ("training", JING, "第四条", "共办培训班", "为三地机构各办一期标准培训班。", 230),
        ("experts", JI, "第五条", "开放专家库", "向另两地开放本地区养老服务标准专家名单。", 300),
    ):
        owes: dict[str, Any] = {"instrument": "养老服务标准合作备忘录(示)", "clause": clause, "obligation": owed}
        owes |= {"parent": under("memo"), "due": book.ahead(days)}
        book.begin(name, "promise", "钱", region, "undertake", title=title, **owes)
    book.on(-85)
    book.take("lists", "钱", JIN, "deliver", account="四个季度的目录均已交换。", evidence=paper("目录交换记录"))
    book.on(-82)
    book.take("lists", "钱", JING, "settle_promise")
    book.on(-6)
    book.take("training", "钱", JING, "deliver", account="三期培训班办完，共186人。", evidence=paper("培训签到册"))
    book.on(-4)
    book.take("experts", "钱", JI, "report_progress", account="名单已拟好，正在征求本人意见。")


def _meeting(book: Book) -> None:
    """Every region signs in, two items are resolved; the task of one is late, of the other still in time."""
    book.on(-62)
    told = {
        "on": working_day(book.today, -50).isoformat(),
        "place": "石家庄",
        "agenda": "互认清单分批办理\n充电设施标准宣贯",
    }
    book.begin("met", "joint_meeting", "褚", JING, "call_meeting", title="第三次联席会议", **told)
    book.on(-50, 9)
    for region, name in ((JING, "北京"), (JIN, "天津"), (JI, "河北")):
        here: dict[str, Any] = {"parent": under("met"), "organisation_type": "authority"}
        book.begin(f"here_{region}", "attendance", "钱", region, title=f"{name}市场监管部门", **here)
    agreed = {"agreed": [JING, JIN, JI]}
    first = {"resolution": "首批按两项列入，其余成熟一项列一项。", "task": "提出第二批提名清单(示)", "task_owner": JI}
    book.take("met", "褚", JING, "resolve_item", item=ITEMS[0], due=book.ahead(45), **agreed, **first)
    second = {"resolution": "三地同一周开展宣贯。", "task": "编制宣贯教材(示)", "task_owner": JIN}
    book.take("met", "褚", JING, "resolve_item", item=ITEMS[1], due=book.ahead(150), **agreed, **second)
    book.on(-49)
    minutes = {"held_on": book.ahead(-1), "account": "三地到会，两项议题均一致同意。", "evidence": paper("会议纪要")}
    book.take("met", "褚", JING, "hold_meeting", **minutes)


def _target(book: Book) -> None:
    book.on(-200)
    told = {"plan": "三年行动计划(示)", "definition": "现行的三地协同地方标准数", "unit": "项", "direction": "at_least"}
    told |= {"baseline": "60", "target": "100", "due": book.ahead(700)}
    book.begin("target", "target", "褚", JING, "set_target", title="现行协同标准达到100项", **told)
    for day, figure in ((-190, "63"), (-126, "70"), (-62, "78"), (-2, "84")):
        book.on(day)
        book.take("target", "褚", JING, "tell_figure", of_day=book.ahead(-1), figure=figure, source="季度统计(示)")
