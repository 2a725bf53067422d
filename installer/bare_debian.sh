#!/usr/bin/env bash
# Both commands of the README in a bare Debian 12: debootstrap and python3, nothing else.
#
#     installer/bare_debian.sh [--keep] [run|test ...]      default: run test
#
# Needs root and debootstrap. The last commit of this clone is what is tried, with the folder `shared` beside it where there is one.
# The bare system reaches packages the way this machine does: its apt sources and pip settings, certificates and proxies are
# lent to it. --keep leaves the folder, and says where it is.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
keep=no
if [ "${1:-}" = --keep ]; then keep=yes; shift; fi
[ $# -gt 0 ] || set -- run test
[ "$(id -u)" = 0 ] || { echo "This needs root: debootstrap and chroot do."; exit 1; }
command -v debootstrap >/dev/null || { echo "This needs debootstrap: apt-get install debootstrap"; exit 1; }

place=$(mktemp -d "${TMPDIR:-/tmp}/stockpile-bare-XXXXXX")
root=$place/root
home=/srv/stockpile

leave() {
    if [ $keep = yes ]; then echo "The bare system is in $root"; else rm -rf --one-file-system "$place"; fi
}
trap leave EXIT

mirror() {  # the first place this machine's apt gets Debian from
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
        sed -nE 's/^(URIs:|deb( \[[^]]*\])?) +([^ ]+\/debian\/?)( .*)?$/\3/p' | head -n 1
}

lend() {  # copy files of this machine, where there are any, to the same place in the bare system
    local path
    for path in "$@"; do
        [ -e "$path" ] || continue
        mkdir -p "$root$(dirname "$path")"
        cp -a --no-target-directory "$path" "$root$path"
    done
}

pip_settings=(/etc/pip.conf /etc/xdg/pip "$HOME/.config/pip" "$HOME/.pip")

local_folders() {  # folders that pip's settings name; an index keeps its files beside its folder `simple`
    { cat /etc/pip.conf /etc/xdg/pip/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf" 2>/dev/null || true
      env | grep '^PIP_' || true; } |
        grep -oE '(file://)?/[^ =:]+' | sed 's,^file://,,; s,/simple/\?$,,' | sort -u | while read -r path; do [ ! -d "$path" ] || echo "$path"; done
}

variables() {  # what tells programs how to reach packages
    env | grep -E '^(PIP_[A-Z_]+|[a-zA-Z]+_(proxy|PROXY)|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)=' || true
}

echo "=== a bare Debian 12"
debootstrap --variant=minbase --include=python3 bookworm "$root" $(mirror) >"$place/debootstrap.log" 2>&1 ||
    { tail -n 20 "$place/debootstrap.log"; exit 1; }
rm -f "$root/etc/apt/sources.list"
lend /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /usr/local/share/ca-certificates /etc/ssl/certs \
    /etc/resolv.conf /etc/hosts "${pip_settings[@]}"
mkdir -p "$root$home"
git clone --quiet --no-local "$project" "$root$home/main"
shared=${STOCKPILE_SHARED:-$project/../shared}

failed=0
for command in "$@"; do
    echo "=== python3 installer/bootstrap.py $command"
    begun=$SECONDS
    # A mount namespace of its own: whatever happens, no mount outlives it.
    unshare --mount --pid --fork --propagation private bash -euc '
        root=$1 home=$2 shared=$3 command=$4; shift 4
        mount -t proc proc "$root/proc"
        mount --bind /dev "$root/dev"
        mount -t tmpfs tmpfs "$root/dev/shm"
        lend() { mkdir -p "$root$2"; mount --bind "$1" "$root$2"; mount -o remount,bind,ro "$root$2"; }
        if [ -d "$shared" ]; then lend "$shared" "$home/shared"; fi
        while [ "$1" != -- ]; do lend "$1" "$1"; shift; done
        shift
        cd "$root"
        exec chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
            "$@" sh -c "cd $home/main && exec python3 installer/bootstrap.py $command </dev/null"
    ' lending "$root" "$home" "$shared" "$command" $(local_folders) -- $(variables) || failed=1
    echo "=== $command: $((SECONDS - begun)) s"
done
[ $failed = 0 ] && echo "Both hold." || echo "FAILED"
exit $failed
