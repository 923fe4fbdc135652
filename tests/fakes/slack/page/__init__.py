"""Des pages HTML qui montrent messages, modales et onglet d'accueil comme Slack les montre."""

from .channel import render_channel
from .home import render_home
from .modal import render_modal

__all__ = ["render_channel", "render_home", "render_modal"]
