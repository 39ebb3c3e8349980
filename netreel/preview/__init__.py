"""The preview studio: a server on this machine that shows clips as their parameters are turned.

It draws nothing itself and imports no clip: what draws is a fork of a process that has imported
Manim (`netreel.preview.stage`), and all that it does is in `netreel.preview.work`. So a change to
the source is seen at once, and nothing that a clip does can harm the server.
"""
