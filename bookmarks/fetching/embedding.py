"""Asking a provider of oEmbed for what a page does not say, through the same guarded client."""

from dataclasses import replace

from bookmarks.fetching import oembed, readers
from bookmarks.fetching.client import FetchError, fetch
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.oembed import Provider
from bookmarks.fetching.reading import Reading


def completed(reading: Reading, url: str, status: int) -> Reading:
    """`reading` of the page at `url`, with what its site tells of it where it was silent.

    Some sites answer programs with a wall in place of the page, and tell of it all the same.
    """
    provider = oembed.provider_of(url)
    if not provider or reading.is_missing or status in (404, 410) or _is_whole(reading.facts):
        return reading
    told = _told(provider, url)
    return Reading(facts=_filled(reading.facts, told)) if told.title or told.author else reading


def _is_whole(facts: Facts | None) -> bool:
    return bool(facts and _title(facts) and facts.author and facts.cover_url)


def _told(provider: Provider, url: str) -> Facts:
    try:
        answer = fetch(
            provider.place_for(url), accept="application/json", max_bytes=oembed.MAX_BYTES
        )
        return readers.read_embed(answer, provider.kind) if answer.status == 200 else Facts()
    except FetchError:
        # What the page said stands.
        return Facts()


def _filled(facts: Facts | None, told: Facts) -> Facts:
    if facts is None:
        return told
    return replace(
        facts,
        title=_title(facts) or told.title,
        author=facts.author or told.author,
        site_name=facts.site_name or told.site_name,
        cover_url=facts.cover_url or told.cover_url,
        kind=told.kind if facts.kind == "link" else facts.kind,
    )


def _title(facts: Facts) -> str:
    """A page that calls itself by its site's name only is waiting for a script to say more."""
    return "" if facts.title.casefold() == facts.site_name.casefold() else facts.title
