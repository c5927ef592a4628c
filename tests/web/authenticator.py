"""A key of a browser made of software: it registers and signs as WebAuthn says, and can be told to lie."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One ES256 key for the pages of one origin."""

    origin: str
    host: str
    credential: bytes = b"key-0001"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    uses: int = 0

    def register(self, challenge: bytes) -> str:
        """What the browser answers to a registration."""
        numbers = self.key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cose
        data = self._data(PRESENT | VERIFIED | ATTESTED) + attested
        made = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._told({"attestationObject": cbor2.dumps(made)}, "webauthn.create", challenge)

    def sign(self, challenge: bytes, *, flags: int = PRESENT | VERIFIED, origin: str = "") -> str:
        """What the browser answers when a statement is to be signed."""
        self.uses += 1
        data, client = self._data(flags), self._client("webauthn.get", challenge, origin or self.origin)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        said = {"authenticatorData": data, "signature": signature}
        return self._told(said, "webauthn.get", challenge, client)

    def _data(self, flags: int) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _client(self, kind: str, challenge: bytes, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": spelled(challenge), "origin": origin}).encode()

    def _told(self, said: dict[str, bytes], kind: str, challenge: bytes, client: bytes = b"") -> str:
        said = {"clientDataJSON": client or self._client(kind, challenge, self.origin), **said}
        response: dict[str, Any] = {name: spelled(value) for name, value in said.items()}
        own = spelled(self.credential)
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": response})


def spelled(raw: bytes) -> str:
    """Base64 as addresses spell it, without its padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")
