#!/bin/sh
# Run a command; when it fails, try it twice more after a pause: downloads fail for a moment.
# The exit status is that of the last try.
for pause in 5 20; do
    "$@" && exit 0
    echo "失败，${pause} 秒后重试 / failed, trying again in ${pause} s: $1" >&2
    sleep "$pause"
done
exec "$@"
