"""`init`: creates or upgrades the database, and enters the three administrators with their one-time links."""

from datetime import date

import click
import sqlalchemy as sa
from alembic.util import CommandError

from workflow import charters, clock, founding
from workflow.commands import Refusal, opened
from workflow.db import Database, Work, migrate
from workflow.entrance import accounts
from workflow.records.agreements import Agreement
from workflow.seats import installing
from workflow.seats.eligibility import USERNAME
from workflow.settings import Settings
from workflow.vocabulary import SeatRole
from workflow.words import say

Named = tuple[str, str]
PAIR = "NAME USERNAME"
ADMINISTRATORS = (SeatRole.SYSADMIN, SeatRole.SECADMIN, SeatRole.AUDADMIN)


@click.command(
    help="建立或升级数据库，登记三名管理员。 · Create or upgrade the database, enter the three administrators."
)
@click.option("--sysadmin", type=(str, str), metavar=PAIR, help="系统管理员 · system administrator")
@click.option("--secadmin", type=(str, str), metavar=PAIR, help="安全管理员 · security administrator")
@click.option("--audadmin", type=(str, str), metavar=PAIR, help="审计管理员 · audit administrator")
@click.option("--operator", default="系统运行单位", show_default=True, help="三名管理员所在单位 · their organ")
@click.option("--with-groups", is_flag=True, help="载入地区与协作组 · lay the regions and the groups that ship along")
def init(
    sysadmin: Named | None, secadmin: Named | None, audadmin: Named | None, operator: str, with_groups: bool
) -> None:
    settings = Settings.read()
    given = (sysadmin, secadmin, audadmin)
    named = {role: pair for role, pair in zip(ADMINISTRATORS, given, strict=True) if pair is not None}
    _check(named)
    _migrate(settings)
    click.echo(say("数据库已是最新版本。"))
    with opened(settings) as database:
        begun = _has_begun(database)
        if begun and named:
            raise Refusal(say("三名管理员早已登记；其后的任职由安全管理员在系统中办理。"))
        with database.write(clock.now()) as work:
            charters.record_untold(work)
        if with_groups:
            _lay_groups(database)
        links = _enter(database, named, operator) if named else {}
    for role, secret in links.items():
        link = f"{settings.base_url.rstrip('/')}/enrol/{secret}"
        click.echo(
            say(
                "{role} {name} 的登记链接（72 小时内有效，只能用一次）：{link}",
                role=role,
                name=named[role][0],
                link=link,
            )
        )
    if not named and not begun:
        click.echo(say("还没有管理员：请用 --sysadmin、--secadmin、--audadmin 登记三个不同的人。"))


def _check(named: dict[SeatRole, Named]) -> None:
    """All three or none, and three persons."""
    if not named:
        return
    if len(named) < len(ADMINISTRATORS):
        raise click.UsageError(say("三名管理员须一次登记。"))
    if len({name for name, _ in named.values()}) < len(named) or len({user for _, user in named.values()}) < len(named):
        raise click.UsageError(say("三名管理员须是三个不同的人。"))
    for _, username in named.values():
        if not USERNAME.fullmatch(username):
            raise click.UsageError(f"{username}: {say('rule.username_form')}")


def _migrate(settings: Settings) -> None:
    """Lay or bring up the tables; those of a newer version are left alone."""
    try:
        migrate(settings.database_url)
    except CommandError as newer:
        raise Refusal(say("数据库版本比本程序新，请安装较新的程序。")) from newer


def _has_begun(database: Database) -> bool:
    with database.read() as session:
        return installing.has_begun(session)


def _lay_groups(database: Database) -> None:
    with database.read() as session:
        is_laid = session.scalar(sa.select(sa.exists().where(Agreement.id > 0)))
    if is_laid:
        return click.echo(say("地区与协作组早已载入。"))
    with database.write(clock.now()) as work:
        _begin(work)
        groups = founding.agreements_given(is_demo=False)
        founding.lay_all(work, groups, is_demo=False)
        installing.record(work, "lay_groups", facts={"groups": [group["code"] for group in groups]})
    click.echo(say("已载入地区与协作组。"))


def _enter(database: Database, named: dict[SeatRole, Named], operator: str) -> dict[SeatRole, str]:
    """Persons, accounts and seats in one transaction; then the links, which are shown this once."""
    entered: dict[SeatRole, int] = {}
    with database.write(clock.now()) as work:
        _begin(work)
        organ = installing.operator(work, operator, operator)
        for role, (name, username) in named.items():
            person, entered[role] = installing.enter_person(work, name, username)
            installing.lay_seat(work, person, organ, role, since=_today(work))
    at = clock.now()
    return {role: accounts.invite(database, account, at=at) for role, account in entered.items()}


def _begin(work: Work) -> None:
    installing.open_installation(work, is_demo=False, year=_today(work).year)


def _today(work: Work) -> date:
    return clock.day_of(work.at)
