"""Searching as one would without an index: look at each bookmark and say whether it is meant."""

from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from bookmarks.search import tree
from bookmarks.search.stemming import stemmer
from bookmarks.search.words import fold, phrase_of, split, words_of
from bookmarks.tag_names import folded, is_below

stem = stemmer("en")


def is_meant(node, bookmark, viewer, *, with_pages=False):
    match node:
        case tree.And(nodes):
            return all(is_meant(each, bookmark, viewer, with_pages=with_pages) for each in nodes)
        case tree.Or(nodes):
            return any(is_meant(each, bookmark, viewer, with_pages=with_pages) for each in nodes)
        case tree.Not(inner):
            return not is_meant(inner, bookmark, viewer, with_pages=with_pages)
        case tree.Text():
            texts = _texts(bookmark, node.field, with_pages)
            return any(_is_in(text, node) for text in texts)
    return _LEAVES[type(node)](node, bookmark, viewer)


def _texts(bookmark, field, with_pages):
    link = bookmark.link
    address = urlsplit(link.url)
    path = " ".join(word for word in split(address.path) if word.isalpha())
    tags = bookmark.tag_names
    by_field = {
        "title": [bookmark.title, link.title],
        "note": [bookmark.note],
        "excerpt": [link.excerpt],
        "text": [link.main_text.text] if hasattr(link, "main_text") else [],
        "link": [link.url.partition("://")[2]],
    }
    if field:
        return by_field[field]
    everywhere = by_field["title"] + by_field["note"] + by_field["excerpt"]
    everywhere += [*tags, link.site_name, link.author, link.host, path]
    return everywhere + (by_field["text"] if with_pages else [])


def _is_in(text, leaf):
    wanted = phrase_of(leaf.words, stem, is_prefix=leaf.is_prefix)
    words = words_of(text, stem, 10_000)
    if len(wanted.words) == 1:
        return any(_is_word(word, wanted, 0) for word in (*words.stems, *words.forms))
    n = len(wanted.words)
    places = range(len(words.stems) - n + 1)
    return any(all(_is_word(words.stems[at + i], wanted, i) for i in range(n)) for at in places)


def _is_word(word, phrase, i):
    is_last = i == len(phrase.words) - 1
    if phrase.is_prefix and is_last:
        return word.startswith(phrase.words[i])
    return word == phrase.words[i]


def _tag(leaf, bookmark, _viewer):
    wanted = folded(leaf.name)
    return any(is_below(folded(name), wanted) for name in bookmark.tag_names)


def _site(leaf, bookmark, _viewer):
    if "." in leaf.name:
        return f".{fold(bookmark.link.host)}".endswith(f".{fold(leaf.name)}")
    return any(
        _is_in(text, tree.Text(leaf.name)) for text in (bookmark.link.host, bookmark.link.site_name)
    )


def _by(leaf, bookmark, viewer):
    handle = leaf.handle.lower()
    is_me = handle == "me" and bookmark.owner == viewer
    return is_me or bookmark.owner.handle.lower() == handle


def _in(leaf, bookmark, viewer):
    name = leaf.collection.casefold()
    return any(
        name in (collection.slug, collection.title.casefold())
        for collection in bookmark.collections.all()
        if collection.audience == "public" or collection.owner == viewer
    )


def _created(leaf, bookmark, _viewer):
    since, before = (
        day and datetime.combine(day, time.min, tzinfo=UTC) for day in (leaf.since, leaf.before)
    )
    is_late_enough = since is None or bookmark.saved_at >= since
    return is_late_enough and (before is None or bookmark.saved_at < before)


def _is(leaf, bookmark, viewer):
    is_own = bookmark.owner == viewer
    return {
        "favorite": bookmark.is_favorite,
        "toread": is_own and bookmark.is_to_read,
        "private": is_own and bookmark.audience == "private",
        "untagged": not bookmark.tag_names,
        "broken": bookmark.link.broken_at is not None,
        "duplicate": is_own and _is_doubled(bookmark),
    }[leaf.state]


def _is_doubled(bookmark):
    def page(each):
        said = each.link.canonical_url or each.link.url
        return said.partition("://")[2].partition("#")[0].removeprefix("www.").rstrip("/")

    own = bookmark.owner.bookmarks.filter(trashed_at=None).select_related("link")
    return not bookmark.trashed_at and sum(page(each) == page(bookmark) for each in own) > 1


_LEAVES = {
    tree.Tag: _tag,
    tree.Site: _site,
    tree.By: _by,
    tree.In: _in,
    tree.Created: _created,
    tree.Is: _is,
    tree.Kind: lambda leaf, bookmark, _viewer: bookmark.link.kind == leaf.kind,
}
