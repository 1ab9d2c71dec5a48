"""Run in the packed program before all else: programs that it starts find the libraries of the system.

LibreOffice and viewers are such programs. PyInstaller's starter names the folder's own libraries in LD_LIBRARY_PATH.
The loader has read that by now; whoever inherits it would load our libraries into programs of the system.
"""

import os

_earlier = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _earlier is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _earlier
