"""`user`: accounts as an operator at the server sees them. Seats are given by two hands in the application; whoever
adds one here does so as a security administrator, with the password."""

import json
import sys
from collections.abc import Callable
from typing import Any

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.commands import Refusal, opened
from workflow.db import Database
from workflow.entrance import accounts
from workflow.entrance.lost import end_all
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Refused
from workflow.reads.seats import all_seats, seats_of
from workflow.records.people import Account, Person
from workflow.records.places import Organ
from workflow.seats import appointing, installing
from workflow.seats.eligibility import NewPerson, Wanted
from workflow.settings import Settings
from workflow.vocabulary import ADMINISTRATORS, SeatRole
from workflow.words import say

ADDRESS = "console"
from_stdin = click.option(
    "--password-stdin", is_flag=True, help="从标准输入读口令 · read the password from standard input"
)


@click.group(help="账户。 · Accounts.")
def user() -> None:
    pass


@user.command("list", help="列出账户与席位。 · List accounts with their seats.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · as JSON")
def list_accounts(as_json: bool) -> None:
    with opened(Settings.read()) as database, database.read() as session:
        found = listed(session)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for account in found:
        held = "；".join(f"{seat['organ']} {say('seatrole.' + seat['role'])}" for seat in account["seats"])
        click.echo(f"{account['username']}\t{account['name']}\t{held}")


def listed(session: Session) -> list[dict[str, Any]]:
    """Every account with the seats its person holds today."""
    seats: dict[int, list[dict[str, Any]]] = {}
    for seat in all_seats(session, clock.today()):
        told = {"id": seat.id, "region": seat.region, "organ": seat.organ.zh, "role": seat.role.value}
        seats.setdefault(seat.person_id, []).append(told | {"until": seat.until.isoformat() if seat.until else None})
    query = sa.select(Account.username, Account.is_open, Person.id, Person.name, Person.is_demo)
    rows = session.execute(query.join(Person, Person.id == Account.person_id).order_by(Account.username))
    return [
        {"username": username, "name": name, "is_open": is_open, "is_demo": is_demo, "seats": seats.get(person, [])}
        for username, is_open, person, name, is_demo in rows
    ]


@user.command(
    help="提名一人任职并给出登记链接，须另一人确认。 · Propose a person for a seat; a second person confirms."
)
@click.argument("username")
@click.option("--name", required=True, help="姓名 · name")
@click.option("--latin", default="", help="拼音 · name in Latin letters")
@click.option("--organ", required=True, help="单位全称 · the organ's full name")
@click.option("--role", type=click.Choice([role.value for role in SeatRole]), required=True, help="席位 · role")
@click.option("--until", type=click.DateTime(formats=["%Y-%m-%d"]), help="任期至 · last day")
@click.option("--as", "actor", required=True, metavar="USERNAME", help="以安全管理员身份 · the security administrator")
@from_stdin
def add(
    username: str, name: str, latin: str, organ: str, role: str, until: Any, actor: str, password_stdin: bool
) -> None:
    settings = Settings.read()
    with opened(settings) as database:
        seat = administrator(database, actor, password(password_stdin))
        person = NewPerson(name=name, username=username, name_latin=latin)
        last = until.date() if until else None
        at = clock.now()
        wanted = Wanted(
            person=person, organ_id=organ_id(database, organ), role=SeatRole(role), since=clock.day_of(at), until=last
        )
        try:
            made = appointing.appoint(database, seat, wanted, at=at)
            link = appointing.issue_link(database, seat, made, at=at)
        except (Refused, NotThere) as no:
            raise Refusal(told(no)) from no
    click.echo(say("已提名 {name}，待另一人在系统中确认。", name=name))
    click.echo(
        say(
            "登记链接（72 小时内有效，只能用一次）：{link}", link=f"{settings.base_url.rstrip('/')}/enrol/{link.secret}"
        )
    )


