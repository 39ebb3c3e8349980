"""All that knows Manim's inside: raster drawing, camera, renderer, film, formulas.

What is used of Manim beside its documented interface, and why: nothing else uses what is named
here. It was tried with `TRIED`; with another version, look at these places first.

=====================  ===========================================  ================================
where                  what                                         why
=====================  ===========================================  ================================
``renderer.py``        ``CairoRenderer.play`` written anew, out of  Manim draws all frames of a play
                       ``compile_animation_data``,                  or none, and gives them to
                       ``begin_animations``, ``animations``,        nobody but its own writer
                       ``duration``, ``update_to_time``,
                       ``finish`` of an animation,
                       ``clean_up_from_scene``,
                       ``update_mobjects``, ``moving_mobjects``,
                       ``static_mobjects``,
                       ``save_static_frame_data``,
                       ``update_frame``, ``static_image``,
                       ``time``, ``num_plays``
``renderer.py``        ``is_current_animation_frozen_frame``        a frame that is held is drawn
                                                                    once
``renderer.py``        ``get_frame``, ``add_frame``,                a frame is copied once less; a
                       ``freeze_current_frame`` overridden,         wait has whole frames
                       ``skip_animations``
``renderer.py``        ``render`` overridden                        the camera hears that frame
                                                                    follows on frame
``camera.py``          ``display_image_mobject`` overridden         raster mobjects paint their own
                                                                    region, not a whole frame each
``camera.py``          ``display_vectorized`` overridden,           letters that stand still are
                       ``get_fill_rgbas``, ``get_stroke_rgbas``,    drawn once; without it a clip is
                       ``get_cairo_context``,                       drawn in twice the time
                       ``set_cairo_context_path``,
                       ``cairo_line_width_multiple``
``camera.py``          ``pixel_array`` given away,                  a frame is handed over, not
                       ``pixel_array_to_cairo_context``             copied
``camera.py``          ``init_background`` overridden,              Cairo wants colours multiplied
                       ``background``, ``background_opacity``       by their opacity
``raster_mobject.py``  ``Camera.display_image_mobject`` replaced,   a raster mobject is drawn by any
                       ``points_to_subpixel_coords``                of Manim's cameras, in anyone's
                                                                    scene
``raster_mobject.py``  ``AbstractImageMobject``:                    what draws itself has no pixels
                       ``get_pixel_array``, ``reset_points``,       of its own, and points of any
                       ``interpolate_color`` overridden             number
``formulas.py``        ``typst.compile`` replaced while a formula   Manim looks for all the fonts
                       is made, as `typst_file_writing` calls it    there are with each formula
``formulas.py``        ``generate_mobject`` of a formula            Manim reads every glyph anew:
                       overridden, ``get_file_path``,               that took two thirds of a
                       ``modify_xml_tree``, ``id_to_vgroup_dict``,  formula, and half of some clips'
                       and what it notes of lines:                  beginning
                       ``_stroke_width_tracked_submobjects``,
                       ``_typst_source_stroke_width``,
                       ``_typst_reference_size``
``changes.py``         ``build`` of what `.animate` returns         a change gets a time, or stands
                                                                    in a group: `Scene.play` alone
                                                                    takes it as it is
``alone.py``           that `manim.cfg` is read when Manim is       a user's own would change clips
                       imported, from two folders
=====================  ===========================================  ================================
"""

TRIED = "0.22.0"
"""The version of Manim that all this was tried with."""
