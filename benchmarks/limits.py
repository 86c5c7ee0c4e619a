"""`python -m benchmarks.limits`: what is measured is a save, not how many of them an hour has."""

import django

django.setup()

from accounts.models import SiteSettings  # noqa: E402 - Django must be set up first


def main() -> None:
    most = {"person_saves_an_hour": 100_000, "address_saves_an_hour": 100_000, "new_for_days": 0}
    SiteSettings.objects.update_or_create(pk=1, defaults=most)


if __name__ == "__main__":
    main()
