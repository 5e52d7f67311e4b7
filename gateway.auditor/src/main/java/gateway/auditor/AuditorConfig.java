package gateway.auditor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration {@code gateway.auditor}. A megabyte is 10^6 bytes. */
@ObjectClassDefinition(name = "Gateway auditor", description = "What is recorded, where it is kept, and for how long")
public @interface AuditorConfig {
    /** The folder of everything that is kept; a relative one lies in the gateway's work directory. */
    @AttributeDefinition(name = "Directory",
        description = "Folder of the records; a relative one lies in the gateway's work directory")
    String directory() default "records";

    /** Kinds that are recorded of every flow. The others are recorded of flows that a rule audits. */
    @AttributeDefinition(name = "Without a rule", required = false,
        description = "Kinds that are recorded without a rule with action=audit; all for every kind")
    String[] withoutRule() default {"flow", "decision", "identified", "fileinfo", "peers", "expected", "keyword",
        "scan", "localize", "redirect", "anomaly"};

    /** Whether JSON lines are written. */
    @AttributeDefinition(name = "JSON lines", description = "Whether records are written to events.jsonl")
    boolean json() default true;

    /** How large the file of lines may become before a new one is begun; at least 1. */
    @AttributeDefinition(name = "Megabytes per file of lines", min = "1",
        description = "A file that would grow beyond this becomes events.jsonl.1 and a new one is begun")
    int maxMegabytes() default 100;

    /** How many files of lines there may be, the one being written included; at least 1. The oldest goes first. */
    @AttributeDefinition(name = "Files of lines", min = "1",
        description = "How many files are kept, the newest included; the oldest is deleted first")
    int maxFiles() default 10;

    /** How long records stay in the database; 0 for no database. */
    @AttributeDefinition(name = "Days in the database", min = "0",
        description = "Records that are older are deleted from the database; 0: there is no database")
    int databaseDays() default 90;

    /** How large the database may become; at least 10. The oldest records go first. */
    @AttributeDefinition(name = "Megabytes of the database", min = "10",
        description = "Where the database would grow beyond this the oldest records are deleted")
    int databaseMegabytes() default 2000;

    /** Whose files are stored. */
    @AttributeDefinition(name = "Store files", options = {@Option("audited"), @Option("read"), @Option("off")},
        description = "audited: files of flows that a rule audits; read: of every flow that is read; off: none")
    String storeFiles() default "audited";

    /** How much room stored files may take; at least 1. The oldest go first. */
    @AttributeDefinition(name = "Megabytes of files", min = "1",
        description = "Where files would take more the oldest are deleted")
    int filesMegabytes() default 10_000;

    /** Fields whose values are not recorded. */
    @AttributeDefinition(name = "Redact", required = false,
        description = "Fields that are not recorded as they are, such as text, name, from, to, conversation")
    String[] redact() default {};

    /** What stands there instead. */
    @AttributeDefinition(name = "Redact by", options = {@Option("nothing"), @Option("hash")},
        description = "nothing: the field is empty; hash: a hash with a secret salt, equal for equal values")
    String redactBy() default "nothing";
}
