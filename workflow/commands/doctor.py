"""`doctor`: every check that a start depends on, and the cure of each failure."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import click
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from workflow import clock
from workflow.commands import condition, opened
from workflow.commands.condition import Fault
from workflow.commands.restore import against
from workflow.db import Database
from workflow.holds import held
from workflow.keeping.indexing import lacks
from workflow.keeping.parted import all_behind
from workflow.leaps import leapt
from workflow.log.keys import BadNote
from workflow.log.signer import SignerHalted
from workflow.post.carrier import host_of
from workflow.post.smtp import Route, TryLater, WrongRoute, reach
from workflow.records.agreements import Agreement
from workflow.records.events import Log
from workflow.records.people import Appointment, Person
from workflow.settings import Settings
from workflow.vocabulary import ADMINISTRATORS
from workflow.witnessing.copy import CopyBroken
from workflow.witnessing.memory import Damaged
from workflow.words import say


@click.command(
    help="逐项检查运行条件并给出处置办法。 · Check everything a start depends on, with the cure of each failure."
)
def doctor() -> None:
    settings, failed = Settings.read(), 0
    for name, fault in examined(settings):
        failed += fault is not None
        click.echo(f"{'✗' if fault else '✓'} {name}" + (f"\n    {fault}" if fault else ""), err=fault is not None)
    if failed:
        click.echo(say("{n} 项不合格。", n=failed), err=True)
        raise SystemExit(1)
    click.echo(say("全部合格。"))


def against_start(settings: Settings) -> list[str]:
    """What forbids to start: an unsafe production, tables newer than the program, a log that would be told twice."""
    found = [say(key) for key in settings.faults()]
    checks = (lambda _: _asked(settings, condition.newer), _demonstration, _forked)
    if _away(settings):  # told by whoever opens it; asking more would make an empty file of it
        return found
    with suppress(SQLAlchemyError):
        found += [fault for check in checks if not found and (fault := check(settings))]
    return found


def examined(settings: Settings) -> Iterator[tuple[str, Fault]]:
    """Each check by its name, with what is wrong and how it is cured."""
    yield say("设置"), "; ".join(say(key) for key in settings.faults()) or None
    yield say("文件夹"), _folder(settings.var_path / "files")
    for path in (settings.var_path / "keys" / "log.key", settings.var_path / "secret.key"):
        yield say("密钥 {name}", name=path.name), _key(path)
    yield say("校时文件"), _rehearsal(settings)
    yield say("外发邮件"), _mute(settings)
    yield from _of_the_database(settings)


def _of_the_database(settings: Settings) -> Iterator[tuple[str, Fault]]:
    away = _away(settings)
    yield say("数据库连接"), away
    if away:
        return
    outdated = _asked(settings, condition.outdated)
    yield say("数据库版本"), outdated
    yield say("数据库的防改触发器"), _asked(settings, condition.unguarded)
    yield say("SQLite 的写入方式"), _asked(settings, condition.unsound)
    if not outdated:
        yield say("时钟"), _asked(settings, _behind)
        yield say("检索索引"), _asked(settings, _unindexed)
        yield say("三名管理员"), _asked(settings, _unmanned)
        yield say("演示账户"), _demonstration(settings)
        yield say("恢复之后的保持"), _asked(settings, _held)
        yield say("日志与已签的头"), _forked(settings)


def _asked(settings: Settings, ask: Callable[[Session], Fault]) -> Fault:
    database = Database(settings.database_url)
    try:
        with database.read() as session:
            return ask(session)
    finally:
        database.dispose()


def _away(settings: Settings) -> Fault:
    url = sa.make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return say("数据库还没有建立，请先运行 tongbiao init。")
    try:
        return _asked(settings, _silent)
    except (SQLAlchemyError, OSError) as away:
        return say("连不上数据库：{what}。请检查 TONGBIAO_DATABASE_URL 和数据库服务。", what=str(away).splitlines()[0])


def _silent(session: Session) -> Fault:
    session.execute(sa.text("SELECT 1"))
    return None


def _held(session: Session) -> Fault:
    found = held(session)
    if found is None:
        return None
    return say("恢复了 {at} 的备份，定时与投递已保持：核对之后运行 tongbiao resume。", at=found.taken_at)


def _forked(settings: Settings) -> Fault:
    try:
        with opened(settings) as database:
            found = all_behind(database, settings)
    except SignerHalted as halted:
        return say("签名器的文件有误：{what}", what=str(halted))
    except (CopyBroken, Damaged, BadNote, ValueError) as broken:
        return say("主机上的镜像文件夹有误：{what}", what=str(broken))
    return against(found) if found else None


def _unindexed(session: Session) -> Fault:
    return say("检索索引缺少标准，或留有不公开的标准，请运行 tongbiao reindex。") if lacks(session) else None


def _behind(session: Session) -> Fault:
    last = session.scalar(sa.select(sa.func.max(Log.last_at)))
    if last is not None and last > clock.now():
        return say("时钟比最后一次记录（{at}）还早，请校时。", at=last)
    beat = leapt(session, clock.now())
    return (
        say("时钟比后台进程上次运行（{at}）晚得太多，定时已停：校时，或核对后运行 tongbiao work --once。", at=beat)
        if beat
        else None
    )


def _unmanned(session: Session) -> Fault:
    held = sa.select(Appointment.role).where(Appointment.role.in_(ADMINISTRATORS), Appointment.ended_at.is_(None))
    lacking = sorted(ADMINISTRATORS - set(session.scalars(held)))
    return say("缺少{roles}，请运行 tongbiao init 登记。", roles=lacking) if lacking else None


def _demonstration(settings: Settings) -> Fault:
    if not settings.is_production:
        return None

    def ask(session: Session) -> Fault:
        is_demo = session.scalar(
            sa.select(sa.or_(sa.exists().where(Agreement.is_demo), sa.exists().where(Person.is_demo)))
        )
        return say("生产环境不得使用演示数据库，请换用新的数据库。") if is_demo else None

    return _asked(settings, ask)


def _folder(path: Path) -> Fault:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        return say("不能写入 {path}，请检查属主和权限。", path=str(path))
    return None if os.access(path, os.W_OK | os.X_OK) else say("不能写入 {path}，请检查属主和权限。", path=str(path))


def _key(path: Path) -> Fault:
    """A key that is not there yet is made when it is first needed."""
    if not path.exists() or not path.stat().st_mode & 0o077:
        return None
    return say("{path} 可被他人读取，请运行 chmod 600。", path=str(path))


def _mute(settings: Settings) -> Fault:
    """Without an address of a mail server none is sent, which is no fault."""
    try:
        if settings.mail_url:
            reach(Route.read(settings.mail_url), name=host_of(settings))
    except WrongRoute:
        return say("TONGBIAO_MAIL_URL 读不懂，应如 smtp://用户:口令@主机:端口。")
    except TryLater as away:
        return say("邮件服务器不应答：{what}", what=str(away))
    return None


def _rehearsal(settings: Settings) -> Fault:
    if not settings.clock or Path(settings.clock).exists():
        return None
    return say("TONGBIAO_CLOCK 指向的文件 {path} 不存在，请建立或取消该设置。", path=settings.clock)
