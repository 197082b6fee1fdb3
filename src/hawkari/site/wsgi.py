"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from hawkari.site.warming import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hawkari.site.settings")

application = get_wsgi_application()
settle()
