"""Settings for every test. Helpers are imported: ``from helpers import marked``."""

import os

from hypothesis import HealthCheck, settings

# Machines that share their cores are slow at times; slowness is measured in benchmarks.
settings.register_profile(
    "khabar", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# HYPOTHESIS_PROFILE=thorough looks ten times as long.
settings.register_profile("thorough", settings.get_profile("khabar"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "khabar"))
