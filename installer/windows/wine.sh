#!/bin/sh
# Run a command that uses a newer Wine than this Debian's: wine.sh COMMAND...
#
# Qt's window needs Wine 10, which is in Debian 13.  A root of it is made once in build/wine/ (about 1 GB, from the
# package registry that this system is set up with), and nothing of it is installed on this system.  What it needs to see
# is mounted for the command alone: no mount is left behind; the command has no network.  Needs root, for chroot and mounts.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
house=$(cd "$here/../.." && pwd)
root=$house/build/wine
registry=$(sed -n -e 's/^URIs: *//p' -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\).*/\2/p' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1)
packages=wine64,xvfb,xdotool,x11-utils,imagemagick,locales,fonts-wqy-zenhei

if [ "$(id -u)" != 0 ]; then
    echo "试装 Windows 版要用 chroot，请用 root 运行 / trying the version for Windows needs chroot: run it as root" >&2
    exit 1
fi
if [ ! -e "$root/.complete" ]; then
    echo "准备 Wine 10（一次，约 1 GB）/ preparing Wine 10 (once, about 1 GB): $root"
    mkdir -p "$house/build"
    rm -rf --one-file-system "$root"
    # shellcheck disable=SC2086  # no registry: debootstrap knows one itself
    "$here/../retry.sh" debootstrap --variant=minbase --include="$packages" trixie "$root" $registry >"$house/build/wine.log"
    chroot "$root" localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
    touch "$root/.complete"
fi
mkdir -p "$root$house"
export QIBEI_WINE_ROOT="$root"
# shellcheck disable=SC2016  # the inner shell reads its own arguments
exec unshare --mount --net --pid --fork --kill-child sh -euc '
    root=$1 house=$2
    shift 2
    mount --bind "$house" "$root$house"
    mount --bind /tmp "$root/tmp"
    mount --rbind /dev "$root/dev"
    mount -t proc proc /proc
    mount -t proc proc "$root/proc"
    exec "$@"
' sh "$root" "$house" "$@"
