"""The scenes of the security tests."""

from tests.component.conftest import (
    incidents,
    instantanes,
    sans_fils,
    scene,
    scene_courriel,
    scene_ouverte,
)

__all__ = ["incidents", "instantanes", "sans_fils", "scene", "scene_courriel", "scene_ouverte"]
