"""All that knows Manim's inside: raster drawing, camera, renderer, film, configuration.

What is used of Manim beside its documented interface, and why. It was tried with `TRIED`; with
another version, look at these places first.

==================  ==============================================  ================================
where               what                                            why
==================  ==============================================  ================================
``renderer.py``     ``CairoRenderer.play`` written anew, out of     Manim draws all frames of a play
                    ``compile_animation_data``,                     or none, and gives them to
                    ``begin_animations``, ``update_to_time``,       nobody but its own writer
                    ``Animation.finish``,
                    ``clean_up_from_scene``, ``moving_mobjects``,
                    ``static_mobjects``, ``static_image``,
                    ``num_plays``
``renderer.py``     ``get_frame``, ``add_frame``,                   a frame is copied once less; a
                    ``freeze_current_frame`` overridden             wait has whole frames
``renderer.py``     ``render`` overridden                           the camera hears that frame
                                                                    follows on frame
``camera.py``       ``display_image_mobject`` overridden            raster mobjects paint their own
                                                                    region, not a whole frame each
``camera.py``       ``display_vectorized``, ``get_fill_rgbas``,     letters that stand still are
                    ``get_cairo_context``,                          drawn once; without it a clip is
                    ``set_cairo_context_path``,                     drawn in twice the time
                    ``pixel_array_to_cairo_context``
``camera.py``       ``init_background`` overridden, ``background``  Cairo wants colours multiplied
                                                                    by their opacity
``look/``           ``typst.compile`` replaced while a formula      Manim looks for all the fonts
``formulas.py``     is made, as ``typst_file_writing`` calls it     there are with each formula
``look/text.py``    ``generate_mobject`` of a formula overridden,   Manim reads every glyph anew:
                    ``get_file_path``, ``modify_xml_tree``,         that took two thirds of a
                    ``id_to_vgroup_dict``, and what it notes of     formula, and half of some
                    lines: ``_stroke_width_tracked_submobjects``,   clips' beginning
                    ``_typst_source_stroke_width``,
                    ``_typst_reference_size``
``alone.py``        that ``manim.cfg`` is read when Manim is        a user's own would change clips
                    imported, from two folders
==================  ==============================================  ================================
"""

TRIED = "0.22.0"
"""The version of Manim that all this was tried with."""
