"""Pages that ask "are you a robot?" or "do you consent?" in place of the page that was wanted."""

import re
from collections.abc import Mapping

# Exact titles, lower case, "…" as three dots: an article may well speak of "access denied".
_ALWAYS = frozenset(
    (
        "just a moment...",
        "attention required! | cloudflare",
        "please wait... | cloudflare",
        "ddos-guard",
        "vercel security checkpoint",
        "client challenge",
        "making sure you're not a bot!",
        "access to this page has been denied",
        "access to this page has been denied.",
        "pardon our interruption",
        "pardon our interruption...",
        "robot or human?",
        "robot check",
        "are you a robot?",
        "bloomberg - are you a robot?",
        "checking your browser before accessing",
        "human verification",
        "verifying you are human",
        "verify you are human",
        "bot verification",
        "one moment, please...",
        "sucuri website firewall - access denied",
        "radware bot manager captcha",
        "you have been blocked",
        "ddos protection by ddos-guard",
        "performing security verification",
        "security verification",
        "security checkpoint",
        "browser check",
        "javascript is disabled",
        "you are being redirected...",
        "checking your browser",
        "checking your browser...",
        "oh noes!",
        "amazon.com: page blocked",
        "sorry! something went wrong!",
        "google sorry",
        "sorry...",
        "unusual traffic",
        "reddit - prove your humanity",
        "reddit - please wait for verification",
        "blocked by network security",
        "yandex smartcaptcha",
        "вы не робот?",
        "ой!",
        "dpg media privacy gate",
        "before you continue",
        "before you continue to youtube",
        "before you continue to google",
        "before you continue to google search",
        "bevor sie zu youtube weitergehen",
        "bevor sie zu google weitergehen",
        "avant d'accéder à youtube",
        "avant d'accéder à google",
        "prima di continuare su youtube",
        "antes de ir a youtube",
        "voordat je verdergaat naar youtube",
        "your privacy choices",
        "yahoo is part of the yahoo family of brands",
        "yahoo ist teil der yahoo-markenfamilie",
        "yahoo fait partie de la famille de marques yahoo",
        "aol is part of the yahoo family of brands",
        "cookies are disabled",
        "cookie consent",
        "cookies required",
    )
)
_WITH_A_REFUSAL = frozenset(
    (
        "access denied",
        "security check",
        "captcha",
        "please wait...",
        "blocked",
        "request rejected",
        "are you human?",
    )
)
_REFUSALS = (403, 429, 503)
_MARKS = re.compile(
    rb"_cf_chl_opt|/cdn-cgi/challenge-platform/h/[bg]/orchestrate|cf-browser-verification|cf_chl_prog|"
    rb"_Incapsula_Resource|geo\.captcha-delivery\.com|px-captcha|window\._pxAppId|"
    rb"aws-waf-token|awswaf\.com|/anubis/|within\.website/x/cmd/anubis|sgcaptcha|__ddg\d_|"
    rb"sucuri_cloudproxy_js|distil_r_captcha|/_Incapsula_|perimeterx\.net/captcha|"
    rb"challenges\.cloudflare\.com/turnstile/v0/[bg]/|_guard/(auto|click|slide)\.js|"
    rb"https?://consent\.(youtube|google)\.[a-z.]+/(save|m\?)|guce\.(yahoo|aol|oath)\.com|"
    rb"action=.{0,3}/consent(/save)?['\"]",
    re.I,
)
_SMALL = 60_000


def is_challenge(status: int, headers: Mapping[str, str], body: bytes, title: str) -> bool:
    """Whether this answer tests for a human instead of showing its page."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    name = title.replace("…", "...").replace("’", "'").strip().lower()
    if name in _ALWAYS:
        return True
    if status in _REFUSALS and name in _WITH_A_REFUSAL:
        return True
    return len(body) <= _SMALL and bool(_MARKS.search(body))
