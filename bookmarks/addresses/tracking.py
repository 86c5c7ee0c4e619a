"""Parameters that say where a visitor came from and never choose what a page shows.

In doubt a parameter stays: two Links for one page are untidy, one Link for two pages is wrong.
Sources: the vendors' own documentation of their click identifiers and campaign parameters.
"""

import re

_ANYWHERE = frozenset(
    # Click identifiers: Google, Meta, Microsoft, Yandex, X, TikTok, LinkedIn, Pinterest, Snap, …
    "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid fbclid igsh igshid msclkid "
    "yclid ymclid ysclid twclid ttclid li_fat_id epik scclid rdt_cid sccid irclickid wickedid "
    "rb_clickid _openstat _branch_match_id _branch_referrer __twitter_impression "
    # Analytics that ride along between domains.
    "_ga _gl _gac _hsenc _hsmi __hssc __hstc __hsfp hsctatracking "
    "pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid "
    "guccounter guce_referrer guce_referrer_sig cmpid ncid ito "
    # Newsletters.
    "mc_cid mc_eid mkt_tok vero_id vero_conv oly_anon_id oly_enc_id ml_subscriber "
    "ml_subscriber_hash ck_subscriber_id bsft_clkid bsft_uid bsft_eid bsft_mid "
    "sc_campaign sc_channel sc_content sc_country sc_geo sc_medium sc_outcome".split()
)
_PREFIXES = re.compile(r"(?:utm_|mtm_|hsa_|oly_\w+_id$)")
_ON_SITES: dict[str, frozenset[str]] = {
    site: frozenset(names.split())
    for sites, names in {
        "youtube.com youtu.be youtube-nocookie.com": "si feature pp ab_channel",
        "spotify.com": "si nd dlsi",
        "soundcloud.com": "si ref",
        "twitter.com x.com": "s t ref_src ref_url cxt",
        "instagram.com threads.net threads.com": "ig_rid ig_mid ig_web_copy_link xmt",
        "facebook.com": "__tn__ __cft__[0] mibextid rdid hc_ref fref",
        "tiktok.com": "_r _t is_from_webapp is_copy_url sender_device share_app_id tt_from",
        "linkedin.com": "trk trkinfo trackingid lipi refid",
        "reddit.com": "share_id rdt ref_source ref_campaign",
        "medium.com": "source",
        "substack.com": "r isfreemail triedredirect showwelcomeonshare",
        "nytimes.com": "smid smtyp",
        "theguardian.com": "cmp",
        "bbc.co.uk bbc.com": "at_medium at_campaign at_link_id at_link_origin at_link_type "
        "at_format at_ptr_name at_bbc_team at_campaign_type",
        "amazon.com amazon.co.uk amazon.de amazon.fr amazon.co.jp": "ref_ pd_rd_i pd_rd_r pd_rd_w "
        "pd_rd_wg pf_rd_p pf_rd_r pf_rd_s pf_rd_t pf_rd_i pf_rd_m content-id",
        "google.com": "ved ei sei gs_lcp gs_lcrp sclient uact aqs sourceid sca_esv sca_upv oq",
        "bilibili.com": "spm_id_from vd_source share_source share_medium from_spmid",
        "taobao.com aliexpress.com alibaba.com tmall.com": "spm scm",
    }.items()
    for site in sites.split()
}
# The query belongs to the archived address there: without a parameter it is another snapshot.
_ARCHIVES = frozenset({"web.archive.org", "archive.ph", "archive.is", "archive.today"})


def without_tracking(host: str, query: str) -> str:
    """`query` as it was spelled, in its order, duplicates and all, less what only tracks."""
    if not query or host in _ARCHIVES:
        return query
    on_site = _names_on(host)
    fields = (field for field in query.split("&") if field)
    return "&".join(field for field in fields if not _tracks(_name(field), on_site))


def _names_on(host: str) -> frozenset[str]:
    labels = host.split(".")
    sites = (".".join(labels[at:]) for at in range(len(labels)))
    return frozenset().union(*(_ON_SITES.get(site, frozenset()) for site in sites))


def _name(field: str) -> str:
    return field.partition("=")[0].replace("%5B", "[").replace("%5D", "]").lower()


def _tracks(name: str, on_site: frozenset[str]) -> bool:
    return name in _ANYWHERE or name in on_site or bool(_PREFIXES.match(name))
