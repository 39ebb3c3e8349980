"""The house is built as it is drawn: arrows one way, one place for each kind of thing.

ruff holds what it can (the ``ruff.toml`` of the sub-packages); the rest is here.
"""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING

import pytest

from scenes import engine
from scenes.engine.camera import RasterCamera
from scenes.engine.formulas import TypstFormula
from scenes.engine.renderer import ClipRenderer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rule = Callable[[], Iterator[str]]

FOLDER = Path(importlib.import_module("scenes").__path__[0])

ORDER = (
    "errors",
    "engine",
    "look",
    "facts",
    "params",
    "figures",
    "components",
    "catalogue",
    "clip",
)
"""From the bottom: each may import those before it. Chapters come after all."""
NAMES_ALL = "catalogue"
"""It is data, which a clip may ask; the clips in it are names, imported for types only."""

LONGEST, MOST_ATTRIBUTES = 150, 8
BESIDE_CLIPS = {"__init__.py", "params.py", "words.py"}
PACES = {"SMALL", "MOVE", "CHANGE", "PULSE"}
"""The house's own: of small changes, moves, transformations, and of a pulse."""
RESTS = {"GLIMPSE"}
"""The house's own rests that a clip asks for by name: its docstring is the reason."""
SECONDS = {"run_time", "seconds", "rest"}
"""What the house's functions call how long something takes."""

ORDINARY = {"background", "compile", "duration", "finish", "play", "render", "time"}
"""Names of the engine's table that say nothing alone: not Manim only has something called so."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def sources() -> Iterator[tuple[str, Path]]:
    """Yield where each file belongs, and the file."""
    for path in sorted(FOLDER.rglob("*.py")):
        parts = path.relative_to(FOLDER).parts
        if parts != ("__init__.py",):
            yield parts[0].removesuffix(".py"), path


def in_netreel() -> Iterator[Path]:
    """Yield the files of the command, which stands on the house and keeps to some of its rules."""
    yield from sorted((FOLDER.parent / "netreel").rglob("*.py"))


def below_the_clip() -> Iterator[tuple[str, Path]]:
    return (
        (part, path)
        for part, path in sources()
        if part in ORDER and part not in {"clip", NAMES_ALL}
    )


def chapters() -> Iterator[tuple[str, Path]]:
    return ((part, path) for part, path in sources() if part not in ORDER)


def clips() -> Iterator[Path]:
    return (path for _, path in chapters() if is_clip(path))


def is_clip(path: Path) -> bool:
    """Tell whether a file has the clip that it is named after."""
    return any(
        isinstance(node, ast.ClassDef)
        and "Clip" in map(ast.unparse, node.bases)
        and node.name.lower() == path.stem.replace("_", "")
        for node in tree(path).body
    )


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file names in imports, also in those that are for types only."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def named(path: Path) -> Iterator[str]:
    """Yield the names that a file asks something for, or gives to what it defines."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef):
            yield node.name


def manims_inside() -> set[str]:
    """Return what the table of the engine names of Manim."""
    return {name.rpartition(".")[2] for name in re.findall(r"``([\w.]+)``", columns(1))}


def columns(column: int) -> str:
    """Return a column of the table, from the top: 0 is where, 1 what, 2 why."""
    lines = (engine.__doc__ or "").splitlines()
    rule = next(line for line in lines if line.startswith("==="))
    starts = [at.start() for at in re.finditer("=+", rule)]
    begin, end = [*starts, None][column : column + 2]
    first, last = lines.index(rule), len(lines) - lines[::-1].index(rule)
    return "\n".join(line[begin:end] for line in lines[first:last])


def short(path: Path) -> str:
    """Return a file's place in the house, or that of one that stands on it."""
    return path.relative_to(FOLDER if FOLDER in path.parents else FOLDER.parent).as_posix()


# -- rules ----------------------------------------------------------------------------


def nothing_below_names_a_clip() -> Iterator[str]:
    for _, path in below_the_clip():
        names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
        if "Clip" in names or "scenes.clip" in imports(path):
            yield short(path)


def numbers_are_made_by_figures() -> Iterator[str]:
    for path in (*(path for _, path in sources()), *in_netreel()):
        if short(path) in {"figures.py", "look/text.py"}:
            continue
        if any(called(call) == "Number" for call in calls(path)):
            yield short(path)


def facts_draw_nothing() -> Iterator[str]:
    for part, path in sources():
        plain = part in {"facts", "params", "errors", "catalogue"} or path.name == "params.py"
        if plain and any(module.split(".")[0] == "manim" for module in imports(path)):
            yield short(path)


