"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from linkshare.kit.stack_room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linkshare.settings")

application = with_room(get_wsgi_application())
