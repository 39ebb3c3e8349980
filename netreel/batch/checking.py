"""Rows become jobs; every mistake in any of them is found, with its row and field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from netreel.asking import (
    check_one_input,
    found_file,
    from_text,
    gif_rate,
    invalid_values,
)
from netreel.batch.naming import wrong_name
from netreel.chance import with_digit_drawn
from netreel.errors import MistakeError, NetreelError, is_expected, near
from netreel.formats import chosen_encoding, chosen_format
from netreel.inputs import paths_in
from netreel.jobs import Format, RenderJob, params_of
from netreel.naming import warn_of_pixels
from scenes.catalogue import find, refuse
from scenes.engine.settings import Quality
from scenes.params import LayerParams, NeuronParams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netcore import Network
    from netreel.batch.faults import Faults
    from netreel.batch.rows import Row
    from netreel.inputs import Inputs
    from scenes.params import ClipParams

__all__ = ["BatchJob", "jobs_of", "read_inputs"]

TRUE, FALSE = {"yes", "true", "1", "on"}, {"no", "false", "0", "off"}
MAKING = (
    "quality", "fps", "format", "transparent", "draft", "video_codec", "encoder_options",
)  # fmt: skip
ABOUT_A_NETWORK = (
    "network", "activations", "labels", "input_names", "pixels", "mean", "std", "inverted",
    "batch_norm",
)  # fmt: skip


@dataclass(frozen=True)
class BatchJob:
    """A job, and the row that asks for it.

    `name` is what its row calls it, None where it does not; `label` what it says of the picture;
    `fields` is what it all says, with absolute paths: written down again it is the same job.
    """

    job: RenderJob
    row: Row
    fields: dict[str, Any]
    name: str | None = None
    label: str | None = None


class Fields:
    """A row's values, taken one by one; what does not fit is told."""

    def __init__(self, row: Row, usual: dict[str, Any], faults: Faults) -> None:
        self.row, self._faults = row, faults
        self.count = len(faults)
        self.values = usual | row.values

    def wrong(self, name: str, message: str) -> None:
        """Tell a mistake in a field."""
        self._faults.add(self.row.where, name, message)

    @property
    def is_good(self) -> bool:
        """Whether nothing was wrong so far."""
        return len(self._faults) == self.count

    def choice(self, name: str, choices: tuple[str, ...], usual: str | None) -> str | None:
        """Take a field that has one of these values."""
        value = self.values.pop(name, usual)
        if value is not None and value not in choices:
            self.wrong(name, f"expected one of {', '.join(choices)}, got {value!r}")
            return usual
        return None if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Take a field that is yes or no."""
        value = self.values.pop(name, False)
        if isinstance(value, str) and value.casefold() in TRUE | FALSE:
            return value.casefold() in TRUE
        if not isinstance(value, bool):
            self.wrong(name, f"expected yes or no, got {value!r}")
        return value is True

    def number(self, name: str, low: int, high: int) -> int | None:
        """Take a field that is a whole number."""
        value = self.values.pop(name, None)
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if value is None or (type(value) is int and low <= value <= high):
            return value
        self.wrong(name, f"expected a whole number from {low} to {high}, got {value!r}")
        return None

    def text(self, name: str) -> str | None:
        """Take a field that is text."""
        value = self.values.pop(name, None)
        return None if value is None else str(value)


def jobs_of(rows: Iterable[Row], usual: dict[str, Any], faults: Faults) -> list[BatchJob]:
    """Return the jobs of rows that have no fault; files are there, whatever is in them.

    Parameters
    ----------
    rows
        What was read.
    usual
        Values of fields that a row does not have.
    faults
        Told what is wrong.
    """
    found = (job_of(Fields(row, usual, faults)) for row in rows)
    return [job for job in found if job is not None]


def read_inputs(jobs: Iterable[BatchJob], inputs: Inputs, faults: Faults) -> Iterator[RenderJob]:
    """Yield each job with copies of its files, made now, which can be read and suit the clip.

    What is wrong is told to `faults`, and the job yielded as it is.
    """
    reader = Reader()
    for asked in jobs:
        fields = Fields(asked.row, {}, faults)
        params = params_of(asked.job)
        try:
            copied, given = inputs.take(params)
        except Exception as error:
            if not (isinstance(error, NetreelError) or is_expected(error)):
                raise
            fields.wrong(next(iter(paths_in(params)), ""), str(error))
            yield asked.job
            continue
        data = copied.model_dump(mode="json", exclude_defaults=True)
        job = asked.job.model_copy(update={"params": data, "given": given})
        reader.read(job, fields)
        yield job


def job_of(fields: Fields) -> BatchJob | None:
    """Return the job of a row, None if there is something wrong with it."""
    making = {key: value for key, value in fields.values.items() if key in MAKING}
    name, label, clip = fields.text("name"), fields.text("label"), fields.text("clip")
    if name is not None and (wrong := wrong_name(name)):
        fields.wrong("name", wrong)
    how = read_making(fields)
    if clip is None:
        fields.wrong("clip", "says no clip: give it in a field, or for all with --clip")
        return None
    try:
        entry = find(clip)
    except Exception as error:
        if not is_expected(error):
            raise
        fields.wrong("clip", str(error))
        return None
    params = read_params(entry.clip, entry.params_model(), fields)
    if params is None or not fields.is_good:
        return None
    data = params.model_dump(mode="json", exclude_defaults=True)
    job = RenderJob(clip=entry.clip, params=data, **how)
    return BatchJob(job, fields.row, {"clip": entry.clip, **making, **data}, name, label)


def read_making(fields: Fields) -> dict[str, Any]:
    """Take the fields that say how a clip is drawn and encoded."""
    quality = fields.choice("quality", get_args(Quality), "m")
    kind = fields.choice("format", get_args(Format), None)
    fps = fields.number("fps", 1, 120)
    transparent, draft = fields.flag("transparent"), fields.flag("draft")
    codec, options = fields.text("video_codec"), fields.values.pop("encoder_options", None) or {}
    if not isinstance(options, dict):
        fields.wrong("encoder_options", 'expected a table, such as {"crf": "14"}')
        options = {}
    try:
        chosen = chosen_format(kind, transparent=transparent)
        settings = {str(key): str(value) for key, value in options.items()}
        encoding = chosen_encoding(chosen, codec, settings, draft=draft)
        rate = gif_rate(fps) if chosen == "gif" else fps
    except MistakeError as error:
        fields.wrong("format", str(error))
        return {}
    return {
        "quality": quality,
        "fps": rate,
        "format": chosen,
        "transparent": transparent,
        "encoding": encoding,
    }


def read_params(clip: str, model: type[ClipParams], fields: Fields) -> ClipParams | None:
    """Take all other fields as the clip's parameters."""
    values: dict[str, Any] = {}
    for name, value in fields.values.items():
        if name != "seed" and name not in model.model_fields:
            fields.wrong(
                name, f"{clip} has no parameter {name!r}: {near(name, model.model_fields)}"
            )
        elif isinstance(value, str) and name in model.model_fields:
            values[name] = from_text(value, model.model_fields[name])
        else:
            values[name] = value
    try:
        values = with_digit_drawn(values | number_in(values, "seed"))
        check_one_input(values)
    except MistakeError as error:
        fields.wrong("digit", str(error))
        return None
    try:
        params = model.model_validate(values)
    except ValidationError as error:
        for where, value, said in invalid_values(error):
            fields.wrong(where, f"cannot be {value!r}: {said} (see netreel describe {clip})")
        return None
    return with_paths(params, fields)


