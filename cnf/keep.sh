# ./gateway backup and restore: conf/ and load/ in one file and back. Read by ./gateway.
# shellcheck shell=sh disable=SC2154,SC2086 # root, appliance, java and java_options are the launcher's

# Runs the program that does it: keeper WORD...
keeper() {
    for core in "$appliance"/bundle/gateway.core-*.jar; do
        exec "$java" $java_options -XX:TieredStopAtLevel=1 -cp "$core" gateway.core.internal.backup.BackupProgram "$@"
    done
}

# keep COMMAND [OPTION...] [FILE]
keep() {
    task=$1 work=$root/work load=$root/load conf=$root/conf archive= check=
    shift
    while [ $# -gt 0 ]; do
        case $1 in
        --conf) has_value $task "$@"; conf=$2; shift ;;
        --work) has_value $task "$@"; work=$2 load=$2/load; shift ;;
        --check) [ $task = restore ] || refuse "backup: unknown option --check"; check=--check ;;
        -*) refuse "$task: unknown option $1" ;;
        *) [ -z "$archive" ] || refuse "$task: one file, not $archive and $1"; archive=$1 ;;
        esac
        shift
    done
    case $task in
    backup)
        [ -d "$conf" ] && [ -r "$conf" ] || refuse "backup: cannot read the directory $conf"
        if [ -z "$archive" ]; then
            archive=$work/backups/p2padm-$(date +%Y%m%d-%H%M%S).zip
            (umask 077 && mkdir -p "$work/backups") 2>/dev/null || refuse "backup: cannot write to $work/backups"
        fi
        prepare
        keeper backup "$conf" "$load" "$archive"
        ;;
    restore)
        [ -n "$archive" ] || refuse "restore: name the backup that is to be restored"
        [ -f "$archive" ] && [ -r "$archive" ] || refuse "restore: cannot read $archive"
        prepare
        keeper restore "$conf" "$load" "$archive" "$work/backups" $check
        ;;
    esac
}
