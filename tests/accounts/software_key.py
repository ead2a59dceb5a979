"""A passkey in software: what a browser and its authenticator would send (W3C WebAuthn), with faults on demand."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


@dataclass
class SoftwareKey:
    """One credential of one place."""

    origin: str = "http://testserver"
    place: str = "testserver"
    verifies: bool = True
    counter: int = 0
    handle: str = ""
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(32))

    def _seen(self, more: int = 0) -> Any:
        return FLAG.UP | (FLAG.UV if self.verifies else 0) | more

    def _data(self, more: int = 0, attested: bytes = b"") -> AuthenticatorData:
        place = hashlib.sha256(self.place.encode()).digest()
        return AuthenticatorData.create(place, self._seen(more), self.counter, attested)

    def create(self, options: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.create`."""
        self.handle = options["user"]["id"]
        cose = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.credential, cose)
        attestation = AttestationObject.create("none", self._data(FLAG.AT, attested), {})
        client = CollectedClientData.create("webauthn.create", options["challenge"], self.origin)
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def get(self, options: dict[str, Any], **more: str) -> str:
        """The answer to `navigator.credentials.get`."""
        client = CollectedClientData.create("webauthn.get", options["challenge"], self.origin)
        data = self._data()
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        answer = {"authenticatorData": data, "clientDataJSON": client, "signature": signature}
        return self._answer(**answer, userHandle=websafe_decode(more.get("handle", self.handle)))

    def _answer(self, **response: bytes) -> str:
        name = websafe_encode(self.credential)
        said = {key: websafe_encode(bytes(value)) for key, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said})
