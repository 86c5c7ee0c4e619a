"""The pace of each site in Redis: the rule of `pacing_rows`, in one step for all workers."""

import time
from collections.abc import Mapping
from functools import cache

import redis
from django.conf import settings

from bookmarks.fetching.pacing_rows import SLACK

PREFIX = "linkshare:pace:"
_REST = 10.0
"""Seconds for which a Redis that failed is left alone: every try may cost a time-out."""

# KEYS: a hash for each host. ARGV: now, interval, slack, 1 for "first", then a count for each key.
# Answers the moments of all hosts in a row, as texts: Redis cuts Lua's numbers to integers.
_BOOK = """
local now, interval = tonumber(ARGV[1]), tonumber(ARGV[2])
local early, first = tonumber(ARGV[3]) * interval, ARGV[4] == "1"
local moments = {}
for place, key in ipairs(KEYS) do
    local kept = redis.call("HMGET", key, "next", "line")
    local next_at, line_at = tonumber(kept[1] or 0), tonumber(kept[2] or 0)
    for number = 1, tonumber(ARGV[4 + place]) do
        local moment = now
        if number == 1 and now >= next_at - early then
            next_at = math.max(now, next_at) + interval
        elseif first then
            moment = next_at
        else
            line_at = math.max(line_at, next_at)
            moment = line_at
            line_at = line_at + interval
        end
        moments[#moments + 1] = string.format("%.6f", moment)
    end
    line_at = math.max(line_at, next_at)
    redis.call("HSET", key, "next", string.format("%.6f", next_at))
    redis.call("HSET", key, "line", string.format("%.6f", line_at))
    redis.call("EXPIRE", key, math.ceil(math.max(0, line_at - now)) + 60)
end
return moments
"""
# KEYS: the host's hash. ARGV: until when, now.
_HOLD = """
local kept = redis.call("HMGET", KEYS[1], "next", "line")
local next_at = math.max(tonumber(kept[1] or 0), tonumber(ARGV[1]))
local line_at = math.max(tonumber(kept[2] or 0), next_at)
redis.call("HSET", KEYS[1], "next", string.format("%.6f", next_at))
redis.call("HSET", KEYS[1], "line", string.format("%.6f", line_at))
redis.call("EXPIRE", KEYS[1], math.ceil(math.max(0, next_at - tonumber(ARGV[2]))) + 60)
"""

_failed_at = -_REST


def is_there() -> bool:
    """Whether there is a Redis, and it did not fail a moment ago."""
    return bool(settings.FETCH_PACE_REDIS) and time.monotonic() - _failed_at >= _REST


def book(
    wanted: Mapping[str, int], now: float, interval: float, *, first: bool
) -> dict[str, list[float]]:
    keys = [PREFIX + host for host in wanted]
    moments = _run(_BOOK, keys, [now, interval, SLACK, int(first), *wanted.values()])
    left = iter(moments)
    return {host: [float(next(left)) for _ in range(count)] for host, count in wanted.items()}


def hold(host: str, until: float) -> None:
    _run(_HOLD, [PREFIX + host], [until, time.time()])


def _run(script: str, keys: list[str], arguments: list[float]) -> list[bytes]:
    global _failed_at  # noqa: PLW0603 - one Redis a process, and one memory of it
    try:
        found: list[bytes] = _script(settings.FETCH_PACE_REDIS, script)(keys=keys, args=arguments)
    except redis.RedisError:
        _failed_at = time.monotonic()
        raise
    return found


@cache
def _script(url: str, text: str) -> redis.commands.core.Script:
    return _server(url).register_script(text)


@cache
def _server(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=1.0, socket_connect_timeout=1.0)
