#!/bin/sh
# Run a command in a bare system, a folder that debootstrap made: in_root.sh ROOT COMMAND...  Needs root.
#
# SHOWN="OUTSIDE:INSIDE" shows a folder in there, to be read (SHOWN_TO_WRITE: and written). NETWORK=off cuts the network.
# The command has mounts and processes of its own: nothing of it is left when it has ended.
set -eu
if [ "${1:-}" = --inside ]; then # the same script, now with mounts of its own
    root=$2
    shift 2
    mount -t proc proc "$root/proc"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm" 2>/dev/null || { mkdir -p "$root/dev/shm"; mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"; }
    for shown in "ro:${SHOWN:-}" "rw:${SHOWN_TO_WRITE:-}"; do
        how=${shown%%:*} folders=${shown#*:}
        [ -n "$folders" ] || continue
        mkdir -p "$root${folders#*:}"
        mount --bind "${folders%%:*}" "$root${folders#*:}"
        mount -o "remount,bind,$how" "$root${folders#*:}"
    done
    [ "${NETWORK:-}" != off ] || ip link set lo up 2>/dev/null || true
    exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
fi
[ "$(id -u)" = 0 ] || { echo "需要 root 权限 / this needs root: $0" >&2; exit 2; }
apart="--mount --pid --fork --kill-child"
[ "${NETWORK:-}" != off ] || apart="$apart --net"
# shellcheck disable=SC2086  # the words of this variable are meant to be parted
exec unshare $apart "$0" --inside "$@"
