"""tools/setup.sh on machines that lack something, played by stand-ins for their programs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.netreel.processes import wait_for

ROOT = Path(__file__).resolve().parent.parent
BASICS = (
    *("sh", "dirname", "cksum", "cat", "env", "rm", "mv", "ln", "mkdir", "chmod", "touch"),
    *("readlink", "sleep"),
)


class Machine:
    """A checkout in a folder, and a PATH that holds only what the test put there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.bin = folder / "bin"
        self.log = folder / "log"
        (self.root / "tools").mkdir(parents=True)
        self.bin.mkdir()
        for name in ("pyproject.toml", "tools/setup.sh"):
            shutil.copy(ROOT / name, self.root / name)
        for name in BASICS:
            found = shutil.which(name)
            assert found
            (self.bin / name).symlink_to(found)
        self.log.touch()

    def has(self, name: str, *script: str) -> None:
        """Put a program there that notes how it was called, then does what the script says."""
        path = self.bin / name
        lines = ["#!/bin/sh", f'echo "{name} $*" >> "{self.log}"', *script]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        path.chmod(0o755)

    def has_python(self, *, complete: bool = True) -> None:
        """Put a Python there whose environments install nothing but note that they were asked."""
        fake = f'"{self.bin}/venv-python"'
        self.has("venv-python", 'case "$*" in *sys.prefix*) echo "$PWD/.venv" ;; esac')
        make = f"mkdir -p .venv/bin; cp {fake} .venv/bin/python"
        lacks = "" if complete else "case $2 in *ensurepip*) exit 1 ;; esac"
        self.has("python3", f'[ "$2" = venv ] && {{ {make}; }}', lacks, "exit 0")
        (self.bin / "cp").symlink_to(shutil.which("cp") or "/bin/cp")

    def start(self, mode: str = "base") -> subprocess.Popen[str]:
        """Start the script, in a group of processes of its own."""
        environment = {"PATH": str(self.bin), "HOME": str(self.root)}
        command = [str(self.bin / "sh"), str(self.root / "tools/setup.sh"), mode]
        return subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def set_up(self, mode: str = "base") -> subprocess.CompletedProcess[str]:
        """Run the script."""
        process = self.start(mode)
        said, complained = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, said, complained)

    def calls(self, name: str) -> list[str]:
        """Return how a program was called."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith(f"{name} ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def whole(machine: Machine) -> Machine:
    """Give a machine with everything on it."""
    machine.has_python()
    for name in ("cc", "pkg-config"):
        machine.has(name)
    return machine


def test_sets_up_once(whole: Machine) -> None:
    assert whole.set_up().returncode == 0
    (install,) = (call for call in whole.calls("venv-python") if " pip install " in call)
    assert install.endswith("--editable .")
    calls = whole.log.read_text()
    again = whole.set_up()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert whole.log.read_text() == calls


def test_tests_need_more_and_then_rendering_needs_nothing(whole: Machine) -> None:
    whole.set_up("base")
    whole.set_up("dev")
    installs = [call for call in whole.calls("venv-python") if " pip install " in call]
    assert installs[-1].endswith("--editable .[dev]")
    whole.set_up("base")
    assert len(installs) == 2


def test_sets_up_again_when_the_packages_change(whole: Machine) -> None:
    whole.set_up()
    pyproject = whole.root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    whole.set_up()
    assert len([call for call in whole.calls("venv-python") if " pip install " in call]) == 2
    assert len([call for call in whole.calls("python3") if "-m venv" in call]) == 1


def test_a_failed_install_is_not_taken_for_done(whole: Machine) -> None:
    whole.has(
        "venv-python", 'case "$*" in *sys.prefix*) echo "$PWD/.venv" ;; *pip*) exit 1 ;; esac'
    )
    assert whole.set_up().returncode != 0
    assert list((whole.root / ".venv").glob("*.stamp")) == []


def installs(machine: Machine) -> list[str]:
    return [call for call in machine.calls("venv-python") if " pip install " in call]


def makes(machine: Machine) -> list[str]:
    return [call for call in machine.calls("python3") if "-m venv" in call]


def hang(machine: Machine, when: str) -> Path:
    """Let a step of the set-up note that it has begun, and never end."""
    begun = machine.root / "begun"
    hanging = f'touch "{begun}"; while :; do sleep 1; done'
    if when == "python3":
        machine.has("python3", f'[ "$2" = venv ] && {{ mkdir -p .venv/bin; {hanging}; }}', "exit 0")
    else:
        machine.has(
            "venv-python",
            f'case "$*" in *sys.prefix*) echo "$PWD/.venv" ;; *pip*install*) {hanging} ;; esac',
        )
    return begun


@pytest.mark.parametrize("flock", [True, False])
@pytest.mark.parametrize("when", ["python3", "venv-python"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_what_was_interrupted_is_made_anew(
    whole: Machine, when: str, number: int, flock: bool
) -> None:
    if flock:
        (whole.bin / "flock").symlink_to(shutil.which("flock") or "/usr/bin/flock")
    begun = hang(whole, when)
    process = whole.start()
    wait_for(begun.exists)
    os.killpg(process.pid, number)
    process.communicate(timeout=20)
    assert list((whole.root / ".venv").glob("*.stamp")) == []
    for name in ("python3", "venv-python", "cp"):
        (whole.bin / name).unlink()
    whole.has_python()
    before = len(makes(whole))
    done = whole.set_up()
    assert done.returncode == 0, done.stderr
    assert len(makes(whole)) == before + 1
    assert whole.set_up().stderr == ""


@pytest.mark.long
@pytest.mark.parametrize("flock", [True, False])
def test_two_at_once_wait_for_each_other(whole: Machine, flock: bool) -> None:
    if flock:
        (whole.bin / "flock").symlink_to(shutil.which("flock") or "/usr/bin/flock")
    gate, begun = whole.root / "gate", whole.root / "begun"
    wait = f'touch "{begun}"; until [ -e "{gate}" ]; do sleep 0.1; done'
    whole.has(
        "venv-python",
        f'case "$*" in *sys.prefix*) echo "$PWD/.venv" ;; *pip*install*) {wait} ;; esac',
    )
    first = whole.start()
    wait_for(begun.exists)
    second = whole.start()
    assert second.stderr is not None
    assert second.stderr.readline().startswith("Waiting for another set-up to end")
    gate.touch()
    for process in (first, second):
        process.communicate(timeout=20)
        assert process.returncode == 0
    assert len(installs(whole)) == len(makes(whole)) == 1
    assert not (whole.root / ".venv.lock").is_symlink()


def test_an_environment_without_pip_is_made_anew(whole: Machine) -> None:
    python = whole.root / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(
        '#!/bin/sh\ncase "$*" in *pip*) exit 1 ;; *prefix*) echo "$PWD/.venv" ;; esac\n'
    )
    python.chmod(0o755)
    assert whole.set_up().returncode == 0
    assert len(makes(whole)) == 1


def test_make_hands_on_what_it_was_given(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name, script in (("tools/setup.sh", ""), (".venv/bin/netreel", 'printf "%s\\n" "$@"')):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    # `make test`, which may run this, tells a make inside of it to say where it is.
    alone = {name: text for name, text in os.environ.items() if not name.startswith("MAKE")}
    alone.pop("MFLAGS", None)

    def made(*words: str) -> list[str]:
        command = ["make", *words]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=True, env=alone
        )
        return done.stdout.splitlines()

    assert made("render", "OUT=it's my out; $(DIGIT)", "DIGIT=7", "QUALITY=h") == [
        *("render", "--headline", "--digit", "7", "--quality", "h"),
        *("--out", "it's my out; 7"),
    ]
    assert made("preview") == ["preview", "--port", "8765"]
    assert made("preview", "CLIP=Bias", "PORT=0") == ["preview", "Bias", "--port", "0"]


def test_the_preview_has_a_set_up_between_the_two(machine: Machine) -> None:
    machine.has_python()
    machine.has("cc")
    machine.has("pkg-config")
    assert machine.set_up("preview").returncode == 0
    assert any("--editable .[preview]" in call for call in machine.calls("venv-python"))
    asked = len(machine.calls("venv-python"))
    for enough in ("base", "preview"):
        assert machine.set_up(enough).returncode == 0
    assert len(machine.calls("venv-python")) == asked
    machine.has("chromium")
    assert machine.set_up("dev").returncode == 0
    assert any("--editable .[dev]" in call for call in machine.calls("venv-python"))
    assert machine.set_up("preview").returncode == 0


def test_says_what_to_install_where_there_is_no_apt(machine: Machine) -> None:
    machine.has_python()
    machine.has("cc")
    done = machine.set_up()
    assert done.returncode == 1
    first, *rest = done.stderr.splitlines()
    assert "missing: pkg-config libcairo2-dev libpango1.0-dev" in first
    systems = ["Debian, Ubuntu", "Fedora", "macOS", "Windows"]
    assert [line.split(":")[0].strip() for line in rest] == systems
    assert not (machine.root / ".venv").exists()


def test_says_what_to_install_where_apt_may_not_be_used(machine: Machine) -> None:
    machine.has_python()
    machine.has("cc")
    machine.has("apt-get")
    machine.has("id", "echo 1000")
    done = machine.set_up()
    assert done.returncode == 1
    assert "sudo apt-get install" in done.stderr
    assert machine.calls("apt-get") == []


def test_installs_what_is_missing_where_it_may(machine: Machine) -> None:
    machine.has_python()
    machine.has("id", "echo 0")
    arrive = [
        f'printf "#!/bin/sh\\n" > "{machine.bin}/{n}"; chmod +x "{machine.bin}/{n}"'
        for n in ("cc", "pkg-config")
    ]
    machine.has("apt-get", f"case $1 in install) {'; '.join(arrive)} ;; esac")
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    update, install = machine.calls("apt-get")
    assert update == "apt-get update -qq"
    for name in ("gcc", "libc6-dev", "pkg-config", "libcairo2-dev", "libpango1.0-dev"):
        assert f" {name}" in install
    assert "python3" not in install


def test_a_python_without_environments_is_not_enough(machine: Machine) -> None:
    machine.has_python(complete=False)
    machine.has("cc")
    machine.has("pkg-config")
    assert "missing: python3-venv" in machine.set_up().stderr


def test_no_python_at_all(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    machine.has("cc")
    machine.has("pkg-config")
    assert "missing: python3 python3-venv python3-dev" in machine.set_up().stderr


def test_wrong_use(machine: Machine) -> None:
    assert machine.set_up("everything").returncode == 2


def test_python_versions_agree() -> None:
    script = (ROOT / "tools/setup.sh").read_text(encoding="utf-8")
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11,<3.14"' in pyproject
    assert "(3, 11) <= sys.version_info[:2] < (3, 14)" in script
    assert (3, 11) <= sys.version_info[:2] < (3, 14)
    assert os.access(ROOT / "tools/setup.sh", os.X_OK)
