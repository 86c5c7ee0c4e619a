"""Static files as browsers get them: named by what is in them, compressed, and styles in one piece.

In DEBUG a style sheet that imports others is served as it is written. Outside of it each `@import`
is replaced by what it names: over a slow line thirty requests take longer than all that they bring.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

Paths = dict[str, tuple[Any, str]]

_IMPORT = re.compile(r'@import "([\w./-]+)";\s*')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s+")


class WholeStylesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    def post_process(
        self,
        paths: Paths,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **options: Any,
    ) -> Iterator[Any]:
        if not dry_run:
            self._write_whole(paths)
        yield from super().post_process(paths, dry_run, **options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Those alone that pages name; to compress the others too takes as long again."""
        named = set(self.hashed_files.values())
        yield from super().compress_files(path for path in paths if path in named)

    def _write_whole(self, paths: Paths) -> None:
        for name in [name for name in paths if name.endswith(".css")]:
            whole = _whole(paths, name)
            if whole != _read(paths, name):
                self.delete(name)
                self.save(name, ContentFile(_lean(whole).encode()))
                paths[name] = (self, name)


def _whole(paths: Paths, name: str) -> str:
    return _IMPORT.sub(lambda found: _read(paths, _beside(name, found[1])), _read(paths, name))


def _lean(css: str) -> str:
    """Without what is for people; no string of CSS holds a line break."""
    return _INDENT.sub("\n", _COMMENT.sub("", css)).lstrip()


def _read(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())


def _beside(name: str, other: str) -> str:
    return str(PurePosixPath(name).parent / other)
