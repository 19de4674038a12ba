"""The site's settings, with one address more."""

from socialekaart.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
