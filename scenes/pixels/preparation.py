"""A picture of a digit becomes the 28 x 28 pixels that a network knows, as MNIST's digits did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    Group,
    SurroundingRectangle,
    Transform,
    VGroup,
)

from scenes.clip import Clip
from scenes.components.grids.box import box_and_mass, corner_of, cross_in, place_in
from scenes.components.grids.film import NAME_SIZE, Film
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.picture import Picture
from scenes.facts.readings import activation
from scenes.look.stage import Region
from scenes.pixels.params import PreparationParams
from scenes.pixels.steps import TITLES, colour_kept, crop_in_picture, steps_shown, values_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.look.text import Words

__all__ = ["Preparation"]

_FILM_COLUMNS = {"16:9": 3, "9:16": 4, "1:1": 2}
_MANY = 8
"""So many small pictures stand in that many columns; more, in one more."""
_HEADED = 1.15
"""Height of a square picture with its heading, as a share of its width."""


class Preparation(Clip):
    """Prepare a picture step by step; a step that changes nothing to be seen is left out."""

    params: PreparationParams = PreparationParams()

    def setup(self) -> None:
        """Prepare the picture, and give every step its place."""
        super().setup()
        self.steps = steps_shown(self.params.preparation)
        picture, film, self.verdict_place = self._places()
        self.heading_place, self.main = picture.rows(1, 13)
        columns = _FILM_COLUMNS[self.stage.aspect] + (len(self.steps) - 1 > _MANY)
        self.film = Film(film, self.steps[:-1], columns)
        self.heading: Words | None = None

    def _places(self) -> tuple[Region, Region, Region]:
        """Return where the picture goes, its earlier steps, and the network's answer."""
        if self.stage.aspect == "9:16":
            picture, film, verdict = self.stage.picture.rows(5, 2.7, 1)
            return picture, film, verdict
        picture, right = self.stage.picture.columns(5, 3.6)
        film, verdict = right.rows(4.4, 1)
        height = min(picture.height, picture.width * _HEADED)
        return Region(picture.x, picture.y, picture.width, height), film, verdict

    def construct(self) -> None:
        """Tell it, a line a beat."""
        beats = {
            "picture": self.show_the_picture,
            "grey": self.take_the_colours_away,
            "contrast": self.draw_two_greys_apart,
            "sheet": self.cover_what_is_around,
            "bright": self.turn_it_over,
            "even": self.even_the_light_out,
            "digit": self.keep_only_the_strokes,
            "strokes": self.even_the_strokes_width,
            "crop": self.cut_the_margins_off,
            "box": self.shrink_it_into_its_box,
            "centred": self.balance_it_in_the_middle,
        }
        for step in self.steps:
            self.beat(beats[step])
        self.beat(self.ask_the_network)

    # -- beats ------------------------------------------------------------------------

    def show_the_picture(self) -> None:
        """Show what there is to begin with."""
        self.say(
            f"A handwritten {self.params.digit} of the samples, drawn large: ink on white paper."
            if self.params.image is None
            else "A picture of a digit, just as it was drawn or photographed."
        )
        self.current = self.main.place(Picture.photograph(self._values("picture")), grow=True)
        self.add(self.current)
        self._name("picture")
        self.hold(2.8)

    def take_the_colours_away(self) -> None:
        """Leave only the brightness."""
        self._keep("picture")
        one = colour_kept(self.params.preparation)
        self.say(
            f"Only {one} is kept of the colours: the ink stands out in it far more than in all."
            if one
            else "The colours go: one brightness a pixel is enough to read a digit."
        )
        self._become("grey", Picture.photograph(self._values("grey")))

    def draw_two_greys_apart(self) -> None:
        """Make pale ink as strong as any other."""
        self._keep(self._before("contrast"))
        self.say("All greys are close together here. Drawn apart, they go from black to white.")
        self._become("contrast", Picture.photograph(self._values("contrast")))

    def cover_what_is_around(self) -> None:
        """Take a table away, or the page around a canvas."""
        self._keep(self._before("sheet"))
        self.say("What lies around the sheet is covered with more of the sheet.")
        self._become("sheet", Picture.photograph(self._values("sheet")))

    def turn_it_over(self) -> None:
        """Let the ink be what counts."""
        self._keep(self._before("bright"))
        self.say(
            "Light and dark change places: ink shall be 1, and paper 0."
            if self.theme.level == "brightness"
            else "From here on, numbers count ink: paper becomes 0, ink 1, still drawn dark."
        )
        self._become("bright", self._ink("bright"))

    def even_the_light_out(self) -> None:
        """Take shadows away."""
        self._keep(self._before("even"))
        self.say("Light and shadows on the paper are taken out: paper is close to 0.")
        self._become("even", self._ink("even"))

    def keep_only_the_strokes(self) -> None:
        """Drop grain, printed lines and specks."""
        self._keep(self._before("digit"))
        self.say("Only the strokes stay: soft edges, grain, printed lines and specks go.")
        self._become("digit", self._ink("digit"))

    def even_the_strokes_width(self) -> None:
        """Give the strokes the width that MNIST's have."""
        self._keep(self._before("strokes"))
        self.say("The strokes get a width that survives: as wide as in the network's examples.")
        self._become("strokes", self._ink("strokes"))

    def cut_the_margins_off(self) -> None:
        """Cut the digit out, and look at it alone."""
        self._keep(self._before("crop"))
        self.say("Where the digit lies on the paper does not matter: the margins are cut off.")
        centre, height = self.current.part(*crop_in_picture(self.params.preparation))
        cropped = self._ink("crop").scale_to_fit_height(height).move_to(centre)
        frame = SurroundingRectangle(
            cropped, color=self.theme.highlight, buff=0.03, stroke_width=3, corner_radius=0
        )
        self.play(Create(frame), run_time=0.8)
        self.add(cropped, frame)
        self.play(FadeOut(self.current), run_time=0.6)
        larger = self.main.place(cropped.copy(), grow=True)
        self.play(Transform(cropped, larger), FadeOut(frame), run_time=1.2)
        self.current = cropped
        self._name("crop")
        self.hold(1.0)

    def shrink_it_into_its_box(self) -> None:
        """Leave few large pixels."""
        self._keep("crop")
        rows, columns = self._values("box").shape
        self.say(f"Shrunk to {max(rows, columns)} pixels: each is the mean of what it covers.")
        box = self._ink("box").scale_to_fit_height(self.current.height)
        box.stretch_to_fit_width(self.current.width).move_to(self.current)
        self.play(FadeIn(box), run_time=1.4)
        self.remove(self.current)
        self.current = box
        self._name("box")
        self.hold(1.4)

    def balance_it_in_the_middle(self) -> None:
        """Put the digit on the grid, its centre of mass where the grid's middle is."""
        self._keep(self._before("centred"))
        image = self._values("centred")
        rows, columns = image.shape
        when = "Last" if self.image.shape == image.shape else "Then"
        self.say(f"{when}, {rows} × {columns} pixels: its centre of mass moves to their middle.")
        grid = self._lay_a_grid_below(rows, columns)
        box = self._values(self.steps[-2])
        cross = cross_in(grid, self.theme)
        self.mark = box_and_mass(self.current, box, grid, self.theme)
        self.play(Create(cross), FadeIn(self.mark), run_time=0.8)
        self._name("centred")
        self.hold(0.4)
        true_place = place_in(grid, box.shape, *corner_of(box, image))
        way = true_place - self.current.get_center()
        self.play(Group(self.current, self.mark).animate.shift(way), run_time=1.0)
        self.grid = PixelGrid(image, self.theme, grid.height).move_to(grid)
        self.remove(cross, self.mark)
        self.mark.add_to_back(cross)
        self.add(self.grid, self.mark)
        self.remove(self.current, grid)
        self.hold(1.4)

    def ask_the_network(self) -> None:
        """Show what the network makes of it."""
        answer = self.trace.prediction
        label = self.network.labels[answer]
        if self.image.shape != self.grid.values.shape:
            self._resample()
        self.say(f"The network gets these {self.image.size} numbers, and {self._reads_them}.")
        number = self.figures.read(activation(len(self.network.layers), answer), 30)
        says = self.figures.words(f"The network says {label}", 38)
        row = VGroup(self.figures.words("its activation:", 28), number).arrange(RIGHT, buff=0.2)
        verdict = self.verdict_place.place(VGroup(says, row).arrange(DOWN, buff=0.25))
        self.play(FadeIn(verdict), run_time=0.8)
        self.hold(2.8)

    # -- steps ------------------------------------------------------------------------

    def _keep(self, name: str) -> None:
        """Leave a small copy of the picture behind, with its name."""
        title = self.figures.words(TITLES[name], NAME_SIZE)
        small = self.current.copy()
        target = small.copy()
        self.film.place(name, target, title)
        self.add(small)
        self.play(Transform(small, target), FadeIn(title), run_time=0.8)

    def _become(self, name: str, target: Picture) -> None:
        """Turn the picture into that of another step, pixel by pixel."""
        self.play(Transform(self.current, self.main.place(target, grow=True)), run_time=1.4)
        self._name(name)
        self.hold(1.1)

    def _name(self, name: str) -> None:
        self._head(TITLES[name], self._values(name))

    def _head(self, title: str, values: NDArray[np.float64]) -> None:
        rows, columns = values.shape[:2]
        heading = self.figures.words(f"{title}: {rows} × {columns} pixels", 30)
        self.heading_place.place(heading)
        if self.heading is None:
            self.add(heading)
        else:
            self.play(FadeOut(self.heading), FadeIn(heading), run_time=0.4)
        self.heading = heading

    def _lay_a_grid_below(self, rows: int, columns: int) -> PixelGrid:
        """Lay the empty grid, and shrink the box to the size of its pixels, in its middle."""
        empty = PixelGrid(np.zeros((rows, columns)), self.theme).set_opacity(0)
        grid: PixelGrid = self.main.place(empty, grow=True)
        self.add(grid)
        self.bring_to_front(self.current)
        high, wide = self._values(self.steps[-2]).shape
        middle = place_in(grid, (high, wide), (rows - high) // 2, (columns - wide) // 2)
        small = self.current.copy().stretch_to_fit_width(wide * grid.cell)
        small.stretch_to_fit_height(high * grid.cell).move_to(middle)
        self.play(Transform(self.current, small), grid.animate.set_opacity(1), run_time=1.2)
        return grid

    def _resample(self) -> None:
        """Show the image in the shape that the network takes."""
        rows, columns = self.image.shape
        size = f"{rows} × {columns} pixels"
        self.say(f"This network takes {size}: each is the mean of what it covers.")
        grid = self.main.place(PixelGrid(self.image, self.theme), grow=True)
        self.play(FadeOut(self.mark), run_time=0.4)
        self.play(FadeOut(self.grid), FadeIn(grid), run_time=0.8)
        self._head("for the network", self.image)
        self.hold(2.0)

    def _values(self, name: str) -> NDArray[np.float64]:
        return values_of(self.params.preparation, name)

    def _ink(self, name: str) -> Picture:
        return Picture.ink(self._values(name), self.theme)

    def _before(self, name: str) -> str:
        return self.steps[self.steps.index(name) - 1]

    @property
    def _reads_them(self) -> str:
        label = self.network.labels[self.trace.prediction]
        if self.params.image is None and label != str(self.params.digit):
            return f"takes them, wrongly, for {label}"
        return f"reads {label}"
