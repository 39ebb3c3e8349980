"""``python -m tests.scenes.lint [CLIP ...] [OPTIONS]``: see ``netreel check --help``."""

from __future__ import annotations

import sys

from netreel.main import cli

if __name__ == "__main__":
    named = [argument for argument in sys.argv[1:] if argument[:1].isupper()]
    cli.main(["check", *sys.argv[1:], *([] if named else ["--all"])], prog_name="netreel")
