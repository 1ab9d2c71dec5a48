#!/bin/sh
# Make dist/qibei in the oldest Debian that can be had, so that it starts on older systems too: oldest_root.sh ROOT  (as root)
#
# ROOT is a folder for that system (about 2 GB); what is done there already is not done again. In it: CPython 3.11 from Debian's
# source package, the libraries of the lock file as wheels for glibc 2.28 or older, and PyInstaller. Needs a network at first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
house=$(dirname "$(dirname "$here")")
root=$1
oldest=bullseye source=bookworm ceiling=28
python=/opt/python/bin/python3.11
inside() { "$here/in_root.sh" "$root" "$@"; }

"$here/bare_root.sh" "$oldest" "$root"
if [ ! -x "$root$python" ]; then
    echo "== CPython 3.11 ($source) in $oldest"
    mirror=$(awk '$1 == "deb" { print $2; exit }' "$root/etc/apt/sources.list")
    echo "deb-src $mirror $source main" >"$root/etc/apt/sources.list.d/source.list"
    inside apt-get -q update
    # shellcheck disable=SC2046  # the words are meant to be parted
    inside apt-get -q install --yes --no-install-recommends dpkg-dev $(sed 's/#.*//' "$here/debian-oldest.txt")
    rm -rf "$root/build"
    mkdir "$root/build"
    cp "$here/glibc_2.28.h" "$root/build/"
    inside sh -euc "cd /build; apt-get -q source python3.11/$source; cd python3.11-*/;
        sed -i \"s/'pyexpat', sources=\['pyexpat.c'\]/&, define_macros=[('Py_BUILD_CORE_MODULE', '1')]/\" setup.py # as Debian's own rules do
        ./configure -q --prefix=/opt/python --enable-shared --with-system-expat --without-ensurepip ac_cv_func_sem_clockwait=no \
            CFLAGS='-include /build/glibc_2.28.h' LDFLAGS='-Wl,-rpath,/opt/python/lib' OPT='-DNDEBUG -fwrapv -O3 -Wall'
        make -s -j$(nproc); rm -rf /opt/python; make -s install >/dev/null
        strip --strip-unneeded /opt/python/lib/libpython3.11.so.1.0 /opt/python/lib/python3.11/lib-dynload/*.so
        $python -c 'import ctypes, bz2, lzma, xml.parsers.expat, zlib'"
    rm -rf "$root/build"
fi

echo "== libraries"
wanted="$root/site.txt" # PyInstaller and its own, of the lock of development
cp "$house/installer/requirements.txt" "$wanted"
awk '/^[a-z]/ { own = /^(altgraph|packaging|pyinstaller|pyinstaller-hooks-contrib|setuptools)==/ } own' "$house/installer/requirements-dev.txt" >>"$wanted"
if ! cmp -s "$wanted" "$root/site/made-of.txt"; then
    platforms="--platform manylinux1_x86_64 --platform manylinux2010_x86_64 --platform manylinux2014_x86_64"
    for minor in $(seq 5 "$ceiling"); do platforms="$platforms --platform manylinux_2_${minor}_x86_64"; done
    rm -rf "$root/site"
    # shellcheck disable=SC2086  # the words of this variable are meant to be parted
    "$house/installer/retry.sh" "$house/.venv/bin/python" -m pip --disable-pip-version-check install --quiet --no-deps \
        --target "$root/site" --only-binary=:all: $platforms --require-hashes --requirement "$wanted"
    cp "$wanted" "$root/site/made-of.txt"
fi

echo "== PyInstaller"
fonts=$(realpath "$house/resources/fonts")
SHOWN="$fonts:$fonts" SHOWN_TO_WRITE="$house:/house" inside sh -euc "cd /house; export PYTHONPATH=/site PYTHONHASHSEED=0 QT_QPA_PLATFORM=offscreen
    $python -m PyInstaller --noconfirm --clean --log-level WARN --distpath dist --workpath build/oldest installer/qibei.spec"
