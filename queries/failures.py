"""What went wrong with a request, in words for one line; of any server, with nothing but the standard library."""

from __future__ import annotations

import re
import socket
import ssl
import time
import urllib.error
from email.message import Message
from email.utils import parsedate_to_datetime

from ..graph.text import printable


def retry_after(headers: Message, otherwise: float) -> float:
    """Seconds to wait: RFC 9110, section 10.2.3, a number or a date."""
    value = (headers.get("Retry-After") or "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return otherwise


def why(error: BaseException, timeout: float = 0, *, cut: bool = False) -> str:
    """An error of the network in words."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError | socket.timeout):
        return (
            "the answer stopped in the middle"
            if cut
            else f"no answer within {timeout:g} s; --timeout waits longer"
        )
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted: {reason.verify_message}"
    if cut:
        return "the answer was cut off in the middle"
    if isinstance(reason, socket.gaierror | UnicodeError):
        return "no server of that name"
    said = getattr(reason, "strerror", None) or one_line(str(reason)) or type(reason).__name__
    return f"cannot be reached ({said})"


def one_line(text: str) -> str:
    """The first words of a message, without markup, on one line."""
    plain = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
    plain = printable(" ".join(plain.split()))
    return plain[:160] + ("…" if len(plain) > 160 else "")
