#!/bin/sh
# What try_deb.sh does in the bare system: install, run, look, remove. Its one argument: packages for looking, installed later.
set -eu
cd /root
export QIBEI_PASSPHRASE=qibei-demo-passphrase
failed() { echo "  失败 / failed: $*" >&2; exit 1; }
done_() { echo "  $*"; }
install() { apt-get -qq install --yes --no-install-recommends --no-download "$@" >/root/apt.log 2>&1 || { tail /root/apt.log >&2; failed "install $*"; }; }

[ "$(ls /sys/class/net)" = lo ] || failed "there is a network: $(ls /sys/class/net)"
install /root/qibei.deb
dpkg --verify qibei
dpkg -L qibei >files.txt
done_ "installed, without a network: $(dpkg-query -W -f='${Version}, ${Installed-Size} KiB' qibei), glibc $(ldd --version | sed -n '1s/.* //p')"

# Every library finds all it needs, but for plug-ins whose libraries the package only recommends.
find /opt/qibei -type f \( -name '*.so*' -o -name qibei \) | sort | while read -r file; do
    lacks=$(LD_LIBRARY_PATH=/opt/qibei/_internal ldd "$file" 2>&1 | grep -E 'not found' || true)
    case "$file" in */platformthemes/libqgtk3.so | */printsupport/* | *ayland*) continue ;; esac
    [ -z "$lacks" ] || echo "$file: $lacks"
done >lacking.txt
[ ! -s lacking.txt ] || { cat lacking.txt >&2; failed "libraries are missing"; }
done_ "every library finds what it needs"

qibei packs >packs.txt
grep -q sichuan-2022 packs.txt || failed "qibei packs"
qibei sample sichuan-2022 申报.qibei >/dev/null
qibei attach 申报.qibei models.evidence proofs/* >attached.txt || { cat attached.txt >&2; failed "qibei attach"; }
qibei check 申报.qibei >checked.txt || [ $? = 1 ] || failed "qibei check"
qibei export 申报.qibei --out book --format pdf,docx >exported.txt || { cat exported.txt >&2; failed "qibei export"; }
for book in book/*申报书.pdf book/*申报书.docx; do [ -s "$book" ] || failed "no $book"; done
(cd book && sha256sum *.pdf) >book.sums
done_ "sample, attach ($(ls proofs | wc -l) kinds), check, export: $(du -sh book | cut -f1) of $(find book -type f | wc -l) files"

# shellcheck disable=SC2086  # the words of the argument are meant to be parted
install $1
kind() { gio info -a standard::content-type "$1" | sed -n 's/.*content-type: //p'; }
touch 副本.qibei.age 模板.qibei-pack
[ "$(kind 申报.qibei)" = application/x-qibei ] || failed "a draft is $(kind 申报.qibei)"
[ "$(kind 副本.qibei.age)" = application/x-qibei-sealed ] || failed "a sealed copy is $(kind 副本.qibei.age)"
[ "$(kind 模板.qibei-pack)" = application/x-qibei-pack ] || failed "a pack is $(kind 模板.qibei-pack)"
for type in qibei qibei-sealed qibei-pack; do
    gio mime "application/x-$type" | grep -q 'qibei\.desktop' || failed "a click on application/x-$type opens another program"
done
desktop-file-validate /usr/share/applications/qibei.desktop
done_ "a click on a draft, a sealed copy or a pack opens the program"

# The window, on an X server without a screen; nothing but its title is believed.
shown() { # PICTURE TITLE: wait for a window of that title
    window=$(timeout 120 xdotool search --sync --onlyvisible --name "$2" | tail -n 1)
    [ -n "$window" ] || failed "no window of the title $2"
    sleep 3
}
Xvfb :7 -screen 0 1280x900x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
export DISPLAY=:7
for _ in $(seq 50); do [ -S /tmp/.X11-unix/X7 ] && break; sleep 0.2; done
qibei >window.log 2>&1 &
program=$!
shown start '^齐备$'
scrot -o start.png
kill "$program"
wait "$program" || true
qibei 申报.qibei >>window.log 2>&1 &
program=$!
shown asking '密码|打开'
xdotool windowfocus "$window"
xdotool type "$QIBEI_PASSPHRASE"
scrot -o asking.png
xdotool key Return
shown draft '^申报 — 齐备$'
scrot -o draft.png
kill "$program" "$server"
wait || true
grep -v 'propagateSizeHints' window.log >said.txt || true
[ ! -s said.txt ] || { cat said.txt >&2; failed "the window said something on the terminal"; }
done_ "the window opens, and the draft in it"

apt-get -qq purge --yes qibei >/dev/null 2>&1
[ -z "$(dpkg-query -W -f='${Status}' qibei 2>/dev/null)" ] || failed "dpkg still knows it"
left=$(find / -xdev \( -path /proc -o -path /sys -o -path /root -o -path /var/cache/apt \) -prune -o -iname '*qibei*' -print)
[ -z "$left" ] || failed "left behind: $left"
if grep -rl qibei /usr/share/mime /usr/share/applications /usr/share/icons 2>/dev/null; then failed "the desktop still knows it"; fi
[ -s 申报.qibei ] && [ -d book ] || failed "the draft is gone"
done_ "removed: nothing of it is left, the draft is"
