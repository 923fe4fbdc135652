"""Prendre l'image d'une page avec Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Ouvre un navigateur, pour autant d'images qu'on veut."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], headless=True
        )
        try:
            yield browser
        finally:
            browser.close()


def take(
    browser: Browser,
    html: str,
    path: str | Path,
    *,
    width: int = 900,
    height: int | None = None,
    scale: float = 2,
) -> Path:
    """Écrit l'image PNG de la page, sur toute sa hauteur sauf si `height` est donné."""
    target = Path(path)
    page = browser.new_page(
        viewport={"width": width, "height": height or 200}, device_scale_factor=scale
    )
    page.set_content(html)
    page.screenshot(path=target, full_page=height is None)
    page.close()
    return target