def only_the_engine_knows_manims_inside() -> Iterator[str]:
    inside = manims_inside() - ORDINARY
    for path in (*(path for part, path in sources() if part != "engine"), *in_netreel()):
        yield from (f"{short(path)}: {module}" for module in imports(path) if is_inner(module))
        yield from (f"{short(path)}: {name}" for name in inside & set(named(path)))


def is_inner(module: str) -> bool:
    return module.startswith("manim.")


def arrows_run_one_way() -> Iterator[str]:
    for part, path in sources():
        for module in imports(path):
            root, _, rest = module.partition(".")
            target = rest.partition(".")[0]
            if root == "scenes" and target and not may_import(part, target):
                yield f"{short(path)} -> {module}"


def may_import(part: str, target: str) -> bool:
    if part in (target, NAMES_ALL):
        return True
    return target in ORDER and (part not in ORDER or ORDER.index(target) < ORDER.index(part))


def a_clip_is_a_page() -> Iterator[str]:
    for path in clips():
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST:
            yield short(path)


def a_clip_keeps_few_things() -> Iterator[str]:
    for path in clips():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and len(set(attributes(node))) > MOST_ATTRIBUTES:
                yield f"{short(path)}: {node.name}"


def attributes(node: ast.ClassDef) -> Iterator[str]:
    for part in ast.walk(node):
        kept = isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
        if kept and ast.unparse(part).startswith("self.") and ast.unparse(part).count(".") == 1:
            yield ast.unparse(part)


def pace_is_the_houses() -> Iterator[str]:
    """Find seconds that are neither the house's nor give a reason: of moves, and of rests.

    A reason is a comment on the line or the one above, or the docstring of the file's own constant.
    How long a viewer looks is told by the house itself: whoever asks for longer says what for.
    """
    places = places_of_seconds()
    for path in clips():
        lines, own = path.read_text(encoding="utf-8").splitlines(), set(explained(tree(path)))
        for call in calls(path):
            rests = ast.unparse(call.func) == "self.hold"
            named = (RESTS if rests else PACES) | own
            for value in seconds_in(call, {0} if rests else places.get(called(call), set())):
                above = lines[value.lineno - 2].strip()
                said = "  # " in lines[value.lineno - 1] or above.startswith("#")
                if not said and not is_of(value, named):
                    yield f"{short(path)}: {ast.unparse(value)}"


def seconds_in(call: ast.Call, places: set[int]) -> Iterator[ast.expr]:
    """Yield what a call says of how long: by name, or in one of these places."""
    yield from (word.value for word in call.keywords if word.arg in SECONDS)
    yield from (value for place, value in enumerate(call.args) if place in places)


def places_of_seconds() -> dict[str, set[int]]:
    """Return where the house's functions take seconds, by name: where all of that name agree."""
    places: dict[str, set[int]] = {}
    for _, path in sources():
        for name, function in functions(tree(path)):
            names = [each.arg for each in function.args.args if each.arg not in {"self", "cls"}]
            found = {place for place, each in enumerate(names) if each in SECONDS}
            places[name] = places.get(name, found) & found
    return places


