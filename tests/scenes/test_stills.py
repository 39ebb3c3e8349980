from __future__ import annotations

import numpy as np

from netreel.likeness import MOST_OFF, differing
from tests.scenes.stills import side_by_side


def test_a_difference_is_seen() -> None:
    reference = np.zeros((240, 427, 3), dtype=np.uint8)
    picture = reference.copy()
    assert differing(picture, reference) == 0
    picture[100:112, 100:112] = 60
    assert differing(picture, reference) > MOST_OFF
    assert differing(picture[:100], reference) == 1
    assert side_by_side(reference, picture).size == (3 * 427, 240)
    assert side_by_side(reference, picture[:100]).size == (2 * 427, 240)
