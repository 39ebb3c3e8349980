"""What several commands ask in the same words: which clip, input, network, look and size."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click
import cloup

from netreel.chance import as_digit, with_digit_drawn
from netreel.kinds import clip_names
from netreel.naming import INPUT_NAMES, NAMING, as_numbers
from scenes.engine.settings import QUALITIES, Quality, pixel_size
from scenes.look.stage import Aspect
from scenes.look.theme import ThemeName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


__all__ = [
    "ASPECT",
    "DRAFT",
    "THEME",
    "Wishes",
    "clip_argument",
    "digit_options",
    "encoding_options",
    "fps_option",
    "jobs_option",
    "json_option",
    "look_options",
    "open_option",
    "quality_option",
]

F = TypeVar("F", bound="Callable[..., Any]")

SIZES = {name: pixel_size("16:9", short) for name, (short, _) in QUALITIES.items()}
LISTED_SIZES = ", ".join(f"{name} {width}x{height}" for name, (width, height) in SIZES.items())
QUALITY_HELP = f"Size of the picture, in 16:9: {LISTED_SIZES}."
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@dataclass(frozen=True)
class Wishes:
    """What the user said of a clip's parameters, as typed.

    Attributes
    ----------
    values
        Parameter and value, of the options that have a name of their own.
    settings
        The ``key=value`` of each ``--set``.
    """

    values: dict[str, Any] = field(default_factory=dict)
    settings: tuple[str, ...] = ()

    @classmethod
    def of(cls, options: dict[str, Any]) -> Wishes:
        """Take the options that say something.

        A random digit is drawn here, so that names and keys say which it is.
        """
        settings = options.pop("settings", ())
        values = {name: value for name, value in options.items() if value is not None}
        return cls(with_digit_drawn(values), settings)

    def and_told(self, told: Mapping[str, str]) -> Wishes:
        """Return the same, where a clip is told some parameters besides."""
        return replace(self, settings=(*self.settings, *map("=".join, told.items())))


def clip_argument(command: F) -> F:
    """Add the name of one clip."""
    return cloup.argument(
        "clip", shell_complete=clip_names, help="Name of a clip, as netreel list gives it."
    )(command)


def digit_options(command: F) -> F:
    """Add ``--digit``, ``--image``, ``--inputs``, what goes with them, and which network."""
    return cloup.option_group(
        "What goes in",
        cloup.option(
            "--digit",
            callback=as_digit,
            metavar="0-9|random",
            help="Draw a handwritten sample of this digit (3 unless you say), or of any.",
        ),
        cloup.option(
            "--sample",
            type=click.IntRange(min=0),
            metavar="K",
            help="Which of the samples of that digit, counted from 0.",
        ),
        cloup.option(
            "--seed",
            type=click.IntRange(min=0),
            metavar="S",
            help="With --digit random: the same number always draws the same digit and sample.",
        ),
        cloup.option(
            "--image", type=FILE, metavar="FILE", help="Draw your own picture of a digit instead."
        ),
        cloup.option(
            "--as-is",
            is_flag=True,
            default=None,
            help="Take the image as it is, whatever it shows, for a network that learnt from such.",
        ),
        cloup.option(
            "--inputs",
            callback=as_numbers,
            metavar="NUMBERS",
            help="The numbers to show, such as 5.1,3.5, for a network whose input is no image.",
        ),
        cloup.option(
            "--network",
            type=FILE,
            metavar="FILE",
            help="Use your own network: npz, safetensors, onnx, keras, h5, pt or json.",
        ),
        *NAMING,
        INPUT_NAMES,
    )(command)


THEME = cloup.option(
    "--theme",
    type=click.Choice(get_args(ThemeName)),
    help="Colours: dark unless you say.",
)
ASPECT = cloup.option(
    "--aspect",
    type=click.Choice(get_args(Aspect)),
    help="Shape of the frame: 16:9 unless you say, 9:16 for a phone, 1:1 for a feed.",
)
DRAFT = cloup.option(
    "--draft", is_flag=True, help="Encode in half the time into a file twice as large."
)


def look_options(command: F) -> F:
    """Add ``--theme``, ``--aspect``, ``--captions`` and ``--set``."""
    return cloup.option_group(
        "How it looks",
        THEME,
        ASPECT,
        cloup.option(
            "--captions/--no-captions",
            default=None,
            help="Write the captions into the picture, which is the default, or leave them out.",
        ),
        cloup.option(
            "--set",
            "settings",
            multiple=True,
            metavar="KEY=VALUE",
            help="Set a parameter of the clip's own; `netreel describe CLIP` lists them.",
        ),
    )(command)


def quality_option(default: Quality) -> Callable[[F], F]:
    """Add ``--quality``."""
    return cloup.option(
        "-q",
        "--quality",
        type=click.Choice(get_args(Quality)),
        default=default,
        show_default=True,
        help=QUALITY_HELP,
    )


def fps_option(command: F) -> F:
    """Add ``--fps``."""
    return cloup.option(
        "--fps",
        type=click.IntRange(1, 120),
        metavar="N",
        help="Frames a second, instead of the rate that goes with the quality (15, 30 or 60).",
    )(command)


def as_pairs(ctx: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    """Read the ``key=value`` of an option that may be repeated."""
    pairs = {}
    for text in texts:
        key, sign, value = (part.strip() for part in text.partition("="))
        if not (key and sign and value):
            raise click.BadParameter(f"expected KEY=VALUE, got {text!r}", ctx, option)
        pairs[key] = value
    return pairs


def encoding_options(command: F) -> F:
    """Add ``--draft``, and Manim's own ``--video-codec`` and ``--encoder-option``."""
    return cloup.option_group(
        "How it is encoded",
        DRAFT,
        cloup.option(
            "--video-codec",
            metavar="NAME",
            help="FFmpeg's name of another encoder, such as libx265.",
        ),
        cloup.option(
            "--encoder-option",
            "encoder_options",
            multiple=True,
            callback=as_pairs,
            metavar="KEY=VALUE",
            help="Set an option of the encoder, such as crf=14; repeat it for more.",
        ),
    )(command)


def jobs_option(done: str) -> Callable[[F], F]:
    """Add ``--jobs``: how many clips are `done`, such as "rendered", side by side."""
    return cloup.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help=f"Clips {done} side by side; also NETREEL_JOBS. Two, where there are two cores.",
    )


def json_option(command: F) -> F:
    """Add ``--json``."""
    return cloup.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")(command)


def open_option(command: F) -> F:
    """Add ``--open``."""
    return cloup.option(
        "--open", "open_it", is_flag=True, help="Open the result with the desktop's program for it."
    )(command)
