"""Where files lie, from one variable: a folder, or a bucket of an S3-compatible service."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

FORM = "s3://key:secret@host/bucket?region=…"
A_YEAR = 60 * 60 * 24 * 365


def storage_from(url: str) -> dict[str, Any]:
    """An entry of STORAGES. `s3:///bucket` is Amazon's own, with the key from the environment.

    `?insecure=1` for a service that speaks no TLS, on a network of one's own. Raise ValueError.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    bucket, _slash, folder = parts.path.strip("/").partition("/")
    extra = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    if parts.scheme != "s3" or not bucket or extra.keys() - {"region", "insecure"}:
        raise ValueError(f"give {FORM}")
    options = {
        "bucket_name": bucket,
        "location": folder,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "region_name": extra.get("region"),
        "endpoint_url": _endpoint(parts.netloc, is_secure="insecure" not in extra),
        # Names are new each time, so nothing has to be looked for before it is written.
        "file_overwrite": True,
        "default_acl": None,
        "querystring_auth": False,
        "object_parameters": {"CacheControl": f"public, max-age={A_YEAR}, immutable"},
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def origins_of(url: str) -> list[str]:
    """What a content policy must name beside this site; nothing for a path on it."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def _endpoint(netloc: str, *, is_secure: bool) -> str | None:
    host = netloc.rpartition("@")[2]
    return f"{'https' if is_secure else 'http'}://{host}" if host else None
