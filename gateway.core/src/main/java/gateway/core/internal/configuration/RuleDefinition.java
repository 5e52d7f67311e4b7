package gateway.core.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** {@code gateway.policy-NAME} for people and consoles; {@link RuleSettingsReader} reads and checks it. */
@ObjectClassDefinition(name = "Gateway policy rule", factoryPid = RuleSettingsReader.FACTORY,
    description = "The first rule that matches decides; an empty condition matches everything")
@interface RuleDefinition {
    /** Rules are asked from low to high. */
    @AttributeDefinition(description = "Rules are asked from low to high", required = false)
    int order() default 100;

    /** What is done. */
    @AttributeDefinition(options = {@Option("allow"), @Option("block"), @Option("monitor"), @Option("audit"),
        @Option("scan"), @Option("localize"), @Option("delay")}, description = "What is done with what matches")
    String action();

    /** Applications. */
    @AttributeDefinition(description = "Applications, separated by commas; unidentified: those nobody recognised",
        required = false)
    String application() default "";

    /** Our side. */
    @AttributeDefinition(description = "Networks of our side", required = false)
    String client() default "";

    /** The other side. */
    @AttributeDefinition(description = "Networks of the other side", required = false)
    String peer() default "";

    /** Who began. */
    @AttributeDefinition(options = {@Option("any"), @Option("inside"), @Option("outside")}, required = false,
        description = "Which side has to have begun the flow")
    String initiator() default "any";

    /** When. */
    @AttributeDefinition(description = "Times of the week, such as Mon-Fri 08:00-17:30", required = false)
    String time() default "";

    /** Names of files. */
    @AttributeDefinition(description = "Patterns for names of files that are asked for, with * and ?",
        required = false)
    String fileName() default "";

    /** Words. */
    @AttributeDefinition(description = "Words of which one is said in the flow, separated by commas; one that holds "
        + "a comma in quotation marks", required = false)
    String keywords() default "";

    /** Words in a file. */
    @AttributeDefinition(description = "A file NAME.keywords in conf/ with more keywords, one in each line",
        required = false)
    String keywordsFile() default "";

    /** Where a word counts. */
    @AttributeDefinition(options = {@Option("word"), @Option("substring")}, required = false,
        description = "Whether a keyword counts as a word or also within one")
    String keywordMatch() default "word";

    /** In what it counts. */
    @AttributeDefinition(description = "Where keywords count, separated by commas: chat, fileName, search",
        required = false)
    String keywordIn() default "chat, fileName, search";

    /** What happens. */
    @AttributeDefinition(options = {@Option("refuse"), @Option("overwrite")}, required = false,
        description = "Whether a flow is refused for a keyword, or the keyword is overwritten; with action block")
    String onKeyword() default "refuse";

    /** What is seen instead. */
    @AttributeDefinition(description = "The character that takes a keyword's place", required = false)
    String overwriteWith() default "*";

    /** How lists of peers are changed. */
    @AttributeDefinition(options = {@Option("replace"), @Option("reorder"), @Option("keep")}, required = false,
        description = "With localize: whether near peers take the places of far ones in lists, or the nearest go "
            + "first, or lists stay as they are, with redirect")
    String lists() default "replace";

    /** Whether who asks far peers is led to near ones. */
    @AttributeDefinition(description = "With localize: whether clients that contact far peers of a list are led to "
        + "near ones that have the same", required = false)
    boolean redirect() default false;

    /** How many far peers stay. */
    @AttributeDefinition(description = "With localize: how many far peers stay in a list, as long as it has so many",
        required = false)
    int farPeers() default 1;

    /** How many peers a client needs. */
    @AttributeDefinition(description = "With localize: of a content of which fewer near peers are known, so many more "
        + "far ones stay", required = false)
    int leastPeers() default 4;

    /** Who is left alone. */
    @AttributeDefinition(description = "With localize: how many of a hundred clients are left alone, to compare with",
        required = false)
    int controlPercent() default 5;

    /** Where lists are looked for. */
    @AttributeDefinition(description = "With localize: whether connections that carry data above all are read for "
        + "lists, too, such as BitTorrent's peer exchange", required = false)
    boolean inTransfers() default true;

    /** Over which time rates are judged. */
    @AttributeDefinition(description = "With localize: over how many seconds a client's rate is judged, which is left "
        + "more far peers where it fell; 0 for never", required = false)
    int adaptSeconds() default 10;

    /** How long packets to far peers wait. */
    @AttributeDefinition(description = "With delay: for how many milliseconds what goes to far peers waits",
        required = false)
    int farMillis() default 100;

    /** How long packets to the farthest peers wait. */
    @AttributeDefinition(description = "With delay: the same for peers of other continents, and of unknown ones",
        required = false)
    int farthestMillis() default 300;

    /** How long a refused pair is kept out. */
    @AttributeDefinition(required = false,
        description = "Seconds for which the kernel refuses a refused pair's next connections; preset 600, "
            + "with fileName, and with keywords not only in chat, 0")
    int cacheSeconds() default RuleSettingsReader.DEFAULT_CACHE_SECONDS;
}
