# A country database of free data, which a gateway that has no other may use. Read by ./gateway; gives it countries().
# shellcheck shell=sh disable=SC2086,SC2154 # java_options hold lists; root, java and lab are the launcher's
# The data are IPFire Location's (CC BY-SA 4.0) as Debian has them in tor-geoipdb. That package depends on a daemon, so
# it is unpacked, not installed; the database is made here, not shipped, as its licence asks the same of what is made.

# Makes work/geo/countries.mmdb, or makes it anew; a running gateway takes it in by itself.
countries() {
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    tables=/usr/share/tor
    if [ ! -r $tables/geoip ] || [ ! -r $tables/geoip6 ]; then
        command -v apt-get >/dev/null || refuse "setup: there is no apt-get here; install tor-geoipdb, or bring a database"
        [ "$(id -u)" != 0 ] || apt_get update >"$scratch/log" 2>&1 || true
        # The last line of apt-get says most; it warns of the directory, which is root's alone.
        (cd "$scratch" && apt-get -q download tor-geoipdb >>log 2>&1 && dpkg-deb -x tor-geoipdb_*.deb .) ||
            refuse "setup: tor-geoipdb could not be fetched: $(tail -n 1 "$scratch/log")"
        tables=$scratch$tables
    fi
    mkdir -p "$root/work/geo"
    "$java" $java_options -cp "$lab/classes:$lab/lib/*" gateway.lab.Main countries "$tables" \
        "$root/work/geo/countries.mmdb"
}

# Says that there could be a database, where there is none.
offer_countries() {
    for file in "$root"/work/geo/*.mmdb; do
        [ ! -e "$file" ] || return 0
    done
    echo "gateway: no country is known yet: ./gateway setup --countries makes a database of free data" >&2
}
