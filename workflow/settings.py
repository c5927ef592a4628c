"""All settings in one typed place, read from the environment; the documentation lists them by a loop over this
class.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

PREFIX = "TONGBIAO_"
NOTICE = "非涉密系统，严禁上传涉密信息"


def _setting(default: str, meaning: str) -> str:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Settings:
    """What an installation may set; every field is the environment variable TONGBIAO_<FIELD IN CAPITALS>."""

    database_url: str = _setting(
        "sqlite:///var/tongbiao.db", "SQLAlchemy address of the database (SQLite or PostgreSQL)"
    )
    var: str = _setting("var", "folder of files, keys and logs")
    secret_key: str = _setting("", "key of cookies and forms; made and kept in the var folder when empty")
    base_url: str = _setting("http://127.0.0.1:8000", "address that people use; https makes the cookie Secure")
    replica_url: str = _setting("", "address of a replica that the public, auditors and observers read from")
    pooled: str = _setting("", "1 when PostgreSQL stands behind a pooler in transaction mode, such as pgbouncer")
    pg_bin: str = _setting("", "folder of pg_dump and pg_restore, for backups; the PATH when empty")
    log_json: str = _setting("", "1 writes one JSON line a request, with its id and who asked, to standard error")
    production: str = _setting("", "1 refuses unsafe settings at start")
    mail_url: str = _setting(
        "",
        "mail server, smtp://user:password@host:port?starttls=offered|required|never or smtps://; empty sends none",
    )
    mail_from: str = _setting("", "sender of mail; empty: tongbiao@ the host of the base address")
    proxy_hops: str = _setting("0", "trusted reverse proxies in front")
    clock: str = _setting("", "file with an offset in seconds, for rehearsals; refused in production")
    demo_password: str = _setting("tongbiao-demo", "password of the demonstration's accounts; refused in production")
    notice: str = _setting(NOTICE, "the operator's notice at the head of every page")
    footer: str = _setting("", "a line of the operator's own at the foot of every page")
    signer: str = _setting(
        "", "apart: the worker signs no log, `tongbiao sign` does, with a key that no other process may read"
    )
    data_licence: str = _setting(
        "", "name or address of the licence under which open data are given; empty: none is stated"
    )
    idle_minutes: str = _setting("30", "minutes without a request after which a session ends")

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of this process."""
        given = {
            f.name: environment[PREFIX + f.name.upper()] for f in fields(cls) if PREFIX + f.name.upper() in environment
        }
        return cls(**given)

    @property
    def is_production(self) -> bool:
        return self.production == "1"

    @property
    def signs_apart(self) -> bool:
        return self.signer == "apart"

    @property
    def var_path(self) -> Path:
        return Path(self.var)

    def secret(self) -> str:
        """The secret key; without one in the environment a random one is kept in the var folder."""
        if self.secret_key:
            return self.secret_key
        path = self.var_path / "secret.key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48), encoding="ascii")
        return path.read_text(encoding="ascii").strip()

    def faults(self) -> list[str]:
        """What is unsafe for production, as keys of words; empty when the installation may start."""
        if not self.is_production:
            return []
        found = {
            "fault.secret_key": len(self.secret()) < 32,
            "fault.base_url": not self.base_url.startswith("https://"),
            "fault.clock": bool(self.clock),
            "fault.demo_password": "TONGBIAO_DEMO_PASSWORD" in os.environ,
        }
        return [key for key, is_wrong in found.items() if is_wrong]
