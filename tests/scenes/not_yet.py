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
    "PixelsToNeurons": {
        "caption-numbers",
        "contrast-marks",
        "fill",
        "first-motion",
        "margins",
        "moving-least",
        "still",
        "stills",
        "text-flies-over-text",
        "time-line",
    },
    "ForwardPass": {
        "caption-length",
        "caption-lines",
        "caption-numbers",
        "fill",
        "first-motion",
        "letters",
        "letters-caption",
        "letters-numbers",
        "letters-words",
        "moving-least",
        "still",
        "stills",
        "text-flies-over-text",
        "time-line",
    },
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
    ("ForwardPass", "small"): {
        "caption-lines",
        "letters",
        "margins",
    },
    ("ForwardPass", "deep"): {
        "caption-lines",
        "letters",
    },
    ("ForwardPass", "crowded"): {
        "caption-lines",
        "letters",
    },
    ("ForwardPass", "many"): {
        "caption-lines",
        "letters",
    },
    ("ForwardPass", "numbers"): {
        "caption-lines",
    },
    ("ForwardPass", "vector"): {
        "caption-lines",
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
    ("PixelsToNeurons", "small"): {
        "margins",
    },
    ("PixelsToNeurons", "wide"): {
        "margins",
    },
}
