"""netreel doctor."""

from __future__ import annotations

import json

import click
import cloup
from rich.console import Console
from rich.markup import escape

from netreel.errors import JobError
from netreel.health import CHECKS, Finding, examine
from netreel.options import json_option

__all__ = ["command"]


@cloup.command("doctor", epilog="The exit code is 0 when all is well, 1 when something is not.")
@json_option
def command(as_json: bool) -> None:
    """Check that this machine has all that a render needs, and say what to do where it has not."""
    console = Console(highlight=False)
    findings = []
    for check in CHECKS:
        findings.append(examine(check))
        if not as_json:
            show(console, findings[-1])
    if as_json:
        click.echo(json.dumps([vars(finding) for finding in findings], indent=2))
    if failed := [finding.name for finding in findings if not finding.ok]:
        raise JobError(f"{len(failed)} of {len(findings)} checks failed: {', '.join(failed)}")


def show(console: Console, finding: Finding) -> None:
    """Print a line a check, and what to do below a failed one."""
    mark = "[green]ok  [/green]" if finding.ok else "[bold red]FAIL[/bold red]"
    console.print(f"{mark}  {finding.name}: {escape(finding.found)}")
    if not finding.ok:
        console.print(f"      what to do: {escape(finding.remedy)}")
