# ./gateway install-service: the gateway as a service of systemd. Read by ./gateway.
# shellcheck shell=sh disable=SC2154 # root is the launcher's

# Says which right is missing before anything starts. Programs that are started need them too: iptables, ipset.
rights() {
    for right in 12:CAP_NET_ADMIN 13:CAP_NET_RAW; do
        for set in CapEff CapAmb; do
            [ $set = CapEff ] || [ "$(id -u)" != 0 ] || continue
            bits=$(sed -n "s/^$set:[[:space:]]*//p" /proc/self/status)
            [ $((0x${bits:-0} >> ${right%%:*} & 1)) = 1 ] ||
                refuse "run: the right ${right#*:} is missing ($set); run as root, or as a service that has it (ambient)"
        done
    done
}

# Fills in cnf/service/p2padm.service.
service_unit() {
    home=${JAVA_HOME:+Environment=JAVA_HOME=$JAVA_HOME}
    sed -e "s|@root@|$root|g" -e "s|@conf@|$conf|g" -e "s|@work@|$work|g" -e "s|@user@|$user|g" \
        -e "s|@java_home@|$home|" "$root/cnf/service/p2padm.service"
}

# Does one step, or says it: step COMMAND...
step() {
    if [ -n "$dry" ]; then echo "$*"; else "$@" || refuse "install-service: failed: $*"; fi
}

# install_service [--dry-run] [--user NAME] [--conf DIR] [--work DIR] [--units DIR]
install_service() {
    dry='' user=p2padm conf=/etc/p2padm work=/var/lib/p2padm units=/etc/systemd/system
    while [ $# -gt 0 ]; do
        case $1 in
        --dry-run) dry=yes ;;
        --user | --conf | --work | --units)
            has_value install-service "$@"
            case $2 in *[!A-Za-z0-9_./-]* | -*) refuse "install-service: $1 cannot be $2" ;; esac
            case $1 in --user) user=$2 ;; --conf) conf=$2 ;; --work) work=$2 ;; --units) units=$2 ;; esac
            shift ;;
        *) refuse "install-service: unknown option $1" ;;
        esac
        shift
    done
    case $conf,$work,$units in /*,/*,/*) ;; *) refuse "install-service: directories are named from / on" ;; esac
    case $root in
    /home/* | /root/* | /run/user/*) [ -n "$dry" ] || refuse "install-service: $root is not for services; move it to /opt, say" ;;
    *[!A-Za-z0-9_./-]*) refuse "install-service: the name $root has letters that a unit file cannot hold" ;;
    esac
    [ -n "$dry" ] || [ "$(id -u)" = 0 ] || refuse "install-service: only root can install a service; --dry-run shows it"
    # A service cannot build.
    [ -n "$dry" ] || prepare $run_packages
    id "$user" >/dev/null 2>&1 ||
        step useradd --system --user-group --home-dir "$work" --no-create-home --shell /usr/sbin/nologin "$user"
    if [ ! -e "$conf" ]; then step cp -r "$root/cnf/conf" "$conf"; fi
    step mkdir -p "$work/load"
    step chown -R "$user:$user" "$conf" "$work"
    step chmod 0750 "$conf" "$work"
    if [ -n "$dry" ]; then
        echo "# $units/p2padm.service:"
        service_unit
    else
        service_unit >"$units/p2padm.service" || refuse "install-service: cannot write $units/p2padm.service"
    fi
    if [ -d /run/systemd/system ]; then step systemctl daemon-reload; fi
    [ -n "$dry" ] || echo "installed; start it now and with the machine: systemctl enable --now p2padm"
}
