"""Registers of the demonstration: a standard system with gaps, a committee, what became of a standard in force, pilots,
a benchmark, a matchmaking event; all of it invented.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from workflow.demo.keeping import MARK, Book, of, under
from workflow.demo.legs import CHANG, CHUAN, HU, JING, SU, TAN, YU, ZHE, ZHU
from workflow.demo.playing import Play
from workflow.entering import declaring

# Number in the system, what hangs there, how it stands, and the life it is.
SYSTEM: Final = (
    ("1", "城市出行", "group", ""),
    ("1.1", "公共停车与充电", "published", "charging"),
    ("1.2", "非机动车停放", "review", "bike"),
    ("1.3", "充电设施检测方法", "gap", ""),
    ("2", "生态环境", "group", ""),
    ("2.1", "施工扬尘", "drafting", "dust"),
    ("2.2", "自然保护地标识", "published", "signs"),
    ("2.3", "餐饮油烟在线监测", "planned", ""),
    ("2.4", "湿地碳汇核算", "gap", ""),
)
MEMBERS: Final = (
    ("示范标准化研究院", "research"),
    ("示范停车企业", "producer"),
    ("示范消费者协会", "consumer"),
    ("示范检验检测中心", "testing"),
)


def system(today: date) -> Book:
    """The standard system of the capital region, and a committee with its members and yearly score."""
    book = Book("JJJ", today)
    book.on(-2, 14)
    for number, title, status, life in SYSTEM:
        told: dict[str, Any] = {"number": number, "status": status}
        told |= {"parent": under(f"node_{number[0]}")} if "." in number else {}
        told |= {"standard": of(life)} if life else {}
        book.begin(f"node_{number.replace('.', '_')}", "system_node", "褚", JING, title=title, **told)
    _committee(book)
    return book


def _committee(book: Book) -> None:
    book.on(-180)
    seated = {"code": "JJJ/TC 示1", "scope": "城市出行服务", "secretariat": "北京示范标准化研究院(示)"}
    book.begin("tc", "committee", "褚", JING, title="城市出行服务标准化技术委员会", until=book.ahead(1500), **seated)
    for name, interest in MEMBERS:
        book.begin(
            f"member_{interest}", "committee_member", "褚", JING, title=name, parent=under("tc"), interest=interest
        )
    scored = {"definition": "秘书处工作考核办法", "unit": "分", "direction": "at_least", "target": "80"}
    book.begin(
        "score",
        "committee_score",
        "褚",
        JING,
        "set_target",
        title="年度考核",
        parent=under("tc"),
        due=book.ahead(365),
        **scored,
    )
    book.on(-30)
    book.take("score", "褚", JING, "tell_figure", of_day=book.ahead(-1), figure="87.5", source="年度考核通报(示)")


def in_use(today: date) -> Book:
    """What became of the night markets' standard: declarations, cases, effects, a finding, a contribution."""
    book, market = Book("CY", today), {"standard": of("market")}
    book.on(-90)
    for region, name in ((YU, "渝中示范夜市"), (CHUAN, "锦江示范夜市")):
        told: dict[str, Any] = {"organisation": f"{name}管理公司(示)", "since": book.ahead(-5), "scope": "全部摊位"}
        book.begin(f"use_{region}", "use_declaration", "钱", region, title=f"{name}声明实施", **market, **told)
    _effect(book)
    book.on(-40)
    told = {"place": "重庆渝中", "indicator": "每千名顾客投诉", "before": "4.2件", "after": "2.6件"} | market
    told |= {"source": "年度报告(示)", "story": "按餐饮、零售、文化三类分区。"}
    book.begin("case", "case", "钱", YU, title="摊位分区让投诉下降四成", **told)
    told = {"subject": "某示范夜市(示)", "checked_on": book.ahead(-2), "due": book.ahead(45)} | market
    told |= {"finding": "3个摊位与住宅距离不足30 m。"}
    book.begin("found", "supervision", "钱", YU, "undertake", title="餐饮区距离抽查", **told)
    told = {"level": "province", "role": "lead", "place": 1}
    book.begin("gave", "contribution", "钱", YU, title="重庆示范标准化研究院", **market, **told)
    return book


