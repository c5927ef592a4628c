"""The way to the mail server: its address read from the settings, and one message handed over in one conversation.

Three ends are told apart: accepted, refused for good (5xx on sender, recipient or data), and everything else, which may
be tried again: a 4xx answer, a dropped or silent line, a server that is away or does not let us in.
"""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT: Final = 10.0  # seconds that the server may be silent
PORTS: Final = {"smtp": 25, "smtps": 465}
STARTTLS: Final = ("offered", "required", "never")
LOCAL: Final = ("localhost", "127.0.0.1", "::1")
LONGEST: Final = 300  # characters kept of an answer


class WrongRoute(ValueError):
    """The address of the mail server cannot be read."""


class RefusedForGood(Exception):
    """The server will never take this message; what it said is told."""


class TryLater(Exception):
    """Not taken this time. `is_away`: the server itself was not reached, so that others need not be tried now."""

    def __init__(self, answer: str, *, is_away: bool = False) -> None:
        super().__init__(answer)
        self.is_away = is_away


@dataclass(frozen=True)
class Route:
    """How the mail server is reached; `smtp://user:password@host:port?starttls=offered|required|never`, `smtps://…`."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    starttls: str

    @classmethod
    def read(cls, url: str) -> "Route":
        """The route that a setting names; raises WrongRoute."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as wrong:
            raise WrongRoute("url") from wrong
        starttls = parse_qs(parts.query).get("starttls", [STARTTLS[0]])[0]
        if parts.scheme not in PORTS or not parts.hostname or starttls not in STARTTLS:
            raise WrongRoute("url")
        login = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port or PORTS[parts.scheme], *login, parts.scheme == "smtps", starttls)


def hand_over(
    route: Route, sender: str, recipient: str, message: bytes, *, name: str, handing: Callable[[], None]
) -> str:
    """Hand one message to the server and give its answer; `handing` is called right before the content goes out.

    Raises RefusedForGood or TryLater. Once the server has accepted, nothing that goes wrong in parting matters.
    """
    client = _opened(route, name)
    try:
        _envelope(client, sender, recipient)
        handing()
        return _content(client, message)
    finally:
        _part(client)


def reach(route: Route, *, name: str) -> None:
    """See whether the server lets us in; raises TryLater."""
    _part(_opened(route, name))


def _opened(route: Route, name: str) -> smtplib.SMTP:
    """A connection on which we are let in."""
    client: smtplib.SMTP | None = None
    try:
        client = _connected(route, name)
        client.ehlo_or_helo_if_needed()
        _secure(client, route)
        if route.user:
            client.login(route.user, route.password)
    except (OSError, smtplib.SMTPException, UnicodeError) as fault:
        if client is not None:
            client.close()
        raise TryLater(_answer(fault), is_away=True) from fault
    return client


def _connected(route: Route, name: str) -> smtplib.SMTP:
    """Certificates are checked: smtplib by itself would take any."""
    if route.is_tls:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(route.host, route.port, local_hostname=name, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(route.host, route.port, local_hostname=name, timeout=TIMEOUT)


def _secure(client: smtplib.SMTP, route: Route) -> None:
    """Begin TLS where it is offered or demanded; a password never goes out in the clear."""
    if not route.is_tls and route.starttls != "never" and (client.has_extn("starttls") or route.starttls == "required"):
        client.starttls(context=ssl.create_default_context())
        client.ehlo_or_helo_if_needed()
    elif route.user and not route.is_tls and route.host not in LOCAL:
        raise smtplib.SMTPException("no TLS offered: the password was not sent")


def _envelope(client: smtplib.SMTP, sender: str, recipient: str) -> None:
    try:
        _judged(*client.mail(sender))
        _judged(*client.rcpt(recipient))
    except (OSError, smtplib.SMTPException) as fault:
        raise TryLater(_answer(fault)) from fault


def _content(client: smtplib.SMTP, message: bytes) -> str:
    try:
        return _judged(*client.data(message))
    except smtplib.SMTPDataError as fault:
        return _judged(fault.smtp_code, fault.smtp_error)
    except (OSError, smtplib.SMTPException) as fault:
        raise TryLater(_answer(fault)) from fault


def _judged(code: int, said: bytes | str) -> str:
    """The answer where it is a yes."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    answer = f"{code} {' '.join(words.split())}"[:LONGEST]
    if 200 <= code < 300:
        return answer
    raise RefusedForGood(answer) if 500 <= code < 600 else TryLater(answer)


def _part(client: smtplib.SMTP) -> None:
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()


def _answer(fault: Exception) -> str:
    """What went wrong on the line, short; a password never stands in it."""
    if isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{fault.smtp_code} {' '.join(words.split())}"[:LONGEST]
    return f"{type(fault).__name__}: {fault}"[:LONGEST]
