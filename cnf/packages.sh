# The packages that ./gateway needs, by Debian's names, and how they are installed. Read by ./gateway; gives it need().
# shellcheck shell=sh disable=SC2086 # variables that hold lists of names are not quoted

run_packages="iptables nftables ipset iproute2 libnetfilter-queue1"
lab_packages="apache2-utils aria2 chromium chromium-driver clamav-daemon clamav-freshclam conntrack curl ethtool
fontconfig fonts-dejavu-core fonts-inter iperf3 iputils-ping libndpi-bin ncdc netcat-openbsd nginx-light opentracker
procps python3 qbittorrent-nox tcc tcpdump transmission-cli transmission-daemon uhub wapiti"
lab_services="clamav-daemon clamav-freshclam nginx opentracker transmission-daemon uhub"

# Which of the named packages are not installed; without dpkg nobody can tell, so none.
missing() {
    command -v dpkg-query >/dev/null && [ $# -gt 0 ] || return 0
    dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | awk -v wanted="$*" '
        $2 == "installed" { have[$1] = 1 }
        END { n = split(wanted, w); for (i = 1; i <= n; i++) if (!(w[i] in have)) printf "%s ", w[i] }'
}

# Has the named packages and the tools of the build installed, or says what is missing.
need() {
    lacking=$(missing "$@")
    command -v mvn >/dev/null || lacking="maven $lacking"
    if [ -n "${JAVA_HOME:-}" ]; then
        [ -x "$JAVA_HOME/bin/javac" ] || refuse "JAVA_HOME=$JAVA_HOME is not a JDK"
    else
        command -v javac >/dev/null || lacking="openjdk-17-jdk-headless $lacking"
    fi
    [ -n "$lacking" ] || return 0
    [ "$(id -u)" = 0 ] || refuse "please install, or run once as root ./gateway setup: $lacking"
    command -v apt-get >/dev/null || refuse "there is no apt-get here; please install: $lacking"
    echo "gateway: installing $lacking" >&2
    mkdir -p "$root/work"
    (install_packages $lacking) >"$root/work/setup.log" 2>&1 </dev/null ||
        refuse "the packages could not be installed, see $root/work/setup.log"
}

install_packages() {
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        # Debian's switch that keeps packages from starting their services.
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod +x /usr/sbin/policy-rc.d
    fi
    # A fresh machine has no list of packages; an old list names files that are gone.
    apt_get update && apt_get install --no-install-recommends "$@" || return 1
    command -v systemctl >/dev/null || return 0
    for service in $lab_services; do
        # What came for the laboratory only is not to run at the next start of the machine either.
        case " $* " in *" $service "* | *" $service-light "*) systemctl --quiet disable "$service" || true ;; esac
    done
}

# Tries again where somebody else is updating; apt-get itself waits for one of its three locks only.
apt_get() {
    for pause in 0 5 15 30; do
        sleep $pause
        ! DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=540 "$@" || return 0
    done
    return 1
}
