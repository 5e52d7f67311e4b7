package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.locality.KnownContent;
import gateway.api.locality.LearntLayout;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.LocalityPicture;
import gateway.api.operation.LocalityPicture.Lists;
import gateway.api.operation.LocalityPicture.Redirects;
import gateway.api.operation.NotAnswering;
import gateway.api.packet.IpAddress;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** What becomes of lists of peers, which peers are known, and why they are near or far. */
final class LocalizationView {
    private static final int CONTENTS = 50;
    private static final int PEERS = 16;
    private static final int KEY_BYTES = 16;

    private final Service<LocalityDirectory> locality;
    private final Looks looks;
    /** So that nobody finds out a content by trying names. */
    private final byte[] secret = new byte[KEY_BYTES];

    LocalizationView(Service<LocalityDirectory> locality, Looks looks) {
        this.locality = locality;
        this.looks = looks;
        new SecureRandom().nextBytes(secret);
    }

    /** All of it; names of contents, which name files, only for who may see content. */
    void all(Parameters parameters, Visitor visitor, JsonGenerator json) throws IOException, NotAnswering, Problem {
        LocalityPicture now = locality.now().look(CONTENTS, PEERS);
        boolean names = visitor.maySeeContent();
        if (names && !now.contents().isEmpty()) {
            looks.at(visitor, "contents that lists of peers are of");
        }
        json.writeStartObject();
        json.writeBooleanField("wanted", now.wanted());
        json.writeBooleanField("there", now.there());
        json.writeStringField("problem", WireText.shown(now.problem()));
        LayoutView.sentences(json, "sources", now.sources());
        lists(json, now.lists());
        redirects(json, now.redirects());
        json.writeArrayFieldStart("contents");
        for (KnownContent content : now.contents()) {
            content(json, content, names);
        }
        json.writeEndArray();
        EffectJson.write(json, now.effects());
        json.writeArrayFieldStart("layouts");
        for (LearntLayout layout : now.layouts()) {
            LayoutView.write(json, layout);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void lists(JsonGenerator json, Lists lists) throws IOException {
        json.writeObjectFieldStart("lists");
        json.writeNumberField("read", lists.read());
        json.writeNumberField("changed", lists.changed());
        json.writeNumberField("kept", lists.kept());
        json.writeNumberField("control", lists.control());
        json.writeNumberField("passed", lists.passed());
        json.writeNumberField("unwritable", lists.unwritable());
        json.writeNumberField("replaced", lists.replaced());
        json.writeNumberField("moved", lists.moved());
        json.writeEndObject();
    }

    private static void redirects(JsonGenerator json, Redirects redirects) throws IOException {
        json.writeObjectFieldStart("redirects");
        json.writeNumberField("now", redirects.now());
        json.writeNumberField("all", redirects.all());
        json.writeNumberField("answered", redirects.answered());
        json.writeNumberField("givenUp", redirects.givenUp());
        json.writeEndObject();
    }

    private void content(JsonGenerator json, KnownContent content, boolean name) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key(content));
        json.writeStringField("application", WireText.shown(content.application()));
        if (name) {
            json.writeStringField("content", WireText.shown(content.content()));
        }
        json.writeNumberField("seen", content.seenMillis());
        json.writeNumberField("known", content.known());
        json.writeNumberField("near", content.near());
        json.writeArrayFieldStart("peers");
        for (KnownContent.Peer peer : content.peers()) {
            json.writeStartObject();
            json.writeStringField("peer", peer.peer().toString());
            json.writeNumberField("cost", peer.cost());
            json.writeBooleanField("near", peer.near());
            json.writeBooleanField("present", peer.present());
            json.writeNumberField("seen", peer.seenMillis());
            json.writeNumberField("lists", peer.lists());
            json.writeNumberField("answers", peer.answers());
            json.writeNumberField("silences", peer.silences());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Says which content it is to a page that may not know its name. */
    private String key(KnownContent content) {
        byte[] name = (content.application() + '\0' + content.content()).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(secret, secret.length + name.length);
        System.arraycopy(name, 0, all, secret.length, name.length);
        return HexFormat.of().formatHex(Reply.digest(all), 0, KEY_BYTES);
    }

    /** Why a peer is near or far: {@code client} and {@code peer} are addresses. */
    void distance(Parameters parameters, Visitor visitor, JsonGenerator json)
        throws IOException, NotAnswering, Problem {
        IpAddress client = address(parameters, "client");
        IpAddress peer = address(parameters, "peer");
        json.writeStartObject();
        LayoutView.sentences(json, "sentences", locality.now().explain(client, peer));
        json.writeEndObject();
    }

    private static IpAddress address(Parameters parameters, String name) throws Problem {
        String text = parameters.text(name);
        return IpAddress.parse(text).orElseThrow(() -> Problem.wrong(text.isEmpty()
            ? "The address of the " + name + " is missing."
            : "\"" + WireText.shown(text) + "\" is no address of a " + name + "."));
    }
}
