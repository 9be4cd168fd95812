"""Sites with servers, started once for all tests."""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import served  # noqa: E402


def running(factory, name, **settings):
    site = served.Served(factory.mktemp(name), settings, served.standard_articles())
    try:
        yield site.start()
    finally:
        site.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Comments wait for approval."""
    yield from running(tmp_path_factory, "held", moderation="all", flood_seconds=0)


@pytest.fixture(scope="session")
def open_site(tmp_path_factory):
    """Comments are shown at once."""
    yield from running(tmp_path_factory, "open", moderation="none", flood_seconds=0)


@pytest.fixture(scope="session")
def slow_site(tmp_path_factory):
    """The settings a new site has."""
    yield from running(tmp_path_factory, "slow")
