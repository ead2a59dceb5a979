"""The WSGI entry that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Read every page and the API now, and never look through it for garbage again: that costs time at every collection, and
# after gunicorn's fork each look makes a copy of what both workers share.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
