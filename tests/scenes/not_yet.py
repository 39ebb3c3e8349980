"""The rules of the look that clips do not keep yet: an entry that is no longer true fails."""

NOT_YET: dict[str, set[str]] = {
    "Preparation": {
        "stills",
        "time-line",
    },
    "PixelsToNeurons": set(),
    "NumbersToNeurons": set(),
    "ForwardPass": {
        "letters-numbers",
        "letters-words",
        "margins",
        "still",
        "stills",
        "text-flies-over-text",
        "text-over-text",
        "time-line",
    },
    "WeightedSum": {
        "letters-numbers",
        "letters-words",
        "margins",
    },
    "SigmoidSquish": {
        "fill",
        "frame",
        "margins",
        "pop",
        "still",
        "stills",
        "time-line",
    },
    "MatrixForm": set(),
}

NOT_YET_OF_SHAPES: dict[tuple[str, str], set[str]] = {
    ("ForwardPass", "small"): {
        "margins",
        "text-over-text",
    },
    ("ForwardPass", "deep"): {
        "margins",
    },
    ("ForwardPass", "crowded"): {
        "margins",
        "text-over-text",
    },
    ("ForwardPass", "many"): {
        "margins",
        "text-over-text",
    },
    ("ForwardPass", "numbers"): {
        "letters",
    },
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
