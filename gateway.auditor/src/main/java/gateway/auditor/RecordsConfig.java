package gateway.auditor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code gateway.records}. */
@ObjectClassDefinition(name = "Gateway records", description = "Where records are kept, and how much of them")
public @interface RecordsConfig {
    /** The folder of {@code events.jsonl}; a relative one lies in the gateway's work directory. */
    @AttributeDefinition(name = "Directory",
        description = "Folder of events.jsonl; a relative one lies in the gateway's work directory")
    String directory() default "records";

    /** How large the file may become, in megabytes (10^6 bytes), before a new one is begun; at least 1. */
    @AttributeDefinition(name = "Megabytes per file", min = "1",
        description = "A file that would grow beyond this becomes events.jsonl.1 and a new one is begun")
    int maxMegabytes() default 100;

    /** How many files there may be, the one being written included; at least 1. The oldest goes first. */
    @AttributeDefinition(name = "Files", min = "1",
        description = "How many files are kept, the newest included; the oldest is deleted first")
    int maxFiles() default 10;
}