def functions(module: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield all functions, by what they are called by: a class's name calls its beginning."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            begins = (each for each in node.body if getattr(each, "name", "") == "__init__")
            yield from ((node.name, each) for each in begins if isinstance(each, ast.FunctionDef))


def is_of(value: ast.expr, named: set[str]) -> bool:
    """Tell whether seconds are made of what has a name, and each constant among it a reason."""
    names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    return bool(names) and all(name in named for name in names if name.isupper())


def explained(module: ast.Module) -> Iterator[str]:
    """Yield the constants of a file that have a docstring."""
    for node, after in pairwise(module.body):
        is_said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if is_said and isinstance(node, ast.Assign):
            yield from (
                name.strip() for name in ast.unparse(node.targets[0]).strip("()").split(",")
            )


def a_clip_asks_for_no_shape() -> Iterator[str]:
    """Which input, which frame: that is for components, and for places by name.

    Captions speak of what flows in as `Incoming` names it.
    """
    for path in (path for _, path in sources() if path.stem.endswith("words")):
        if any(getattr(node, "attr", "") == "image_shape" for node in ast.walk(tree(path))):
            yield f"{short(path)}: image_shape"
    for path in clips():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr == "image_shape":
                yield f"{short(path)}: image_shape"
            if isinstance(node, ast.Attribute) and ast.unparse(node).endswith("stage.wide"):
                yield f"{short(path)}: stage.wide"


def chapters_hold_clips_only() -> Iterator[str]:
    for _, path in chapters():
        if not is_clip(path) and path.name not in BESIDE_CLIPS:
            yield short(path)


RULES: tuple[Rule, ...] = (
    nothing_below_names_a_clip,
    numbers_are_made_by_figures,
    facts_draw_nothing,
    only_the_engine_knows_manims_inside,
    arrows_run_one_way,
    a_clip_is_a_page,
    a_clip_keeps_few_things,
    pace_is_the_houses,
    a_clip_asks_for_no_shape,
    chapters_hold_clips_only,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_is_built_as_drawn(rule: Rule) -> None:
    assert not set(rule())


def test_the_table_names_what_the_engine_uses() -> None:
    """Whatever it gives Manim's classes anew is in the table, and nothing that is used no more."""
    inside, here = manims_inside(), FOLDER / "engine"
    assert inside >= ORDINARY
    words = {path.name: path.read_text(encoding="utf-8") for path in here.glob("*.py")}
    del words["__init__.py"]
    files = re.findall(r"``(\w+\.py)``", columns(0))
    assert set(files) <= set(words)
    text = "".join(words.values())
    assert not {name for name in inside if not re.search(rf"\b{name}\b", text)}
    assert set(overridden()) <= inside


def overridden() -> Iterator[str]:
    """Yield the methods of Manim's that its camera, renderer and formulas have anew.

    Those of any mobject are there to be overridden.
    """
    for kind in (RasterCamera, ClipRenderer, TypstFormula):
        theirs = {name for base in kind.__mro__[1:] for name in vars(base)}
        ours = (name for name, own in vars(kind).items() if isinstance(own, FunctionType))
        yield from (name for name in ours if name in theirs and not name.startswith("_"))


def test_an_offender_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A house in which every rule is broken once."""
    broken = {
        "look/text.py": "from scenes.clip import Clip",
        "facts/x.py": "import manim",
        "components/x.py": "from manim.scene import y\nNumber(1)\nimport scenes.weights.wide\n"
        "z.animate.shift(1).build()\nlook.background\n",
        "engine/x.py": "from manim.scene import y\nscene.update_to_time(1)\nimport scenes.look",
        "../netreel/x.py": "Number(1)\nclass X:\n    def display_vectorized(self): ...",
        "weights/wide.py": "class Wide(Clip):\n    def f(self):\n        self.a = self.stage.wide\n"
        + "".join(f"        self.a{i} = 1\n" for i in range(8))
        + "        self.play(run_time=1)\n"
        + "\n" * 150,
        "weights/help.py": "class Help: pass",
        "weights/words.py": "plain = network.image_shape is None",
        "weights/calm.py": '_SWEEP = 7.0\n"""Seconds: 784 terms."""\n\nclass Calm(Clip):\n'
        "    def f(self):\n        self.play(run_time=_SWEEP)\n        self.play(run_time=MOVE)\n"
        "        self.play(run_time=2)  # slowly: this is the idea\n        self.hold(_SWEEP)\n"
        "        self.play(draw(a, min(_SWEEP, b)), turn(a, seconds=2 * _SWEEP))\n",
        "components/verbs.py": "def draw(thing, seconds=MOVE): pass\n"
        "class Run:\n    def __init__(self, thing, run_time): pass\n",
        "weights/hasty.py": "_LOOK = 1\n\nclass Hasty(Clip):\n    def f(self):\n"
        "        self.hold(1.2)\n        self.hold(_LOOK)\n        self.hold(MOVE)\n"
        "        self.play(draw(a, 2), Run(a, 3), turn(a, seconds=2.4))\n"
        "        self.beat(self.f, rest=4)\n",
    }
    folder = tmp_path.resolve() / "scenes"
    for name, source in broken.items():
        path = (folder / name).resolve()
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(source, encoding="utf-8")
    monkeypatch.setitem(globals(), "FOLDER", folder)
    found = {rule.__name__: sorted(rule()) for rule in RULES}
    assert found == {
        "nothing_below_names_a_clip": ["look/text.py"],
        "numbers_are_made_by_figures": ["components/x.py", "netreel/x.py"],
        "facts_draw_nothing": ["facts/x.py"],
        "only_the_engine_knows_manims_inside": [
            "components/x.py: build",
            "components/x.py: manim.scene",
            "netreel/x.py: display_vectorized",
        ],
        "arrows_run_one_way": [
            "components/x.py -> scenes.weights.wide",
            "engine/x.py -> scenes.look",
            "look/text.py -> scenes.clip",
        ],
        "a_clip_is_a_page": ["weights/wide.py"],
        "a_clip_keeps_few_things": ["weights/wide.py: Wide"],
        "pace_is_the_houses": [
            *(f"weights/hasty.py: {told}" for told in ("1.2", "2", "2.4", "3", "4")),
            *(f"weights/hasty.py: {told}" for told in ("MOVE", "_LOOK")),
            "weights/wide.py: 1",
        ],
        "a_clip_asks_for_no_shape": [
            "weights/wide.py: stage.wide",
            "weights/words.py: image_shape",
        ],
        "chapters_hold_clips_only": ["weights/help.py"],
    }
