"""What an archive asks for: metadata by the elements of DA/T 46 as far as they are known here, and the four-property
check 四性检测, computed from the very files that go into the bag."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import BEIJING, day_of
from workflow.db import Database
from workflow.dossier.bag import Bag
from workflow.dossier.checks import check
from workflow.dossier.heads import Head
from workflow.dossier.rendering import rendered
from workflow.dossier.retained import EVER, retained
from workflow.dossier.views import View
from workflow.exports.paperwork.source import day
from workflow.picture.standing import Standing
from workflow.records.places import Organ
from workflow.records.standards import Standard
from workflow.vocabulary import OrganKind

BASIS: Final = "DA/T 46—2009, DA/T 48—2009（要素对照，未经收管单位核定）"
LEFT: Final = ""  # what only the archive that takes it in can say
NUMBERED: Final = ("全宗号", "类别号", "机构或问题", "件号")  # parts of an archival code
Data = dict[str, Any]


def put_archive(database: Database, bag: Bag, view: View, heads: Sequence[Head]) -> None:
    """Put metadata and checks into the bag, last of all: they speak of everything else in it."""
    told = _metadata(database, bag, view, heads)
    bag.put("data/archive/metadata.json", _json(told))
    bag.put("data/archive/metadata.xml", _xml(told))
    results = check(bag, view, heads)
    bag.put("data/archive/checks.json", _json(results))
    bag.put("data/archive/checks.html", rendered("checks.html", it=view.told, results=results))


def _metadata(database: Database, bag: Bag, view: View, heads: Sequence[Head]) -> Data:
    """The elements in the order of the standard; blank where the archive fills them in."""
    dossier = view.dossier
    with database.read() as session:
        standing = Standing.load(session, dossier.standard_id)
        assert standing is not None
        standard, named = standing.standard, _authorities(session, list(standing.tracks))
        classes = retained(session, dossier, bag)
    files = [(path, file) for path, file in sorted(bag.files.items()) if path.startswith("data/")]
    return {
        "依据": BASIS,
        "聚合层次": "案卷",
        "来源": {"档案馆名称": LEFT, "全宗名称": LEFT, "立档单位名称": named.get(standard.lead_region, LEFT)},
        "电子文件号": view.told["number"],
        "档号": dict.fromkeys(NUMBERED, LEFT) | {"保管期限": EVER, "年度": _year(view, standard)},
        "内容描述": _content(view, standard, list(named.values())),
        "形式特征": {"件数": len(files), "页数": LEFT},
        "电子签名": [_signature(head) for head in heads],
        "存储位置": LEFT,
        "权限管理": {"profile": dossier.profile.value, "reader": dossier.reader or LEFT, "withheld": dossier.withheld},
        "附注": LEFT,
        "文件实体": [
            {"文件名": path, "大小": file.size, "sha256": file.sha256, "原名": file.name, "保管期限": classes[path]}
            for path, file in files
        ],
        "业务实体": [_business(line) for line in view.lines],
        "机构人员实体": _people(view),
    }


def _authorities(session: Session, codes: Sequence[str]) -> dict[str, str]:
    """The authority of each region that takes part: who answers for the file."""
    here = (Organ.region_code.in_(codes), Organ.kind == OrganKind.AUTHORITY)
    found = session.execute(sa.select(Organ.region_code, Organ.name_zh).where(*here).order_by(Organ.id.desc()))
    named = {str(code): name for code, name in found}
    return {code: named[code] for code in codes if code in named}


def _year(view: View, standard: Standard) -> str:
    return str(day_of(standard.released_at or view.dossier.at).year)


def _content(view: View, standard: Standard, authorities: list[str]) -> Data:
    sealed = view.dossier.at.astimezone(BEIJING).isoformat(timespec="seconds")
    return {
        "题名": standard.title_zh,
        "并列题名": standard.title_en,
        "责任者": authorities,
        "日期": {"发布": day(standard.released_at), "实施": day(standard.effective_on), "封存": sealed},
        "文种": "区域协同地方标准档案",
        "密级": LEFT,
        "主送": LEFT,
    }


def _signature(head: Head) -> Data:
    """A log's head: what it signs is the tree of all records up to there."""
    return {
        "签名规则": "Ed25519, C2SP tlog-checkpoint",
        "签名人": head.origin,
        "签名范围": f"{head.size}",
        "签名结果": head.note.decode(),
        "证书": head.vkey,
    }


def _business(line: Any) -> Data:
    return {
        "业务标识": str(line.number),
        "业务行为": line.called["zh"],
        "行为时间": line.at,
        "机构人员标识": str(line.leaf["seat"] or ""),
        "行为依据": f"rules/{line.leaf['rules']}" if line.leaf["rules"] else LEFT,
        "行为描述": "；".join(f"{what['zh']}：{now['zh']}" for what, _, now in line.changes),
        "记录": line.leaf_hash,
    }


def _people(view: View) -> list[Data]:
    """Those who acted, once a seat; without their names for the public."""
    seats = {line.leaf["seat"]: line for line in view.lines if line.leaf["seat"] is not None}
    return [
        {
            "机构人员标识": str(seat),
            "机构人员名称": line.person["zh"],
            "组织机构": line.organ["zh"],
            "职位名称": line.role["zh"],
        }
        for seat, line in sorted(seats.items())
    ]


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _xml(value: Mapping[str, Any]) -> bytes:
    """The same as elements; names stand in an attribute, so that any reader may map them."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{"".join(_element("metadata", value))}\n'.encode()


def _element(name: str, value: Any) -> list[str]:
    head = f"<element name={quoteattr(name)}>"
    if isinstance(value, Mapping):
        return [head, *(part for key, inner in value.items() for part in _element(key, inner)), "</element>"]
    if isinstance(value, list):
        return [part for inner in value for part in _element(name, inner)] or [f"{head}</element>"]
    return [f"{head}{escape('' if value is None else str(value))}</element>"]
