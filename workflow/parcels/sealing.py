"""Parcels are sealed by the host's own key: a region keeps them, and reads nothing that it may not. The same content
makes the same bytes, so that nothing moves when nothing changed."""

import hmac
import json
import os
import zlib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workflow.log.durable import make_directory, write_durably
from workflow.settings import Settings

PLACE: Final = Path("parcels", "key")
BYTES, NONCE = 32, 12


class NotOurs(ValueError):
    """Another key sealed it, or its bytes were changed."""


@dataclass(frozen=True)
class Key:
    """32 secret bytes; whoever lost them can read no parcel any more."""

    secret: bytes

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The installation's key, made on its first use; of two processes the faster one's."""
        path = settings.var_path / PLACE
        if not path.exists():
            for folder in (settings.var_path, path.parent):
                if not folder.exists():
                    make_directory(folder)
            draft = path.with_name(f"key.{os.urandom(4).hex()}")
            write_durably(draft, os.urandom(BYTES).hex().encode() + b"\n")
            draft.chmod(0o600)
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return cls.read(path)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The key from its file; raises NotOurs where there is none."""
        try:
            secret = bytes.fromhex(path.read_text("ascii").strip())
        except (OSError, ValueError) as none:
            raise NotOurs(f"{path}: {none}") from none
        if len(secret) != BYTES:
            raise NotOurs(str(path))
        return cls(secret)

    def seal(self, name: str, content: Any) -> bytes:
        """The content under its name, as bytes that only this key opens."""
        plain = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
        nonce = hmac.new(self._part("nonce"), name.encode() + b"\0" + plain, sha256).digest()[:NONCE]
        return nonce + AESGCM(self._part("seal")).encrypt(nonce, plain, name.encode())

    def open(self, name: str, sealed: bytes) -> Any:
        try:
            plain = AESGCM(self._part("seal")).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
        except (InvalidTag, ValueError) as bad:
            raise NotOurs(name) from bad
        return json.loads(zlib.decompress(plain))

    def seal_file(self, digest: str, data: bytes) -> bytes:
        """The bytes of a handed-in file under its hash."""
        nonce = hmac.new(self._part("nonce"), digest.encode(), sha256).digest()[:NONCE]
        return nonce + AESGCM(self._part("seal")).encrypt(nonce, data, b"file/" + digest.encode())

    def open_file(self, digest: str, sealed: bytes) -> bytes:
        try:
            data = AESGCM(self._part("seal")).decrypt(sealed[:NONCE], sealed[NONCE:], b"file/" + digest.encode())
        except (InvalidTag, ValueError) as bad:
            raise NotOurs(digest) from bad
        if sha256(data).hexdigest() != digest:
            raise NotOurs(digest)
        return data

    def _part(self, use: str) -> bytes:
        return hmac.new(self.secret, use.encode(), sha256).digest()
