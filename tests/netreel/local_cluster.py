"""A Dask cluster of two workers, each a process, in a process of its own.

``local_cluster.py PORT [PROGRAM]`` prints the scheduler's address and the numbers of the workers'
processes, and ends with its standard input. Each worker runs the program before all else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from select import select
from typing import IO, Any


def main(port: int, *programs: str) -> None:
    from distributed import LocalCluster

    make: Any = LocalCluster
    with make(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        scheduler_port=port,
        dashboard_address=None,
        silence_logs=50,
        preload=[*programs],
    ) as cluster:
        pids = [nanny.pid for nanny in cluster.workers.values()]
        sys.stdout.write(json.dumps([cluster.scheduler_address, pids]) + "\n")
        sys.stdout.flush()
        while not select([sys.stdin], [], [], 1.0)[0]:
            cluster.scale(2)  # one whose worker does not come back is given up: here is another


class Cluster:
    """Starts such a process, and ends it; `within` is a command that starts another one."""

    def __init__(self, port: int = 0, *programs: str, within: Sequence[str] = ()) -> None:
        self.process = subprocess.Popen(
            [*within, sys.executable, __file__, str(port), *programs],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address, self.workers = json.loads(self._stream(self.process.stdout).readline())

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream

    def stop(self) -> None:
        """Let it end tidily."""
        self._stream(self.process.stdin).close()
        self._stream(self.process.stdout).close()
        self.process.wait(60)

    def kill(self) -> None:
        """End it at once, its workers as well."""
        self.process.kill()
        self.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
