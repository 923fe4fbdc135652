"""The scene of the other tests, and what the files of the repository are."""

from tests.integration.conftest import incidents as incidents
from tests.integration.conftest import scene as scene
