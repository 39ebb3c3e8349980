"""Numbers: networks, what they compute, the digits they look at, and how they are trained.

NumPy only; nothing here draws. Each module is loaded when something of it is asked for, heavier
libraries by the functions that need them. What there is, and where, is listed in `__init__.pyi`.

Examples
--------
>>> import netcore
>>> network = netcore.default_network()
>>> network.parameter_count
13002
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
