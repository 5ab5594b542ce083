"""Since when did the log exist as it is? RFC 3161 time stamps over its head, by an authority that others trust.

The head is the SHA-256 of the last line, so the stamp is over that line. Anybody can check one without this program:

    openssl ts -verify -digest HEAD -in evidence/stamps/SHA256.tsr -CAfile ca.pem
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import EvidenceError, UsageError
from tracker.evidence import disk
from tracker.evidence.facts import Stamp
from tracker.evidence.store import Store

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampRequest, TimeStampResponse

Post = Callable[[str, bytes, str], bytes]  # address, body, content type → body of the answer
QUERY = "application/timestamp-query"


def stamp(store: Store, post: Post, tsa: str, ca: Path) -> Stamp:
    """Have the head stamped, check the answer against the authority's certificates, and record both.

    EvidenceError where the answer does not hold: then nothing is recorded.
    """
    _require()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    roots = _roots(ca)
    end = store.chain.end()
    if not end.line:
        raise EvidenceError("has no line to stamp yet", str(store.log), "Take in a file or check a release first")
    request = TimestampRequestBuilder(data=end.line, hash_algorithm=HashAlgorithm.SHA256).build()
    answer = post(tsa, request.as_bytes(), QUERY)
    response = _checked(answer, end.head, roots, tsa, request)
    token = hashlib.sha256(answer).hexdigest()
    stamped_at = response.tst_info.gen_time.astimezone(UTC).isoformat(timespec="seconds")
    with store.writing():
        place = store.stamp_path(token)
        with disk.writing_to(place):
            disk.make_folder(place.parent)
            scratch = store.folder / "incoming-stamp"
            scratch.write_bytes(answer)
            disk.sync_file(scratch)
            scratch.replace(place)
            disk.sync_folder(place.parent)
        try:
            return store.append(Stamp(tsa=tsa, head=end.head, stamped_at=stamped_at, token=token))
        except EvidenceError:
            place.unlink()
            raise


def check(store: Store, ca: Path) -> list[str]:
    """The time stamps of the log that do not hold against these certificates, in words; empty where all do."""
    _require()
    roots, problems = _roots(ca), list[str]()
    for each in store.stamps():
        path = store.stamp_path(each.token)
        try:
            response = _checked(path.read_bytes(), each.head, roots, str(path))
        except OSError as error:
            problems.append(f"{path}: can not be read ({error.strerror}), named by line {each.seq}")
        except EvidenceError as error:
            problems.append(str(error))
        else:
            told = response.tst_info.gen_time.astimezone(UTC).isoformat(timespec="seconds")
            if told != each.stamped_at:
                problems.append(f"{path}: stamped at {told}, not at {each.stamped_at} as line {each.seq} says")
    return problems


def _require() -> None:
    try:
        import rfc3161_client  # noqa: F401
    except ImportError as error:
        what = "time stamps need the extra `timestamp`, which is not installed"
        raise UsageError(what, "", "Install it: pip install 'statistics-tracker[timestamp]'") from error


def _roots(ca: Path) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(ca.read_bytes())
    except OSError as error:
        raise UsageError(f"can not be read ({error.strerror})", str(ca), "Name the authority's certificates") from error
    except ValueError as error:
        raise UsageError(f"holds no certificates in PEM form ({error})", str(ca)) from error


def _checked(
    answer: bytes, head: str, roots: list[Certificate], where: str, request: TimeStampRequest | None = None
) -> TimeStampResponse:
    """The answer of an authority, if it is a valid stamp over this head, and answers this request."""
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    builder = VerifierBuilder.from_request(request) if request else VerifierBuilder()
    for each in dict.fromkeys(roots):
        builder = builder.add_root_certificate(each)
    try:
        response = decode_timestamp_response(answer)
        builder.build().verify(response, bytes.fromhex(head))
    except (ValueError, VerificationError) as error:
        raise EvidenceError(
            f"no valid time stamp of the log's head: {error}", where, "Look at the address and the certificates"
        ) from error
    return response
