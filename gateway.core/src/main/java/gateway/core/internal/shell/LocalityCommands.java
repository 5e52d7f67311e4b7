package gateway.core.internal.shell;

import gateway.api.locality.KnownContent;
import gateway.api.locality.LearntLayout;
import gateway.api.operation.NotAnswering;
import gateway.core.internal.operation.RunningGateway;
import gateway.core.internal.operation.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;

/** {@code gateway:layouts}, {@code gateway:contents} and {@code gateway:localization}. */
public final class LocalityCommands {
    private static final int CONTENTS = 20;
    private static final int PEERS = 8;

    private final Standing standing;

    LocalityCommands(Standing standing) {
        this.standing = standing;
    }

    /** How applications write lists that no bundle reads. */
    @Descriptor("how applications write lists of peers, as it was learnt from traffic, and what speaks for it")
    public String layouts() throws NotAnswering {
        return layouts(standing.running().inspection().layouts());
    }

    /** The peers that may stand in the places of far ones. */
    @Descriptor("the contents that lists of peers named last, and the nearest peers of each")
    public String contents() throws NotAnswering {
        RunningGateway gateway = standing.running();
        long now = gateway.clock().getAsLong();
        return contents(gateway.inspection().contents(CONTENTS, PEERS, now), now);
    }

    /** Whether it is worth it. */
    @Descriptor("what localizing saves and what it costs: clients that are localized, and those that are left alone")
    public String localization() throws NotAnswering {
        return EffectText.of(standing.running().inspection().localization().effects());
    }

    /** For people, those that were named last first. */
    static String contents(List<KnownContent> contents, long nowMillis) {
        Table table = new Table("APPLICATION", "CONTENT", "KNOWN", "NEAR", "PEER", "COST", "", "SEEN", "LISTS",
            "ANSWERS", "SILENCES");
        for (KnownContent content : contents) {
            Object[] first = {Plain.of(content.application()), Plain.of(content.content()), content.known(),
                content.near()};
            for (KnownContent.Peer peer : content.peers()) {
                table.row(first[0], first[1], first[2], first[3], peer.peer(), peer.cost(), standing(peer),
                    (nowMillis - peer.seenMillis()) / 1000 + " s ago", peer.lists(), peer.answers(), peer.silences());
                Arrays.fill(first, "");
            }
        }
        return table.with(Table.count(contents.size(), "content"));
    }

    private static String standing(KnownContent.Peer peer) {
        return peer.present() ? peer.near() ? "near" : "far" : "silent";
    }

    /** For people, those in use first. */
    static String layouts(List<LearntLayout> layouts) {
        Table table = new Table("LAYOUT", "APPLICATION", "STATE", "CONFIRMED", "CONTACTED", "OF", "PUT IN",
            "CONTACTED");
        layouts.forEach(each -> table.row(Plain.of(each.id()), Plain.of(each.application()),
            each.state().name().toLowerCase(Locale.ROOT).replace('_', ' '), each.confirmed(), each.contacted(),
            each.listed(), each.substituted(), each.substitutedContacted()));
        String more = layouts.stream().map(LocalityCommands::detail).filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n"));
        return table.with(Table.count(layouts.size(), "layout")) + (more.isEmpty() ? "" : "\n\n" + more);
    }

    private static String detail(LearntLayout layout) {
        Stream<String> reason = Stream.of(layout.reason()).filter(text -> !text.isEmpty());
        return Stream.of(reason, layout.form().stream(), layout.examples().stream().limit(1)).flatMap(each -> each)
            .map(sentence -> Plain.of(layout.id()) + ": " + Plain.of(sentence)).collect(Collectors.joining("\n"));
    }
}
