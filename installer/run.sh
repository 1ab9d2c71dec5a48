#!/bin/sh
# Open the program's window; where there is no display, say so and make the sample book instead.
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/qibei
fi
echo "没有显示器，不能打开窗口，改为生成示例申报书 / there is no display to open a window on: making the sample book instead"
exec installer/demo.sh
