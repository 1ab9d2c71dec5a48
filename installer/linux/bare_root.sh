#!/bin/sh
# Make a bare Debian in a folder, once: bare_root.sh SUITE ROOT  (as root; needs a network)
set -eu
[ "$(id -u)" = 0 ] || { echo "需要 root 权限 / this needs root: $0" >&2; exit 2; }
[ -e "$2/.bare" ] && exit 0
command -v debootstrap >/dev/null || { echo "缺少 debootstrap，请先安装 / debootstrap is missing: install it" >&2; exit 2; }
echo "== Debian $1"
mkdir -p "$2"
debootstrap --variant=minbase "$1" "$2" >"$2.log" 2>&1 || { tail -n 5 "$2.log" >&2; exit 1; }
touch "$2/.bare"
