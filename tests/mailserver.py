"""A real mail server on a socket of this machine that behaves as it is told: well, slowly, or badly."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from time import sleep


class Mood(StrEnum):
    """What the server does with one conversation."""

    WELL = "well"
    CLOSES = "closes"  # accepts, then closes without waiting for QUIT
    LATER = "later"  # 451 to the recipient
    REFUSES = "refuses"  # 550 to the recipient, quoting the address
    REFUSES_CONTENT = "refuses_content"  # 554 to the content
    BUSY = "busy"  # 421 as its greeting
    DROPS = "drops"  # closes in the middle of the content
    SWALLOWS = "swallows"  # keeps the message, and closes without a word
    HANGS = "hangs"  # takes the content and never answers
    SLOW = "slow"  # answers late, and well


@dataclass
class Server:
    """What came in, and how the next conversations go; then all go well."""

    port: int = 0
    moods: list[Mood] = field(default_factory=list)
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    swallowed: list[tuple[str, bytes]] = field(default_factory=list)
    conversations: int = 0
    hang: float = 1.0
    tls: ssl.SSLContext | None = None  # offers STARTTLS; with `is_tls` speaks it from the start
    is_tls: bool = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?starttls=never"

    def letters(self, address: str = "") -> list[EmailMessage]:
        """The accepted messages, of one recipient or of all."""
        return [parsed(raw) for to, raw in self.accepted if address in ("", to)]


def parsed(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


class Conversation(socketserver.StreamRequestHandler):
    """One conversation in one mood."""

    server: "Threaded"

    def handle(self) -> None:
        with suppress(OSError):
            if self.server.state.is_tls:
                self._encrypt()
            self._talk(self.server.next_mood())

    def _encrypt(self) -> None:
        assert self.server.state.tls is not None
        self.request = self.server.state.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def _talk(self, mood: Mood) -> None:
        if mood is Mood.BUSY:
            return self._say("421 too busy")
        self._say("220 test")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb == "DATA":
                if not self._content(mood, recipient):
                    return None
            elif verb.startswith("RCPT"):
                recipient = line.partition("<")[2].partition(">")[0]
                refusal = {Mood.LATER: "451 later", Mood.REFUSES: f"550 nobody is called <{recipient}>"}.get(mood)
                self._say(refusal or "250 ok")
            elif verb == "STARTTLS":
                self._say("220 go on")
                self._encrypt()
            elif verb.startswith("EHLO") and self.server.state.tls and not self.server.state.is_tls:
                self._say("250-test\r\n250 STARTTLS")
            else:
                self._say("221 bye" if verb == "QUIT" else "250 ok")
        return None

    def _content(self, mood: Mood, recipient: str) -> bool:
        """Take the content; False where the line is closed now."""
        self._say("354 go on")
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            raw += line
            if mood is Mood.DROPS or not line:
                return False
        return self._judged(mood, recipient, raw)

    def _judged(self, mood: Mood, recipient: str, raw: bytes) -> bool:
        state = self.server.state
        if mood is Mood.REFUSES_CONTENT:
            self._say("554 no such content here")
            return True
        if mood in (Mood.HANGS, Mood.SLOW):
            sleep(state.hang if mood is Mood.HANGS else state.hang / 3)
        if mood is Mood.HANGS:
            return False
        (state.swallowed if mood is Mood.SWALLOWS else state.accepted).append((recipient, raw))
        if mood is Mood.SWALLOWS:
            return False
        self._say("250 taken")
        return mood is not Mood.CLOSES


class Threaded(socketserver.ThreadingTCPServer):
    """Many conversations at once."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, state: Server) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.state, self.lock = state, threading.Lock()

    def next_mood(self) -> Mood:
        with self.lock:
            self.state.conversations += 1
            return self.state.moods.pop(0) if self.state.moods else Mood.WELL


@contextmanager
def running(*moods: Mood) -> Iterator[Server]:
    """A server for the length of the block."""
    state = Server(moods=list(moods))
    with Threaded(state) as server:
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
