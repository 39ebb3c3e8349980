"""Draw the picture of the explorer in the README: python tools/explorer_picture.py."""

from __future__ import annotations

import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import netcore
from netreel.explorer import explorer_page

TARGET = Path(__file__).parents[1] / "docs" / "explorer.webp"
WINDOW = {"width": 1280, "height": 1250}
WIDTH = 1280
STATE = "#neuron=1,15"
NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Open the lesson's page in Chromium and keep what it shows."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "explorer.html"
        file.write_text(explorer_page(netcore.default_network(), theme="dark"), "utf-8")
        as_root = hasattr(os, "getuid") and os.getuid() == 0
        browser = driver.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, NAMES))),
            args=["--no-sandbox"] if as_root else [],
        )
        page = browser.new_page(viewport=WINDOW, reduced_motion="reduce")
        page.goto(file.as_uri() + STATE)
        page.wait_for_timeout(500)
        shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
        browser.close()
    shot.resize((WIDTH, round(shot.height * WIDTH / shot.width))).save(TARGET, quality=60, method=6)


if __name__ == "__main__":
    main()
