"""unpack.py WHEEL FOLDER LIBRARIES HEADERS: the named libraries and matching headers of a TensorFlow wheel.

Libraries (comma-separated names in the wheel's folder tensorflow/) go to FOLDER itself, headers (a regular
expression on the whole name) keep their place below FOLDER/include.
"""

import re
import shutil
import sys
import zipfile
from pathlib import Path

wheel, folder, libraries, headers = sys.argv[1], Path(sys.argv[2]), sys.argv[3].split(","), re.compile(sys.argv[4])
top = "tensorflow/"
wanted = {top + name: folder / name for name in libraries}

with zipfile.ZipFile(wheel) as archive:
    names = archive.namelist()
    wanted.update({name: folder / name[len(top) :] for name in names if headers.match(name)})
    missing = [name for name in wanted if name not in names]
    if missing:
        sys.exit(f"the wheel has no {', '.join(missing)}")
    for name, target in wanted.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
