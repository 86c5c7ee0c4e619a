"""Handles that nobody may take: they would be mistaken for the site or its staff."""

RESERVED_HANDLES = frozenset(
    """
    about abuse account accounts admin administrator all anonymous api app assets auth b billing
    blog bookmark bookmarks collection collections contact cookies demo-admin dev developer docs
    download embed everyone explore export faq favicon feed feeds follow following forum help home
    hostmaster import inbox index info invite json legal library link links linkshare log login
    logout mail mailer-daemon manifest me media mod moderation moderator moderators mods new news
    nobody noreply no-reply notices null oauth official operator owner person policy popular
    postmaster press privacy public recent register report reports robots root rss save search
    security service settings share sign-in sign-up signin signup sitemap site staff static
    status styleguide support sysadmin system tag tags team terms test tos trash trust undefined
    user users v1 verify webmaster well-known www you
    """.split()
)
