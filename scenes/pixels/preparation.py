"""A picture of a digit becomes the 28 x 28 pixels that a network knows, as MNIST's digits did."""

from __future__ import annotations

import netcore
from scenes.clip import Clip
from scenes.components.grids.balance import Balance
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.workbench import Workbench
from scenes.components.network.answer import Answer
from scenes.components.verbs import CHANGE, MOVE, SMALL, appear, draw, move, vanish
from scenes.facts.preparing import TITLES, steps_seen, values_of
from scenes.pixels.params import PreparationParams
from scenes.pixels.words import said_of_colours, said_of_flipping, said_of_paper, said_of_strokes

__all__ = ["Preparation"]


class Preparation(Clip):
    """Prepare a picture step by step; a step that changes nothing to be seen is left out."""

    params: PreparationParams = PreparationParams()

    def setup(self) -> None:
        super().setup()
        self.bench = Workbench(self.figures, self.params.preparation)
        self.steps = steps_seen(self.params.preparation, self.theme.level)
        self.own = self.params.image is not None
        self.home = netcore.resampled(self.params.home_image(), self.image.shape)

    def construct(self) -> None:
        beats = (
            self.show_the_picture,
            self.take_the_colours_away,
            self.draw_greys_apart,
            self.cover_what_is_around,
            self.flip_light_and_dark,
            self.even_the_light_out,
            self.keep_the_strokes,
            self.even_the_strokes,
            self.cut_the_margins_off,
            self.shrink_it,
            self.balance_it,
        )
        other = self.image.shape != self.params.preparation.image.shape
        needed = *(step in self.steps for step in TITLES), other, self.own, True, not self.own, True
        last = self.resample, self.ask_the_network, self.compare, self.show_example, self.go_home
        for beat, now in zip((*beats, *last), needed, strict=True):
            if now:
                self.beat(beat)

    def show_the_picture(self) -> None:
        self.say(said_of_paper(None if self.own else self.params.digit))
        self.play(self.bench.lay_down())
        self.say("What must change before a program can read it?")
        self.add(self.bench.picture)
        self.play(self.bench.set_aside())

    def take_the_colours_away(self) -> None:
        self.say(said_of_colours(self.params.preparation))
        self.play(self.bench.wipe_to("grey"))

    def draw_greys_apart(self) -> None:
        self.say("Pale greys are drawn apart, from black to white.")
        self.play(self.bench.wipe_to("contrast"))

    def cover_what_is_around(self) -> None:
        self.say("What lies around the sheet is covered with more of it.")
        self.play(self.bench.wipe_to("sheet"))

    def flip_light_and_dark(self) -> None:
        self.say(said_of_flipping(self.theme.level))
        self.play(self.bench.wipe_to("bright"))

    def even_the_light_out(self) -> None:
        self.say("Light and shadow go: paper counts for nothing.")
        self.play(self.bench.wipe_to("even"))

    def keep_the_strokes(self) -> None:
        self.say("Ruled lines and specks go: strokes stay.")
        self.play(self.bench.wipe_to("digit"))

    def even_the_strokes(self) -> None:
        self.say(said_of_strokes(self.params.preparation))
        self.play(self.bench.look_closer())
        self.play(self.bench.wipe_to("strokes"))

    def cut_the_margins_off(self) -> None:
        self.say("Everything around the digit is cut off.")
        frame = self.bench.frame_of_crop()
        self.play(draw(frame))
        self.play(self.bench.cut(frame))
        self.play(self.bench.enlarge_crop())

    def shrink_it(self) -> None:
        side = max(values_of(self.params.preparation, "box").shape)
        self.say(f"Shrunk to at most {side} × {side} pixels: each is a mean.")
        self.play(self.bench.wipe_to("box"))

    def balance_it(self) -> None:
        box, image = (values_of(self.params.preparation, step) for step in self.steps[-2:])
        picture = self.bench.picture
        balance = Balance(box, image, self.theme, self.bench.places["hero"])
        self.say("Its centre of mass moves to the middle.")
        self.add(balance.ground, picture)
        self.play(*balance.lay(picture), self.bench.name_step("centred", balance.image))
        self.play(appear(balance.dot))
        self.play(*balance.settle(picture))
        self.hold(SMALL)  # dot and cross are one now: to be seen before they go
        self.grid = balance.image
        self.bring_to_back(balance.ground, balance.pixels)
        self.play(*balance.uncover(picture))
        self.remove(balance.ground, balance.pixels, balance.lines)
        self.add(self.grid)

    def ask_the_network(self) -> None:
        self.answer = answer = Answer(self.figures, self.bench.places["answer"], self.params.known)
        self.say(f"The network reads these pixels, and {answer.said}.")
        image = self.bench.as_large(self.grid, "image")
        self.play(move(self.grid, image), self.bench.take_name_along(image))
        self.play(draw(answer.point_from(image), SMALL), appear(answer))
        self.play(answer.readout.bars.grow(MOVE))
        self.play(draw(answer.box, SMALL))

    def resample(self) -> None:
        rows, columns = self.image.shape
        old, self.grid = self.grid, self.bench.as_large(PixelGrid(self.image, self.theme), "hero")
        self.say(f"This network takes {columns} × {rows} pixels: each is a mean.")
        renamed = self.bench.rename("averaged", self.image, self.grid)
        self.play(vanish(old, seconds=CHANGE), appear(self.grid, seconds=CHANGE), renamed)

    def compare(self) -> None:
        after = self.bench.as_large(self.grid, "after")
        grown = self.bench.bring_original(after)
        self.say("Before, and after: all that a program needs.")
        if self.own:
            self.play(vanish(self.answer, self.answer.arrow, self.answer.box))
        self.play(grown, move(self.grid, after), self.bench.count_pixels(after), run_time=CHANGE)
        self.play(appear(self.bench.before))

    def show_example(self) -> None:
        self.say("Here is the example that it came from.")
        prepared, self.grid = self.grid, self.grid.copy().set_values(self.home)
        self.play(self.bench.exchange_for(self.grid, prepared))

    def go_home(self) -> None:
        sample = self.stage.digit_home.place(PixelGrid(self.home, self.theme), grow=True)
        self.say("" if self.own else "Thousands of examples were shrunk and centred like this.")
        self.play(vanish(self.bench.original, self.bench.before, self.bench.name))
        self.play(move(self.grid, sample))
