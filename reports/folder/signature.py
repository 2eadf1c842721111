"""Signatures of manifests: who has run it, so that nobody else can write what it says.

A bench or a runner of a CI has a private key of its own (ed25519), in a file that the variable
`CONNECT_HIL_SIGNING_KEY` names. The signature of a run is `manifest.sig`: the manifest as it was signed, the
public key, and the signature over it. The manifest stands in it once more so that a gate can tell what was changed
in the one beside it.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from reports.folder.manifest import NAME, SIGNATURE
from reports.folder.strict_json import read_json_table
from rigs.errors import ConfigurationError
from rigs.files.rig_file import validated

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

VARIABLE = "CONNECT_HIL_SIGNING_KEY"
"""Name of the environment variable for the file with the private key of this bench or runner."""

PUBLIC_BYTES = 32
_PURPOSE = b"connect-hil manifest\n"
"""Words before what is signed, so that no signature made for anything else is one of a manifest."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class _Signature(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    public: str
    signature: str
    manifest: str


def sign(folder: Path, private: Ed25519PrivateKey) -> None:
    """Sign the manifest of a folder as it stands there.

    Raises:
        OSError: It cannot be read, or the signature not be written.
    """
    content = (folder / NAME).read_bytes()
    parts = (public_text(private.public_key()), _text(private.sign(_PURPOSE + content)), _text(content))
    made = _Signature(public=parts[0], signature=parts[1], manifest=parts[2])
    draft = folder / f"{SIGNATURE}.draft"
    draft.write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / SIGNATURE)


def signer(folder: Path) -> str | None:
    """Return the public key that has signed the manifest of a folder; None where it is not signed.

    Raises:
        ConfigurationError: There is a signature that is none, or does not fit; it says what is not as it was
            signed.
    """
    path = folder / SIGNATURE
    if not path.exists():
        return None
    read = validated(_Signature, path, read_json_table(path))
    signed = _bytes(read.manifest, path, "manifest")
    public = _bytes(read.public, path, "public")
    if not _fits(public, _bytes(read.signature, path, "signature"), signed, path):
        raise ConfigurationError(path, "signature", read.signature, f"must be that of the key {read.public}")
    if signed != (folder / NAME).read_bytes():
        changed = ", ".join(_differing(folder, signed)) or "the way it is written"
        raise ConfigurationError(folder / NAME, "file", changed, "must be as it was signed")
    return _text(public)


def key_of_this_machine(environment: Mapping[str, str] = os.environ) -> Ed25519PrivateKey | None:
    """Return the private key that the environment names; None where it names none.

    Raises:
        ConfigurationError: As `private_key`.
    """
    name = environment.get(VARIABLE)
    return private_key(Path(name)) if name else None


def private_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key.

    Raises:
        ConfigurationError: The file cannot be read, others than its owner can read it, it is no ed25519 key, or
            the package that signs is missing.
    """
    ed25519, serialization = _cryptography()
    try:
        status = path.stat()
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigurationError(VARIABLE, str(path), reason, "must be a file with a private key") from error
    if os.name == "posix" and status.st_mode & _OTHERS:
        mode = f"{stat.S_IMODE(status.st_mode):03o}"
        raise ConfigurationError(
            VARIABLE, str(path), mode, f"others can read it; make a new key, and chmod 600 {path}"
        )
    try:
        private = serialization.load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as error:  # TypeError: it asks for a password
        private = error
    if not isinstance(private, ed25519.Ed25519PrivateKey):
        allowed = "must be an ed25519 key without a password, as `python -m reports key` makes it"
        raise ConfigurationError(VARIABLE, str(path), "another content", allowed)
    return private


def new_private_key(path: Path) -> Ed25519PrivateKey:
    """Make a private key in a file that its owner alone can read.

    Raises:
        ConfigurationError: The file is there already or cannot be written, or the package that signs is missing.
    """
    ed25519, serialization = _cryptography()
    private = ed25519.Ed25519PrivateKey.generate()
    content = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR), "wb"
        ) as file:
            file.write(content)
    except OSError as error:
        raise ConfigurationError(path, "file", error.strerror, "must be a new file") from error
    return private


def public_text(public: Ed25519PublicKey) -> str:
    """Write a public key as files name it."""
    _, serialization = _cryptography()
    return _text(public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw))


def _fits(public: bytes, signature: bytes, signed: bytes, path: Path) -> bool:
    ed25519, _ = _cryptography(path)
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # as in _cryptography

    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, _PURPOSE + signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _differing(folder: Path, signed: bytes) -> list[str]:
    """Return keys of the manifest that are not as they were signed, and below `files` and the like each name."""
    try:
        then, now = json.loads(signed), json.loads((folder / NAME).read_bytes())
    except (ValueError, RecursionError):
        return ["all of it"]
    found = []
    for key in sorted(then.keys() | now.keys()):
        before, after = then.get(key), now.get(key)
        if isinstance(before, dict) and isinstance(after, dict):
            found += [f"{key}: {n}" for n in sorted(before.keys() | after.keys()) if before.get(n) != after.get(n)]
        elif before != after:
            found.append(key)
    return found


def _cryptography(needed_for: Path | str = VARIABLE) -> tuple[Any, Any]:
    """Return the two modules of the package that signs; it is of a dependency group that not every run needs.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415  # see above
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415  # see above
    except ImportError as error:
        allowed = "must be installed to sign and to check signatures: uv run --group signing ..."
        raise ConfigurationError(needed_for, "package", "cryptography", allowed) from error
    return ed25519, serialization


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str, path: Path, key: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ConfigurationError(path, key, text, "must be base64") from error
