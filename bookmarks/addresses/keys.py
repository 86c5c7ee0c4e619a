"""What stands for an address in an address of ours."""

import base64
import hashlib

KEY_LENGTH = 16


def key_of(url: str) -> str:
    """96 bits of a hash: whoever knows the address knows the key, and no key leads to another."""
    digest = hashlib.sha256(url.encode()).digest()
    return base64.urlsafe_b64encode(digest[:12]).decode()
