#!/bin/sh
# Print the path of a Python 3.11 that can make virtual environments; say what to do when there is none.
# PYTHON names one to use before all others; those of pyenv are looked for where its shim answers for another version.
usable='import ensurepip, sys, venv; assert sys.version_info[:2] == (3, 11); print(getattr(sys, "_base_executable", sys.executable))'
for candidate in "${PYTHON:-}" python3.11 /usr/bin/python3.11 /usr/local/bin/python3.11 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.11.*/bin/python3.11 python3; do
    [ -n "$candidate" ] || continue
    found=$("$candidate" -c "$usable" 2>/dev/null) && [ -n "$found" ] && { echo "$found"; exit 0; }
done
[ "${1:-}" = "--quiet" ] ||
    echo "没有找到带 venv 的 Python 3.11，请安装后重试 / no Python 3.11 with venv was found: install one, or name it with PYTHON=/path/to/python3.11" >&2
exit 1
