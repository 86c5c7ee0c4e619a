"""Why a text is not an address that can be saved."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "empty": "Type the address of a page.",
        "not_an_address": "This does not look like the address of a page.",
        "script": "An address that runs a script or holds its own content cannot be saved.",
        "file": "A file on your own computer cannot be saved, only pages on the web.",
        "ftp": "FTP addresses cannot be saved, only http and https.",
        "scheme": "Only addresses that begin with http:// or https:// can be saved.",
        "control": "The address holds a line break or another invisible character.",
        "several": "There is more than one address here; save them one at a time.",
        "backslash": "The address holds a backslash (\\); addresses are written with slashes (/).",
        "no_host": "The address names no site.",
        "bad_host": "The name of the site in this address is not a possible name.",
        "bad_port": "The port in this address is not a number from 1 to 65,535.",
        "too_long": "The address is %(length)s characters long; at most %(limit)s fit.",
    }
)
"""Code of an AddressError → its sentence. Forms translate the sentence, then fill in `params`."""


class AddressError(ValueError):
    """`code` is a key of MESSAGES, `reason` its English sentence, complete, for people."""

    def __init__(self, code: str, **params: str) -> None:
        self.code = code
        self.params = params
        self.reason = MESSAGES[code] % params if params else MESSAGES[code]
        super().__init__(self.reason)
