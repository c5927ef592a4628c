"""The operator's page: how the installation stands, for the system administrator's seat; nothing of any project."""

import platform
import sqlite3
from datetime import timedelta
from importlib.metadata import version
from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from web.health import FRESH
from web.present import instant
from web.seats import public, shows
from web.views import evidence
from workflow import schema
from workflow.reads import operation as reads
from workflow.reads.operation import Condition
from workflow.vocabulary import Mail, SeatRole
from workflow.words import say, tell

pages = Blueprint("operation", __name__)
STALE_DAYS = 2  # a backup older than this is shown as late
Json = dict[str, Any]


@pages.get("/operation")
@shows
def operation() -> ResponseReturnValue:
    if g.seat.role is not SeatRole.SYSADMIN:
        raise NotFound
    found = reads.condition(g.session, g.now)
    return render_template(
        "operation/operation.html",
        hold=found.hold and {"since": instant(found.hold.since), "taken_at": instant(found.hold.taken_at)},
        rows=[_worker(found), *_timers(found), _notices(found), *_mails(found), _backup(found), *_signing(found)],
        versions=_versions(g.session, found),
        alarms=evidence.alarms(),
        disputes=evidence.disputes(),
        logs=[{"origin": log.origin, "size": log.size, "signed": log.signed} for log in found.logs],
    )


@pages.get("/help/operation")
@public
def guide() -> ResponseReturnValue:
    lines = {
        "tongbiao serve": say("网页与接口服务。"),
        "tongbiao work": say("后台进程：定时、通报、邮件、日志签名；可以同时运行几个。"),
        "tongbiao sign": say("独立签署日志：私钥只有签署程序可读。"),
        "tongbiao backup": say("备份并核对；边用边做。"),
        "tongbiao restore": say("恢复一份备份，随后保持。"),
        "tongbiao catch-up": say("从地区镜像补回恢复后所缺的记录；整机丢失时据以重建。"),
        "tongbiao resume": say("核对之后由两名管理员解除保持。"),
        "tongbiao upgrade": say("先备份，再升级数据库；--back 退回。"),
        "tongbiao copy": say("搬到另一个数据库，如从 SQLite 到 PostgreSQL。"),
        "tongbiao verify": say("重算全部日志并与数据表核对。"),
        "tongbiao doctor": say("逐项检查运行条件，并给出处置办法。"),
    }
    commands = [{"line": line, "words": words} for line, words in lines.items()]
    return render_template("help/operation.html", commands=commands)


def _signing(found: Condition) -> list[Json]:
    """Logs whose newest leaves nobody signs; one line that all is well where there are none."""
    minutes = reads.SIGNED_WITHIN // timedelta(minutes=1)
    late = [log for log in found.logs if log.is_late(g.now)]
    faults = [
        say(
            "{origin} 有 {n} 条超过 {minutes} 分钟未签。请看签署程序的输出；它停签时留有证据。",
            **{"origin": log.origin, "n": log.size - log.signed, "minutes": minutes},
        )
        for log in late
    ]
    return [_row(say("日志签署"), "", fault) for fault in faults] or [_row(say("日志签署"), say("都已签到最新"))]


def _row(name: str, words: Any, fault: str = "") -> Json:
    return {"name": name, "words": words, "fault": fault}


def _worker(found: Condition) -> Json:
    runs = found.beat is not None and g.now - found.beat < FRESH
    return _row(say("后台进程"), instant(found.beat), "" if runs else say("没有在运行，请启动 tongbiao work。"))


def _timers(found: Condition) -> list[Json]:
    fault = say("最早的一个应在 {at} 触发。", at=found.oldest) if found.late else ""
    return [_row(say("等候的定时"), found.timers), _row(say("到时未触发的定时"), found.late, fault)]


def _notices(found: Condition) -> Json:
    return _row(say("待送达的通报"), found.queued)


def _mails(found: Condition) -> list[Json]:
    """The states that mail is in; those that somebody must look at are told as faults."""
    bad = {Mail.UNDELIVERABLE, Mail.IN_DOUBT}
    rows = []
    for state in Mail:
        n = found.mails.get(state, 0)
        fault = say("请核对收件地址与邮件服务器的记录。") if n and state in bad else ""
        rows.append(_row(say("邮件：{state}", state=state), n, fault))
    return rows


def _backup(found: Condition) -> Json:
    if found.backup is None:
        return _row(say("最近的备份"), "—", say("还没有备份，请运行 tongbiao backup。"))
    is_late = (g.now - found.backup.at).days >= STALE_DAYS
    told = say("{at}，{name}，{size} 字节", at=found.backup.at, name=found.backup.name, size=found.backup.size)
    return _row(say("最近的备份"), told, say("已超过两天。") if is_late else "")


def _versions(session: Session, found: Condition) -> list[Json]:
    is_newest = found.revision == schema.newest()
    fault = "" if is_newest else say("本程序需要 {revision}，请运行 tongbiao upgrade。", revision=schema.newest())
    return [
        _row(say("程序"), version("tongbiao")),
        _row(say("数据库版本"), found.revision, fault),
        _row(say("数据库"), _server(session)),
        _row("Python", platform.python_version()),
        _row(say("主机时间"), tell(g.now)),
    ]


def _server(session: Session) -> str:
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    told = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    return f"PostgreSQL {told}"
