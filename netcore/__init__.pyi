from ._assets import asset_path
from .activations import Activation, activation, sigmoid
from .augmentation import Augmentation
from .bending import bent_edge
from .checkpoints import checkpoint_settings, load_checkpoint, save_checkpoint
from .datasets import Dataset, bundled_digits
from .depth import Course, Run, course_of, depth_courses
from .digits import Ambiguous, SampleDigits, sample_digits
from .direction import Direction, direction_of, slope_weights, slopes
from .doubts import doubt_of_pixels
from .download import download_mnist
from .edges import EdgeImages, edge_images, growing_edge, stroke_image
from .errors import FileError, FormatError, InputError, NetcoreError
from .evaluation import Evaluation, evaluate
from .examples import Examples
from .formats import (
    default_network,
    load_network,
    network_files,
    save_network,
)
from .formats.sklearn_model import from_sklearn
from .grids import bar_grid, loop_grid, region_grid
from .hopes import loop_at_the_top, ring_about
from .idx import read_idx
from .layer_hope import (
    HOPED_PATTERNS,
    HopedLayers,
    HopedPattern,
    SmallEdge,
    hoped_layers,
    small_edges,
    usual_patterns,
)
from .mnist import has_test_set, is_mnist, load_mnist
from .network import Layer, Network, Trace
from .parts import Part, Parts, find_parts
from .picture_folders import PictureFolder, load_pictures, split_folder
from .pixel_tables import is_pixel_table, load_pixel_table
from .pixels import PixelScale, pixel_scale, unit_pixels, with_pixels
from .preparation import Preparation, Step, load_grey, load_image, prepare
from .preparation.paper import drawn_on_paper
from .resampling import resampled, resampled_stack
from .speech import Sound, Spectrogram, Speech, spoken_word
from .tables import Table, load_table
from .training import Progress, Trainer, TrainingSettings, train

__all__ = [
    "HOPED_PATTERNS",
    "Activation",
    "Ambiguous",
    "Augmentation",
    "Course",
    "Dataset",
    "Direction",
    "EdgeImages",
    "Evaluation",
    "Examples",
    "FileError",
    "FormatError",
    "HopedLayers",
    "HopedPattern",
    "InputError",
    "Layer",
    "NetcoreError",
    "Network",
    "Part",
    "Parts",
    "PictureFolder",
    "PixelScale",
    "Preparation",
    "Progress",
    "Run",
    "SampleDigits",
    "SmallEdge",
    "Sound",
    "Spectrogram",
    "Speech",
    "Step",
    "Table",
    "Trace",
    "Trainer",
    "TrainingSettings",
    "activation",
    "asset_path",
    "bar_grid",
    "bent_edge",
    "bundled_digits",
    "checkpoint_settings",
    "course_of",
    "default_network",
    "depth_courses",
    "direction_of",
    "doubt_of_pixels",
    "download_mnist",
    "drawn_on_paper",
    "edge_images",
    "evaluate",
    "find_parts",
    "from_sklearn",
    "growing_edge",
    "has_test_set",
    "hoped_layers",
    "is_mnist",
    "is_pixel_table",
    "load_checkpoint",
    "load_grey",
    "load_image",
    "load_mnist",
    "load_network",
    "load_pictures",
    "load_pixel_table",
    "load_table",
    "loop_at_the_top",
    "loop_grid",
    "network_files",
    "pixel_scale",
    "prepare",
    "read_idx",
    "region_grid",
    "resampled",
    "resampled_stack",
    "ring_about",
    "sample_digits",
    "save_checkpoint",
    "save_network",
    "sigmoid",
    "slope_weights",
    "slopes",
    "small_edges",
    "split_folder",
    "spoken_word",
    "stroke_image",
    "train",
    "unit_pixels",
    "usual_patterns",
    "with_pixels",
]
