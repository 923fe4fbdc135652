"""Prendre l'image d'une page avec Chromium."""

from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"


def take(
    html: str, path: str | Path, *, width: int = 900, height: int | None = None, scale: float = 2
) -> Path:
    """Écrit l'image PNG de la page, sur toute sa hauteur sauf si `height` est donné."""
    target = Path(path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], headless=True
        )
        try:
            page = browser.new_page(
                viewport={"width": width, "height": height or 200}, device_scale_factor=scale
            )
            page.set_content(html)
            page.screenshot(path=target, full_page=height is None)
        finally:
            browser.close()
    return target