def number_in(values: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a field as a number if it is one in letters."""
    value = values.get(name)
    return {name: int(value)} if isinstance(value, str) and value.isdecimal() else {}


def with_paths(params: ClipParams, fields: Fields) -> ClipParams | None:
    """Return the parameters with absolute paths: relative ones start where the jobs are."""
    found: dict[str, Path] = {}
    for name, path in paths_in(params).items():
        try:
            found[name] = found_file(name, fields.row.base / path.expanduser())
            with found[name].open("rb"):
                pass
        except (MistakeError, RuntimeError) as error:
            fields.wrong(name, str(error))
        except OSError as error:
            fields.wrong(name, f"cannot read {path}: {error.strerror}")
    return params.model_copy(update=found)


class Reader:
    """Reads the networks and inputs of jobs, each network once."""

    def __init__(self) -> None:
        self._networks: dict[str, Network] = {}
        self._read: set[str] = set()

    def read(self, job: RenderJob, fields: Fields) -> None:
        """Read a job's network and input; that they cannot be, or do not suit, is told."""
        params = params_of(job)
        name = "network"
        try:
            network = self._network(params)
            name = "clip"
            refuse(job.clip, network)
            name = next((n for n in ("image", "inputs", "sample") if n in job.params), "digit")
            self._input(params, network)
            name = next((n for n in paths_in(params) if n not in {"image", "network"}), name)
            params.read_own_files()
            if isinstance(params, NeuronParams):
                name = "neuron" if params.layer <= len(network.layers) else "layer"
                params.chosen(network)
            elif isinstance(params, LayerParams):
                name = "layer"
                params.check(network)
        except Exception as error:
            if not is_expected(error):
                raise
            fields.wrong(name, job.as_given(str(error)))
            return
        if params.network is not None:
            warn_of_pixels(network)

    def _network(self, params: ClipParams) -> Network:
        key = params.bundled_network + params.model_dump_json(include={*ABOUT_A_NETWORK})
        if key not in self._networks:
            self._networks[key] = params.load_network()
        return self._networks[key]

    def _input(self, params: ClipParams, network: Network) -> None:
        asked = {"digit", "sample", "image", "inputs", "as_is"}
        key = f"{network.image_shape} {network.sizes[0]} {params.model_dump_json(include=asked)}"
        if key not in self._read:
            params.load_input(network)
            self._read.add(key)
