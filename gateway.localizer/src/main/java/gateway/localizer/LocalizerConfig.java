package gateway.localizer;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code gateway.localizer}. Relative paths lie in the gateway's work directory. */
@ObjectClassDefinition(name = "Gateway localizer", description = "Which peers are near, and by what that is known")
public @interface LocalizerConfig {
    /** Databases of MaxMind's format: files, and folders whose files *.mmdb count. The first that knows is right. */
    @AttributeDefinition(name = "Databases", required = false,
        description = "Files of MaxMind's format, or folders with such files: country, region, AS")
    String[] databases() default {"geo"};

    /** Networks as near as can be. */
    @AttributeDefinition(name = "Own networks", required = false,
        description = "Networks as near as can be, for instance 198.51.100.0/24")
    String[] ownNetworks() default {};

    /** Files of networks and their costs. */
    @AttributeDefinition(name = "Lists of networks", required = false,
        description = "Files with lines such as: 198.51.100.0/24 50 our partner")
    String[] networkLists() default {};

    /** The network map of ALTO: a file, or the address of a resource. */
    @AttributeDefinition(name = "ALTO network map", required = false, description = "A file, or an address (RFC 7285)")
    String altoNetworkMap() default "";

    /** The cost map of ALTO that belongs to it. */
    @AttributeDefinition(name = "ALTO cost map", required = false, description = "A file, or an address (RFC 7285)")
    String altoCostMap() default "";

    /** How long maps from a server are good, in minutes; at least 1. */
    @AttributeDefinition(name = "Minutes between fetches", min = "1",
        description = "After so many minutes a server is asked whether its maps have changed")
    int altoMinutes() default 60;

    /** The map's cost that counts as the farthest; 0 for the map's largest. */
    @AttributeDefinition(name = "Farthest in the map", min = "0",
        description = "The cost in the map that counts as the farthest; 0: the largest that it has")
    double altoFarthest() default 0;

    /** The address where clients are that neither database nor map knows. */
    @AttributeDefinition(name = "Here", required = false,
        description = "An address of this place, which stands for clients with private addresses")
    String here() default "";

    /** The largest cost of a near peer, 0 to 999. */
    @AttributeDefinition(name = "Near", min = "0", max = "999",
        description = "Peers that cost at most this are near: one AS 100, one region 200, one country 300, +-40")
    int near() default 350;

    /** How long a peer is remembered that no list names again, in minutes. */
    @AttributeDefinition(name = "Minutes of a peer", min = "1", max = "1440",
        description = "For how long a peer is remembered that no list names again")
    int peerMinutes() default 60;

    /** Private networks whose addresses may be put into lists. */
    @AttributeDefinition(name = "Private networks", required = false,
        description = "Private networks whose addresses may be put into lists; as a rule none")
    String[] privateNetworks() default {};
}
