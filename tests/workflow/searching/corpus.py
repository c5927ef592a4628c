"""Standards by the thousand, made of a seed, and what is true of them: titles, numbers, texts as somebody reads them
who never heard of an index. Rows are written past the doors, whose events the search does not read.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import founding
from workflow.db import Database, table_of
from workflow.records.agreements import Agreement, RuleSet
from workflow.records.numbers import RegionNumber
from workflow.records.releases import Release
from workflow.records.standards import Standard
from workflow.records.texts import Version, VersionClause, Words
from workflow.search.searching import rebuild
from workflow.search.spelling import search_words
from workflow.statements import insert
from workflow.vocabulary import Joint, Nature, TextPurpose

EPOCH = datetime(2015, 1, 1, 2, 0, tzinfo=UTC)
PAGE = 5_000
AREAS = {"11": "110000", "12": "120000", "13": "130000"}
NAMES = {"11": ("北京市", "Beijing"), "12": ("天津市", "Tianjin"), "13": ("河北省", "Hebei")}
FIELDS = ("交通运输", "商贸服务", "生态环境", "公共卫生", "")
STATES = (Joint.IN_FORCE, Joint.IN_FORCE, Joint.RELEASED, Joint.UNDER_REVIEW, Joint.WITHDRAWN)
WHERE = ("停车场", "公园", "学校", "养老机构", "高速公路", "地铁车站", "水库", "温室", "畜禽养殖场", "码头", "数据中心")
WHAT = (
    "充电设施",
    "电梯",
    "液氨",
    "污水",
    "噪声",
    "ＥＶ—２型接口",
    "LNG储罐",
    "应急物资",
    "信用信息",
    "标志",
    "奶牛",
    "苹果",
)
HOW = ("配置", "运行 管理", "检验", "安全评价", "数据采集", "节能监测", "建设（示范）", "术语", "限值", "等级划分")
KIND = ("规范", "规程", "指南", "要求", "通则", "技术条件", "评价方法")
RARE = "鳜鱇鱼镉铊熵𬭚㙍"
SIGNS = "温度压力应当可以不得低于高于每日记录检查人员设备区域时间距离宽度间隔材料试验方法结果报告维护更换清洗消毒标识"


@dataclass
class Made:
    """One standard as a person tells it."""

    id: int
    title: str
    numbers: list[tuple[str, str, int, int]]  # area, nature, serial, year
    about: str
    state: Joint
    at: datetime
    clauses: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def printed(self) -> list[str]:
        return [f"DB{area}{nature} {serial}—{year}" for area, nature, serial, year in self.numbers]

    @property
    def lines(self) -> list[str]:
        """All that a reader of it reads, numbers apart."""
        own = [line for title, lines in self.clauses for line in (title, *lines)]
        names = [name for area, *_ in self.numbers for name in NAMES[area]]
        return [self.title, self.about, "43.080", "T 47", *names, *own]


def made(seed: int, titles: int, texts: int) -> list[Made]:
    """So many standards; the first of them with a text."""
    chance = random.Random(seed)
    return [_one(chance, n, n <= texts) for n in range(1, titles + 1)]


def _one(chance: random.Random, n: int, has_text: bool) -> Made:
    title = "".join(chance.choice(part) for part in (WHERE, WHAT, HOW, KIND))
    if chance.random() < 0.05:
        title = f"{title}{chance.choice('—- 第')}{chance.choice(RARE)}{chance.randrange(10)}部分"
    at = EPOCH + timedelta(days=chance.randrange(4_000))
    areas = sorted(chance.sample(sorted(AREAS), 1 + (n % 10 == 0)))
    nature = chance.choice(("/T", "/T", "/T", "/"))
    numbers = [(area, nature, 1_000 + n, at.year) for area in areas]
    clauses = [_clause(chance, k) for k in range(chance.randrange(5, 11))] if has_text else []
    return Made(n, title, numbers, chance.choice(FIELDS), chance.choice(STATES), at, clauses)


def _clause(chance: random.Random, k: int) -> tuple[str, list[str]]:
    title = f"{chance.choice(WHAT)}的{chance.choice(HOW)}" if k % 3 else ""
    lines = ["".join(chance.choices(SIGNS, k=chance.randrange(18, 40))) for _ in range(chance.randrange(1, 3))]
    if chance.random() < 0.2:
        lines[0] += f"，应符合 GB/T {chance.randrange(1, 40_000)}—20{chance.randrange(10, 25)} 和 DB11/T {1_000 + k}"
    if chance.random() < 0.05:
        lines[0] += chance.choice(RARE)
    return title, [f"{line}。" for line in lines]


def laid(url: str, standards: Sequence[Made]) -> Database:
    """A database that holds them, indexed as the command does it."""
    database = Database(url)
    with database.write(EPOCH) as work:
        founding.lay_all(work, founding.agreements_given(), is_demo=True)
        work.recorded += 1
    with database.plain() as session:
        rules = {r.agreement_id: r.id for r in session.scalars(sa.select(RuleSet))}
        agreement = session.scalars(sa.select(Agreement).where(Agreement.code == "JJJ")).one()
        for table, rows in _tables(standards, agreement.id, rules[agreement.id]):
            insert(session.connection(), table_of(table), rows)
        session.execute(sa.text("ANALYZE"))  # a server does so by itself, a little later
    return database


def indexed(database: Database) -> int:
    with database.plain() as session:
        return rebuild(session)


def _tables(standards: Sequence[Made], agreement: int, rules: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    for at in range(0, len(standards), PAGE):
        page = standards[at : at + PAGE]
        yield Standard, [_standard(one, agreement, rules) for one in page]
        yield RegionNumber, [row for one in page for row in _numbers(one)]
    written = [one for one in standards if one.clauses]
    words = {f"{one.id}.{k}": c for one in written for k, c in enumerate(one.clauses)}
    if written:
        yield Words, [{"hash": key, "title": title, "body": "\n".join(b)} for key, (title, b) in words.items()]
        yield Version, [_version(one) for one in written]
        yield VersionClause, [row for one in written for row in _placed(one)]
        yield Release, [_release(one) for one in written]


def _standard(one: Made, agreement: int, rules: int) -> dict[str, Any]:
    told = {"id": one.id, "agreement_id": agreement, "rule_set_id": rules, "state": one.state, "since": one.at}
    told |= {
        "lead_region": AREAS[one.numbers[0][0]],
        "title_zh": one.title,
        "title_en": "",
        "scope": "",
        "ics": "43.080",
    }
    told |= {"ccs": "T 47", "nature": Nature.RECOMMENDED, "lineage": f"l{one.id}", "field": one.about}
    return told | {"released_at": one.at, "search_text": search_words(one.title, one.about)}


def _numbers(one: Made) -> Iterator[dict[str, Any]]:
    for (area, *_), shown in zip(one.numbers, one.printed, strict=True):
        key = shown.replace("—", "-")
        yield {"standard_id": one.id, "region_code": AREAS[area], "key": key, "display": shown}


def _version(one: Made) -> dict[str, Any]:
    told = {"id": one.id, "standard_id": one.id, "number": 1, "purpose": TextPurpose.FINAL, "made_at": one.at}
    return told | {"text_hash": "", "meta_hash": "", "meta": {}, "digest": {}}


def _placed(one: Made) -> Iterator[dict[str, Any]]:
    for k in range(len(one.clauses)):
        told = {"version_id": one.id, "place": k, "clause_id": f"c{k}", "parent": None, "level": 1, "kind": "chapter"}
        yield told | {"number": str(k + 1), "words_hash": f"{one.id}.{k}", "hash": "", "regions": []}


def _release(one: Made) -> dict[str, Any]:
    day = date(one.at.year, 12, 31)
    told = {"standard_id": one.id, "attempt": 1, "version_id": one.id, "instant": one.at, "effective_on": day}
    return told | {"cover_order": [], "scheduled_at": one.at, "released_at": one.at}


def ids(session: Session, conditions: Sequence[sa.ColumnElement[bool]]) -> set[int]:
    """The standards for which all conditions hold."""
    return set(session.scalars(sa.select(Standard.id).where(*conditions)))
