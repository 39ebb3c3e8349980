"""The rules of the look that clips do not keep yet: an entry that is no longer true fails."""

NOT_YET: dict[str, set[str]] = {
    "Preparation": {
        "caption-numbers",
        "fill",
        "first-motion",
        "letters-numbers",
        "letters-words",
        "moving-least",
        "pop",
        "still",
        "stills",
        "text-flies-over-text",
        "time-line",
    },
    "PixelsToNeurons": set(),
    "NumbersToNeurons": set(),
    "ForwardPass": set(),
    "WeightedSum": {
        "letters-numbers",
        "letters-words",
        "margins",
    },
    "SigmoidSquish": {
        "contrast-marks",
        "fill",
        "frame",
        "margins",
        "pop",
        "still",
        "stills",
        "text-over-picture",
        "time-line",
    },
    "MatrixForm": set(),
}

NOT_YET_OF_SHAPES: dict[tuple[str, str], set[str]] = {
    ("SigmoidSquish", "wide"): {
        "margins",
    },
    ("WeightedSum", "deep"): {
        "margins",
    },
    ("WeightedSum", "wide"): {
        "frame",
        "margins",
    },
}
