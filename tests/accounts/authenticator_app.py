"""The app on a person's phone."""

import base64
import hashlib
import hmac
import struct
import time


def code_now(secret, half_minutes_off=0):
    """RFC 6238 with the defaults of every app."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(
        key, struct.pack(">Q", int(time.time()) // 30 + half_minutes_off), hashlib.sha1
    ).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
