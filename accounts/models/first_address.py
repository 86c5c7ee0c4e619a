"""From which network address an account was made: staff find by it who made many."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class FirstAddressQuerySet(models.QuerySet["FirstAddress"]):
    def within(self, network: Network) -> Self:
        """A range of one index, on either database."""
        first, last = (packed_of(network[n]) for n in (0, -1))
        return self.filter(packed__gte=first, packed__lte=last)


class FirstAddress(models.Model):
    """Kept for some days (`accounts.first_addresses`); no row, nothing known."""

    person = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="first_address"
    )
    # Sixteen bytes, so that they are in the order of addresses. IPv4 lies in ::ffff:0:0/96.
    packed = models.BinaryField(max_length=16, db_index=True)
    noted_at = models.DateTimeField(_("noted"), db_index=True)

    objects = FirstAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.address)

    @property
    def address(self) -> Address:
        long = IPv6Address(bytes(self.packed))
        return long.ipv4_mapped or long


def packed_of(address: Address) -> bytes:
    if isinstance(address, IPv4Address):
        address = ip_address(f"::ffff:{address}")
    return address.packed
