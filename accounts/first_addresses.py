"""The network address from which an account was made: noted at sign-up, dropped after some days."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from accounts.models import FirstAddress, SiteSettings, User
from accounts.models.first_address import Network, packed_of

OCTETS = 4


def note(person: User, address: str, at: datetime) -> None:
    """In the transaction in which the person is made; what is no address is not kept."""
    if not SiteSettings.current().first_address_days:
        return
    try:
        packed = packed_of(ip_address(address))
    except ValueError:
        return
    FirstAddress.objects.create(person=person, packed=packed, noted_at=at)


def drop_old(at: datetime) -> int:
    """Run by beat; how many they were."""
    days = SiteSettings.current().first_address_days
    old = FirstAddress.objects.filter(noted_at__lte=at - timedelta(days=days))
    return old.delete()[0]


def network_of(words: str) -> Network | None:
    """`203.0.113.7`, `203.0.113.0/24`, `203.0.113.` or `2001:db8::/32`; None for other words."""
    word = words.strip()
    octets = word.split(".")[:-1]
    if word.endswith(".") and 0 < len(octets) < OCTETS:
        word = ".".join([*octets, *["0"] * (OCTETS - len(octets))]) + f"/{8 * len(octets)}"
    try:
        return ip_network(word, strict=False)
    except ValueError:
        return None
