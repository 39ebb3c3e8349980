"""Make ``python -m netreel`` the same as ``netreel``."""

from netreel.main import main

main()
