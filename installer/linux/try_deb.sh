#!/bin/sh
# Install the package in bare Debian systems without a network, use it there, and remove it again:
# try_deb.sh PACKAGE ROOTS OUT SUITE...  (as root)
#
# ROOTS keeps the bare systems and what apt fetched for them, for which alone a network is needed. Pictures of the window go to OUT.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
house=$(dirname "$(dirname "$here")")
package=$(realpath "$1") roots=$2 out=$3
shift 3
tools="xvfb xauth xdotool scrot fonts-wqy-zenhei shared-mime-info desktop-file-utils libglib2.0-bin"
mkdir -p "$roots" "$out"
rm -f "$out"/*.png "$out"/*.sums

for suite in "$@"; do
    root=$roots/try-$suite archives=$roots/archives-$suite
    "$here/bare_root.sh" "$suite" "$roots/$suite"
    echo "== $suite"
    rm -rf "$root"
    cp -a "$roots/$suite" "$root"
    mkdir -p "$archives/partial" "$root/root/proofs"
    cp "$package" "$root/root/qibei.deb"
    cp "$here/try_inside.sh" "$root/root/"
    PYTHONPATH="$house/tests" "$house/.venv/bin/python" "$here/try_proofs.py" "$root/root/proofs"
    export SHOWN_TO_WRITE="$(realpath "$archives"):/var/cache/apt/archives"
    "$here/in_root.sh" "$root" apt-get -qq update
    # shellcheck disable=SC2086  # the words of this variable are meant to be parted
    "$here/in_root.sh" "$root" apt-get -qq install --yes --no-install-recommends --download-only /root/qibei.deb $tools
    status=0
    NETWORK=off "$here/in_root.sh" "$root" sh /root/try_inside.sh "$tools" || status=$?
    for picture in "$root"/root/*.png; do
        if [ -e "$picture" ]; then cp "$picture" "$out/$suite-$(basename "$picture")"; fi
    done
    [ "$status" = 0 ] || { echo "$suite：没有通过，系统留在 $root / did not pass, the system is left there" >&2; exit 1; }
    cp "$root/root/book.sums" "$out/$suite.sums"
    cmp "$out/$suite.sums" "$out/$1.sums" || { echo "各系统生成的 PDF 不同 / the PDFs differ between systems" >&2; exit 1; }
    rm -rf "$root"
done
"$house/.venv/bin/python" "$here/try_proofs.py" --look "$out"/*.png
echo "通过 / passed: $*；窗口的图片在 / pictures of the window are in $out"
