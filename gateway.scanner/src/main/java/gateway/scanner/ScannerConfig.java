package gateway.scanner;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code gateway.scanner}. A megabyte is 10^6 bytes. */
@ObjectClassDefinition(name = "Gateway scanner", description = "Which clamd scans files, and how much it is given")
public @interface ScannerConfig {
    /** {@code own}, or where another clamd listens. */
    @AttributeDefinition(name = "clamd",
        description = "own: the gateway starts one; or where another listens: a socket's path, or host:port")
    String clamd() default "own";

    /** The folder of signatures of a clamd of ours. */
    @AttributeDefinition(name = "Signatures",
        description = "Where freshclam keeps signatures for a clamd of our own; test signatures while there are none")
    String signatures() default "/var/lib/clamav";

    /** How many scans are made at the same time, at most 64; 0: as many as there are processors. */
    @AttributeDefinition(name = "Scans at once", min = "0", max = "64",
        description = "How many scans are made at the same time; 0: as many as there are processors")
    int atOnce() default 0;

    /** How many scans wait, at most 100,000. */
    @AttributeDefinition(name = "Scans waiting", min = "0", max = "100000",
        description = "How many scans wait for their turn; more are not scanned")
    int waiting() default 1000;

    /** How much content there is in scans that wait or are made. */
    @AttributeDefinition(name = "Megabytes held", min = "1",
        description = "How much content may wait for scans; more is not scanned")
    int heldMegabytes() default 2000;

    /** What is larger is not scanned; at most 2000, which is where clamd ends. */
    @AttributeDefinition(name = "Megabytes of a file", min = "1", max = "2000",
        description = "What is larger, or holds something that is larger, is not scanned")
    int largestMegabytes() default 500;

    /** How much may be unpacked of one file by a clamd of ours; at most 4000. */
    @AttributeDefinition(name = "Megabytes unpacked", min = "1", max = "4000",
        description = "How much a clamd of our own unpacks of one file; what holds more is not scanned")
    int unpackedMegabytes() default 1000;

    /** When there is a verdict at the latest, at least 1. */
    @AttributeDefinition(name = "Seconds for a verdict", min = "1", max = "3600",
        description = "What has no verdict by then is not scanned; time in the queue counts")
    int deadlineSeconds() default 25;

    /** After how many seconds without any answer clamd is hung, at least 1. */
    @AttributeDefinition(name = "Seconds until hung", min = "1", max = "600",
        description = "A clamd that answers nothing for this long is hung; one of our own is started again")
    int hungSeconds() default 5;

    /** How often a scan is tried again when clamd failed, at most 10. */
    @AttributeDefinition(name = "Retries", min = "0", max = "10",
        description = "How often a scan is tried again when clamd failed")
    int retries() default 2;

    /** How many bytes two windows share at most; at most 1,000,000. */
    @AttributeDefinition(name = "Bytes of overlap", min = "0", max = "1000000",
        description = "How many bytes of a window the next one repeats at most; less where signatures are shorter")
    int overlapBytes() default 16_384;
}
