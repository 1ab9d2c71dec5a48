#!/bin/sh
# Install the Debian packages that the named lists hold and this system lacks: system_packages.sh LIST...
# Nothing is asked of apt when all are there. Without root, says which command an administrator runs, and fails.
set -eu
here=$(dirname "$0")

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Print the first name of each line of which no alternative is installed.
missing() {
    sed -e 's/#.*//' -e 's/|/ /g' "$@" | while read -r names; do
        [ -n "$names" ] || continue
        have=no
        for name in $names; do
            if installed "$name"; then have=yes; fi
        done
        # A Python that did not come as a package serves as well.
        case "$names" in python3.11*) if "$here/find_python.sh" --quiet >/dev/null; then have=yes; fi ;; esac
        [ "$have" = yes ] || echo "${names%% *}"
    done
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "本系统不使用 apt，请自行安装与下列清单对应的软件包 / no apt here: see that this system has the like of" "$@" >&2
    exit 0
fi
wanted=$(missing "$@" | tr '\n' ' ')
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "缺少系统软件包，请管理员运行 / system packages are missing, an administrator runs: apt-get install --no-install-recommends $wanted" >&2
    exit 1
fi
echo "安装系统软件包 / installing system packages: $wanted"
apt="env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=2 -o DPkg::Lock::Timeout=300"
# shellcheck disable=SC2086  # the words of these variables are meant to be parted
{
    "$here/retry.sh" $as_root $apt update
    "$here/retry.sh" $as_root $apt install --yes --no-install-recommends $wanted
}
left=$(missing "$@" | tr '\n' ' ')
[ -z "$left" ] || { echo "仍然缺少 / still missing: $left" >&2; exit 1; }