@user.command(help="重设口令，或给出新的登记链接。 · Set a password, or give a new enrolment link.")
@click.argument("username")
@click.option("--link", is_flag=True, help="给出登记链接而不设口令 · a link instead of a password")
@click.option("--lost", is_flag=True, help="设备丢失：停用密钥和登录 · a lost device: end keys and log-ins")
@from_stdin
def passwd(username: str, link: bool, lost: bool, password_stdin: bool) -> None:
    settings, at = Settings.read(), clock.now()
    with opened(settings) as database:
        account = account_of(database, username)
        if link:
            secret = accounts.invite(database, account.id, at=at)
            click.echo(
                say(
                    "登记链接（72 小时内有效，只能用一次）：{link}",
                    link=f"{settings.base_url.rstrip('/')}/enrol/{secret}",
                )
            )
        else:
            try:
                accounts.set_password(database, account.id, password(password_stdin, twice=True), at=at)
            except accounts.WeakPassword as weak:
                raise Refusal(say(str(weak))) from weak
            click.echo(say("口令已重设，原有的登录全部结束。"))
        with database.write(at) as work:
            act = "issue_link_at_console" if link else "set_password_at_console"
            ended = {"lost": end_all(work, account.id, at)} if lost else {}
            installing.record(work, act, facts={"account": account.id, "person": account.person_id, **ended})


# --- what other commands use ----------------------------------------------------------------------------------------


def account_of(database: Database, username: str) -> Account:
    """The open account of a username."""
    with database.read() as session:
        found = session.scalar(sa.select(Account).where(Account.username == accounts.normal(username), Account.is_open))
    if found is None:
        raise Refusal(say("没有用户名 {username}。", username=username))
    return found


def proved(database: Database, username: str, secret: str) -> Account:
    """The account, after its holder has shown the password."""
    account = account_of(database, username)
    try:
        accounts.prove(database, account.id, secret, address=ADDRESS, at=clock.now())
    except accounts.LoginFailed as wrong:
        raise Refusal(say("口令不对。")) from wrong
    except accounts.Throttled as wait:
        raise Refusal(say("尝试过多，请在 {until} 之后再试。", until=wait.until)) from wait
    return account


def administrator(database: Database, username: str, secret: str) -> Seat:
    """The security administrator's seat of an account."""
    seat = next((seat for seat in _seats(database, username, secret) if seat.role is SeatRole.SECADMIN), None)
    if seat is None:
        raise Refusal(say("{username} 没有安全管理员的席位。", username=username))
    return seat


def keeper(database: Database, username: str, secret: str) -> Seat:
    """A seat of an account among the administrators of the whole installation: one region's speak for no other."""
    seats = _seats(database, username, secret)
    seat = next((seat for seat in seats if seat.role in ADMINISTRATORS and seat.region is None), None)
    if seat is None:
        raise Refusal(say("{username} 没有整个平台的管理员席位。", username=username))
    return seat


def _seats(database: Database, username: str, secret: str) -> list[Seat]:
    account = proved(database, username, secret)
    with database.read() as session:
        return seats_of(session, account.person_id, clock.today())


def organ_id(database: Database, name: str) -> int:
    with database.read() as session:
        found = session.scalars(sa.select(Organ.id).where(sa.or_(Organ.name_zh == name, Organ.name_en == name))).all()
    if len(found) != 1:
        raise Refusal(say("没有名为“{name}”的单位，或不止一个。", name=name))
    return found[0]


def password(from_input: bool, *, twice: bool = False) -> str:
    """A password from the terminal, unseen, or the first line of standard input."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    ask: Callable[..., str] = click.prompt
    return ask(say("口令"), hide_input=True, confirmation_prompt=twice, err=True)


def told(no: Exception) -> str:
    """A refusal in the sentences that the page and the API say."""
    if not isinstance(no, Refused):
        return say("没有这一项，或您的席位看不到它。")
    lines = [f"{reason.sentence}\n    {reason.remedy}".rstrip() for reason in no.reasons]
    return "\n".join(lines)
