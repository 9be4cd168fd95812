"""Sites with servers, started once for all tests."""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import served  # noqa: E402


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A site whose comments wait for approval."""
    with served.running(tmp_path_factory.mktemp("held"), moderation="all", flood_seconds=0) as made:
        yield made


@pytest.fixture(scope="session")
def open_site(tmp_path_factory):
    """A site whose comments appear at once."""
    with served.running(tmp_path_factory.mktemp("open"), moderation="none", flood_seconds=0) as made:
        yield made


@pytest.fixture(scope="session")
def slow_site(tmp_path_factory):
    """A site with default settings."""
    with served.running(tmp_path_factory.mktemp("slow")) as made:
        yield made
