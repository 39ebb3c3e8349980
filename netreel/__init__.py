"""The command line: which clip, which digit, which network; out comes a video."""
