package gateway.localizer.alto;

/**
 * A version of a map (RFC 7285, 10.3).
 *
 * @param resource the map's id
 * @param tag the version's name, to be compared only
 */
record VersionTag(String resource, String tag) {
    @Override
    public String toString() {
        return resource + ", version " + tag;
    }
}
