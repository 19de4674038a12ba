"""The application that the production server runs.

It is warmed up here, where every server comes by in each of its processes: one that loads the code
before it forks its workers does so once for all of them.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialekaart.settings")

application = get_wsgi_application()

# Models can be imported only now that the apps are there.
from socialekaart.warm_up import warm_up  # noqa: E402

warm_up()
