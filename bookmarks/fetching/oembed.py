"""Sites that tell of their pages by oEmbed, and what they tell; pure.

An allow-list: an address that a page names is not asked. Of an answer only the words and the
thumbnail are taken; its HTML is neither shown nor kept.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from bookmarks.fetching.facts import Facts
from bookmarks.fetching.values import address, folded

MAX_BYTES = 200_000


@dataclass(frozen=True)
class Provider:
    """`kind`: what its pages are. `paths`: of which of its pages it tells."""

    hosts: tuple[str, ...]
    paths: str
    endpoint: str
    kind: str

    def tells_of(self, url: str) -> bool:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        return host in self.hosts and bool(re.match(self.paths, parts.path))

    def place_for(self, url: str) -> str:
        return f"{self.endpoint}?{urlencode({'url': url, 'format': 'json'})}"


# hosts, the paths of which a provider tells, its endpoint, what its pages are
_TABLE = r"""
youtube.com,m.youtube.com,music.youtube.com /(watch|shorts/|live/|playlist|clip/)
    https://www.youtube.com/oembed video
youtu.be /[\w-]+$ https://www.youtube.com/oembed video
vimeo.com /(.+/)?\d+ https://vimeo.com/api/oembed.json video
dailymotion.com /video/ https://www.dailymotion.com/services/oembed video
dai.ly /\w+$ https://www.dailymotion.com/services/oembed video
ted.com /talks/ https://www.ted.com/services/v1/oembed.json video
tiktok.com,m.tiktok.com /@[^/]+/(video|photo)/ https://www.tiktok.com/oembed video
loom.com /share/ https://www.loom.com/v1/oembed video
soundcloud.com,m.soundcloud.com,on.soundcloud.com /[^/]+ https://soundcloud.com/oembed audio
open.spotify.com /(intl-\w+/)?(track|album|playlist|artist|episode|show)/
    https://open.spotify.com/oembed audio
mixcloud.com /[^/]+/[^/]+ https://app.mixcloud.com/oembed/ audio
flickr.com /photos/[^/]+/\d+ https://www.flickr.com/services/oembed/ image
flic.kr /p/ https://www.flickr.com/services/oembed/ image
giphy.com /gifs/ https://giphy.com/services/oembed image
deviantart.com /[^/]+/art/ https://backend.deviantart.com/oembed image
bsky.app /profile/[^/]+/post/ https://embed.bsky.app/oembed article
twitter.com,mobile.twitter.com,x.com /[^/]+/status/\d+ https://publish.twitter.com/oembed article
reddit.com,old.reddit.com /r/[^/]+/comments/ https://www.reddit.com/oembed article
speakerdeck.com /[^/]+/[^/]+ https://speakerdeck.com/oembed.json document
slideshare.net /[^/]+/.+ https://www.slideshare.net/api/oembed/2 document
codepen.io /[^/]+/pen/ https://codepen.io/api/oembed link
"""


def _providers(table: str) -> Iterator[Provider]:
    columns = iter(table.split())
    for hosts, paths, endpoint, kind in zip(columns, columns, columns, columns, strict=True):
        yield Provider(tuple(hosts.split(",")), paths, endpoint, kind)


PROVIDERS = tuple(_providers(_TABLE))


def provider_of(url: str) -> Provider | None:
    return next((each for each in PROVIDERS if each.tells_of(url)), None)


def facts_of(body: bytes, kind: str) -> Facts:
    """What an answer says; nothing, if it is no oEmbed."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return Facts()
    if not isinstance(said, dict) or "version" not in said:
        return Facts()
    is_photo = said.get("type") == "photo"
    picture = said.get("thumbnail_url") or (said.get("url") if is_photo else "")
    return Facts(
        title=_text(said, "title", 300),
        author=_text(said, "author_name", 120),
        site_name=_text(said, "provider_name", 120),
        kind="image" if is_photo and kind == "link" else kind,
        cover_url=address(picture, "") if isinstance(picture, str) else "",
    )


def _text(said: dict[str, Any], name: str, limit: int) -> str:
    value = said.get(name)
    return folded(value, limit) if isinstance(value, str) else ""