@dataclass(frozen=True)
class Declared:
    """A market says without a seat that it uses the standard; nobody has confirmed it yet."""

    at: datetime

    def take(self, play: Play) -> None:
        name = f"渝北示范夜市管理公司{MARK}"
        told = {"title": name, "organisation": name, "region": YU, "standard": str(play.standards["market"])}
        told |= {"since": str(self.at.date() - timedelta(days=20)), "scope": "食品区摊位", "contact": "示例联系方式"}
        declaring.declare(play.database, play.agreements["CY"], "use_declaration", told, at=self.at)


def _effect(book: Book) -> None:
    """Complaints before and after, told by both regions."""
    told: dict[str, Any] = {"definition": "每千名顾客的投诉件数", "unit": "件", "direction": "at_most"}
    told |= {"standard": of("market"), "baseline": "4.2", "target": "2.5", "due": book.ahead(400)}
    book.begin("effect", "effect", "钱", YU, "set_target", title="夜市投诉率", **told)
    for day, region, figure in ((-60, YU, "3.4"), (-58, CHUAN, "3.9"), (-12, YU, "2.6"), (-10, CHUAN, "3.1")):
        book.on(day)
        told = {"of_day": book.ahead(-1), "figure": figure, "source": "热线统计(示)"}
        book.take("effect", "钱", region, "tell_figure", **told)


def pilots(today: date) -> Book:
    """Of the three cities: one pilot under way, one accepted with a title, a benchmark with its gap."""
    book = Book("CZT", today)
    for name, day, region, title, unit in (
        ("bus", -130, ZHU, "城际公交服务标准化试点", "株洲示范公交集团(示)"),
        ("lights", -45, CHANG, "智慧路灯标准化试点", "长沙示范城市照明公司(示)"),
    ):
        book.on(day)
        asked = {"level": "city", "pilot_type": "service", "unit": unit}
        book.begin(name, "pilot", "钱", region, "apply", title=title, **asked)
        book.on(day + 6)
        book.take(name, "赵", region, "admit", due=book.ahead(300))
    book.on(-70)
    book.take("bus", "赵", ZHU, "examine", score=86, account="任务过半，指标数据齐全。")
    book.on(-15)
    won = {"score": 92, "honour": "城际公交服务标准化示范单位(示)", "until": book.ahead(1095)}
    book.take("bus", "赵", ZHU, "accept_result", **won)
    told = {"enterprise": "湘潭示范涂料厂(示)", "product": "建筑涂料", "indicator": "挥发性有机物含量", "unit": "g/L"}
    told |= {"own": "62", "benchmark": "50", "benchmark_source": "示范标杆标准(示)"}
    book.begin("paint", "benchmark_plan", "钱", TAN, title="建筑涂料对标达标方案", **told)
    return book


def matched(today: date) -> Book:
    """Of the delta: a matchmaking event, a need, an offer, and the intention that came of them."""
    book = Book("YRD", today)
    book.on(-75)
    told: dict[str, Any] = {"on": book.ahead(-1), "place": "上海", "field": "客运服务"}
    book.begin("fair", "matchmaking", "褚", HU, title="客运服务标准对接会", **told)
    for name, region, side, title in (
        ("need", SU, "need", "码头引导标识缺少统一要求"),
        ("offer", ZHE, "offer", "无障碍引导标识成套方案"),
    ):
        told = {"parent": under("fair"), "side": side, "organisation": f"{title[:2]}示范企业(示)"}
        book.begin(name, "need_or_offer", "钱", region, title=title, **told)
    wanted: dict[str, Any] = {"parent": under("fair"), "need": "江苏示范客运公司(示)", "offer": "浙江示范标识公司(示)"}
    book.begin("intent", "intention", "钱", SU, "apply", title="合作编制码头引导标识标准", **wanted)
    book.on(-71)
    book.take("intent", "赵", SU, "admit", due=book.ahead(200))
    book.begin("goes", "conversion", "钱", HU, title="无障碍服务规范转化国家标准", **_CONVERTED, standard=of("ferry"))
    return book


_CONVERTED: Final = {"target": "national", "body": "示范归口单位(示)", "stage_code": "20", "role": "lead"}
