"""`demo`: builds the demonstration when there is none, then serves it with its worker until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from types import FrameType
from unicodedata import east_asian_width

import click

from workflow import clock, founding
from workflow.commands import Refusal
from workflow.commands.serve import arguments
from workflow.db import migrate
from workflow.demo import building, watching
from workflow.demo.legs import SHORT, XIANG
from workflow.demo.people import OF_THE_INSTALLATION, PLACES, username
from workflow.settings import Settings
from workflow.words import say, tell

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until the server must answer
LOOKS = 10.0  # seconds between two looks of a region's witness
ENDING = 8.0  # seconds a child has to end by itself


@click.command(help="搭建并运行演示，Ctrl-C 结束。 · Build and run the demonstration until Ctrl-C.")
@click.option("--reset", is_flag=True, help="从头搭建 · start over")
@click.option(
    "--port", default=8000, envvar="PORT", show_default=True, type=click.IntRange(1, 65535), help="端口 · port"
)
def demo(reset: bool, port: int) -> None:
    settings = Settings.read()
    free(port)
    prepare(settings, reset=reset)
    address = f"http://{HOST}:{port}"
    os.environ.setdefault("TONGBIAO_BASE_URL", address)
    signal.signal(signal.SIGTERM, _interrupt)
    with suppress(KeyboardInterrupt), children(port) as running:
        wait_for(port, running)
        click.echo(f"\n  {say('演示已就绪：{address}（Ctrl-C 结束）', address=address)}\n")
        click.echo("\n".join(f"  {line}" for line in directory(settings.demo_password)))
        ended = _first_ended(running, settings, address)
        raise Refusal(say("{name} 意外结束，演示停止。", name=ended))
    click.echo(say("演示已结束；再次运行会接着用，重新开始请加 --reset。"))


def prepare(settings: Settings, *, reset: bool = False) -> None:
    """A whole demonstration of today's version in the database; anything else in it is left alone."""
    if settings.is_production:
        raise Refusal(say("生产环境不得运行演示。"))
    try:
        if reset:
            building.reset(settings)
        if building.is_built(settings):
            return migrate(settings.database_url)
        click.echo(say("正在搭建演示，请稍候……"))
        building.build(settings, clock.now())
    except building.NotEmpty as taken:
        raise Refusal(say("数据库里已有正式数据，不能用作演示：{url}", url=settings.database_url)) from taken


def free(port: int) -> None:
    """Refuse a port that somebody else holds, before anything is built or started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as taken:
            raise Refusal(say("端口 {port} 已被占用，可用 PORT 另选一个。", port=port)) from taken


@contextmanager
def children(port: int) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The server and the worker, for as long as the block lasts; neither outlives it."""
    commands = {
        "serve": arguments(f"{HOST}:{port}", threads=8, workers=1),
        "work": [sys.executable, "-m", "workflow.cli", "work"],
    }
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            running[name] = subprocess.Popen(command, start_new_session=True)
        yield running
    finally:
        for child in running.values():
            child.terminate()
        for child in running.values():
            try:
                child.wait(ENDING)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def wait_for(port: int, running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when the application answers; a server that gives up ends the demonstration."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        ended = next((name for name, child in running.items() if child.poll() is not None), None)
        if ended:
            raise Refusal(say("{name} 没有启动。", name=ended))
        with suppress(OSError, HTTPException):
            asked = HTTPConnection(HOST, port, timeout=2)
            asked.request("GET", "/healthz")
            if asked.getresponse().status == HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise Refusal(say("服务在 {n} 秒内没有应答。", n=int(PATIENCE)))


def directory(password: str) -> list[str]:
    """Who to log in as for what: for each group a row for each work and a column for each region."""
    lines = [say("所有账户的口令：{password}", password=password), say("导览：打开 /tour"), ""]
    for group in founding.agreements_given():
        regions = [member["region"] for member in group["members"]]
        if set(regions) <= PLACES.keys():
            lines += [*_columns(_rows(group["chair_region"], regions)), ""]
    rows = [[tell(role), account] for _, _, account, role in OF_THE_INSTALLATION]
    return lines + _columns([*rows, [say("省级主管"), username("许", XIANG)]])


def _rows(chair: str, regions: list[str]) -> list[list[str]]:
    works = {
        say("批准人"): "赵",
        say("经办人、编号、发布"): "钱",
        say("交通、商务部门"): "孙",
        say("生态环境部门"): "李",
        say("主编、起草人"): "周",
        say("审查专家"): "郑",
        say("实施单位"): "卫",
        say("安全管理员"): "韩",
    }
    rows = [[say("办什么"), *(SHORT[region] for region in regions)]]
    rows += [[work, *(username(surname, region) for region in regions)] for work, surname in works.items()]
    for work, surname in ((say("秘书处"), "褚"), (say("审计员"), "沈")):
        rows.append([work, *(username(surname, region) if region == chair else "—" for region in regions)])
    return rows


def _columns(rows: list[list[str]]) -> list[str]:
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Columns of a terminal: a Han character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _first_ended(running: dict[str, subprocess.Popen[bytes]], settings: Settings, address: str) -> str:
    """Which child ended; until one does, the regions that the demonstration plays look at their log now and then."""
    looked = 0.0
    while True:
        for name, child in running.items():
            if child.poll() is not None:
                return name
        if time.monotonic() - looked > LOOKS:
            watching.look(settings, address)
            looked = time.monotonic()
        time.sleep(0.5)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
