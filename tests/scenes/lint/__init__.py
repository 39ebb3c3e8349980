"""``python -m tests.scenes.lint CLIP`` is ``netreel check CLIP``; without a clip, all."""
