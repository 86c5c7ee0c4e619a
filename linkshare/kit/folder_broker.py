"""A folder as message broker: kombu's filesystem transport made fit for more than one process.

Four things differ. A message appears whole (kombu's reader may see a half-written file). It is
taken by one rename in its own folder (kombu moves it to the temporary folder, a copy where that is
another disk, so that two workers can both get it). A folder that is deleted comes back. And the
worker's event loop reads it: without one, the processes of its pool share a lock, and the death of
the one that holds it stops them all.
"""

import glob
import logging
import time
import uuid
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    # kombu's own two signatures of this contradict each other.
    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        folder = self._folder()
        written = folder / f".{uuid.uuid4()}.tmp"
        written.write_text(dumps(payload))
        # Names sort by time: first in, first out.
        written.rename(folder / f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg")

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for waiting in self._waiting(queue):
            taken = waiting.with_name(f".{waiting.name}.taken")
            try:
                waiting.rename(taken)
            except FileNotFoundError:
                continue  # another worker was faster
            payload = taken.read_text()
            taken.unlink()
            try:
                return loads(payload)
            except ValueError:
                logger.warning("Dropped a message that is no JSON: %s", waiting.name)
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        waiting = self._waiting(queue)
        for message in waiting:
            with suppress(FileNotFoundError):
                message.unlink()
        return len(waiting)

    def _queue_bind(self, *args: Any) -> None:
        self._folder()
        super()._queue_bind(*args)

    def _waiting(self, queue: str) -> list[Path]:
        folder = self._folder()
        messages = folder.glob(f"[0-9]*.{glob.escape(queue)}.msg")
        return sorted(path for path in messages if path.name.partition(".")[2] == f"{queue}.msg")

    def _folder(self) -> Path:
        folder = Path(self.data_folder_in)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


class Transport(filesystem.Transport):
    Channel = Channel
    implements = filesystem.Transport.implements.extend(asynchronous=True)

    def register_with_event_loop(self, connection: Any, loop: Any) -> None:
        loop.call_repeatedly(self.polling_interval, self._deliver_all, connection)

    def _deliver_all(self, connection: Any) -> None:
        """What waits now, as far as the worker takes it."""
        with suppress(TimeoutError):
            while True:
                self.drain_events(connection, timeout=0)
