"""The witness as a server: `POST /add-checkpoint` as C2SP tlog-witness has it, and each log's last head to read."""

import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from workflow.witnessing.memory import LAST
from workflow.witnessing.request import MOST_BYTES
from workflow.witnessing.witness import Refused, Status, Witness

PLAIN: Final = "text/plain; charset=utf-8"
SIZE: Final = "text/x.tlog.size"
SECONDS: Final = 30.0  # until a caller who says nothing is left
_HEAD: Final = re.compile(r"/([0-9a-f]{64})/checkpoint")


class Server(ThreadingHTTPServer):
    """Bound when it is made, not yet serving; port 0 takes any that is free."""

    daemon_threads = True

    def __init__(self, witness: Witness, address: tuple[str, int], hour: Callable[[], int]) -> None:
        super().__init__(address, _Handler)
        self.witness, self.hour = witness, hour


def answered(witness: Witness, body: bytes, at: int) -> tuple[int, str, bytes]:
    """Status, content type and body of the answer to an `add-checkpoint` request."""
    try:
        return Status.COSIGNED, PLAIN, witness.add(body, at).encode()
    except Refused as refused:
        if refused.status is Status.CONFLICT:
            return refused.status, SIZE, f"{refused.size}\n".encode()
        return refused.status, PLAIN, f"{refused.fault}: {refused}\n".encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "tongbiao-witness"
    sys_version = ""
    timeout = SECONDS
    server: Server

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 9 and int(length) <= MOST_BYTES):
            return self._say(Status.BAD_REQUEST, PLAIN, b"a length is needed, and a short body\n", close=True)
        body = self.rfile.read(int(length))
        if self.path != "/add-checkpoint":
            return self._say(Status.UNKNOWN_LOG, PLAIN, b"POST /add-checkpoint\n")
        return self._say(*answered(self.server.witness, body, self.server.hour()))

    def do_GET(self) -> None:
        """The last cosigned head, by the hash of the origin, for monitors and for other regions."""
        named = _HEAD.fullmatch(self.path)
        path = self.server.witness.memory.folder / named[1] / LAST if named else None
        if path is None or not path.is_file():
            return self._say(Status.UNKNOWN_LOG, PLAIN, b"GET /<SHA-256 of the origin>/checkpoint\n")
        return self._say(Status.COSIGNED, PLAIN, path.read_bytes())

    def _say(self, status: int, kind: str, body: bytes, *, close: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if close:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what was cosigned lies in the memory, and a witness writes no access log of its host."""
