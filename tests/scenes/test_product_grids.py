from __future__ import annotations

import numpy as np
import pytest

from scenes.components.sums.product_grids import ProductGrids
from scenes.look.theme import theme


@pytest.mark.usefixtures("landscape")
def test_the_cursor_is_as_large_as_columns_that_were_made_smaller() -> None:
    grids = ProductGrids(np.ones((4, 1)), np.ones((4, 1)), theme("dark"), side=4.0, discs=True)
    for part in grids.parts:
        part.scale(0.25)
    grids.point(2)
    assert grids.weights.cell == pytest.approx(0.25)
    np.testing.assert_allclose(grids.cursor.centres[0], grids.weights.centres[2])
    assert (grids.cursor.halves < 0.2).all()
