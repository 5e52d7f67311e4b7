package gateway.core.internal.policy;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.WireText;

/** Where people write what keywords are looked for in. */
public enum TextKind {
    /** Messages that people write to each other. */
    CHAT("chat"),
    /** Names of files that are offered, asked for or sent. */
    FILE_NAME("fileName"),
    /** What people search for. */
    SEARCH("search");

    private final String key;

    TextKind(String key) {
        this.key = key;
    }

    /** The name in configuration and records. */
    public String key() {
        return key;
    }

    /** The kind of text that an event brings; null for none. */
    public static TextKind of(DissectionEvent event) {
        if (event instanceof DissectionEvent.MessageSent || event instanceof DissectionEvent.MessagePart) {
            return CHAT;
        }
        if (event instanceof DissectionEvent.SearchIssued) {
            return SEARCH;
        }
        boolean name = event instanceof DissectionEvent.FileRequested || event instanceof DissectionEvent.FileOffered
            || event instanceof DissectionEvent.TransferStarted;
        return name ? FILE_NAME : null;
    }

    /** The text of an event that has a kind; one that stands nowhere if its place was not said. */
    public static WireText textOf(DissectionEvent event) {
        if (event instanceof DissectionEvent.MessageSent message) {
            return message.text();
        }
        if (event instanceof DissectionEvent.MessagePart part) {
            return part.text();
        }
        if (event instanceof DissectionEvent.SearchIssued search) {
            return search.text();
        }
        if (event instanceof DissectionEvent.FileOffered offered) {
            return offered.name();
        }
        if (event instanceof DissectionEvent.TransferStarted started) {
            return started.name();
        }
        return WireText.of(((DissectionEvent.FileRequested) event).name());
    }
}
