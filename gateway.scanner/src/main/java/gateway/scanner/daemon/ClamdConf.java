package gateway.scanner.daemon;

import java.nio.file.Path;

/** The configuration of a clamd of ours. */
final class ClamdConf {
    private ClamdConf() {
    }

    /**
     * The text of its file.
     *
     * @param signatures the folder that it loads
     */
    static String text(Place place, Path signatures, Limits limits) {
        return String.join("\n",
            "Foreground yes",
            "DatabaseDirectory " + quoted(signatures),
            "LocalSocket " + quoted(place.socket()),
            "LocalSocketMode 600",
            "FixStaleSocket yes",
            "TemporaryDirectory " + quoted(place.temporary()),
            // One more than scans: for our question whether it is there.
            "MaxThreads " + (limits.atOnce() + 1),
            "MaxQueue " + 4 * (limits.atOnce() + 1),
            "StreamMaxLength " + limits.fileBytes(),
            "MaxFileSize " + limits.fileBytes(),
            "MaxScanSize " + limits.unpackedBytes(),
            "MaxScanTime " + limits.scanMillis(),
            // Without these two it says OK to what it did not look at.
            "AlertExceedsMax yes",
            "AlertEncrypted yes",
            // Beyond these it looks less closely and does not say so; MaxScanTime bounds what they cost.
            "PCREMaxFileSize " + limits.fileBytes(),
            "MaxEmbeddedPE " + limits.fileBytes(),
            "MaxHTMLNormalize " + limits.fileBytes(),
            "MaxHTMLNoTags " + limits.fileBytes(),
            "MaxScriptNormalize " + limits.fileBytes(),
            // We look ourselves, and tell it.
            "SelfCheck 0",
            "ExitOnOOM yes",
            "");
    }

    /** Names with blanks are put in quotation marks. */
    private static String quoted(Path path) {
        return '"' + path.toString() + '"';
    }
}
