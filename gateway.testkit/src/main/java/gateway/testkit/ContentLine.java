package gateway.testkit;

import static gateway.testkit.SelfTest.attributes;
import static gateway.testkit.SelfTest.text;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.MessageSent;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.WireText;

/** What people write, offer and transfer, in the form of {@code expected.json}. */
final class ContentLine {
    private ContentLine() {
    }

    static String of(DissectionEvent event) {
        if (event instanceof MessageSent message) {
            return "{\"message\":" + text(message.text().value()) + ",\"conversation\":" + text(message.conversation())
                + ",\"from\":" + text(message.from()) + ",\"to\":" + text(message.to()) + place(message.text()) + "}";
        }
        if (event instanceof FileOffered offered) {
            return "{\"offered\":" + text(offered.name().value()) + ",\"size\":" + offered.size() + ",\"from\":"
                + text(offered.from()) + ",\"to\":" + text(offered.to()) + attributes(offered.attributes())
                + place(offered.name()) + "}";
        }
        if (event instanceof TransferStarted started) {
            return "{\"transfer\":" + started.transfer() + ",\"direction\":" + text(started.direction().name())
                + ",\"name\":" + text(started.name().value()) + ",\"size\":" + started.size() + ",\"first\":"
                + started.first() + ",\"length\":" + started.length() + attributes(started.attributes()) + "}";
        }
        if (event instanceof TransferData data) {
            return "{\"transfer\":" + data.transfer() + ",\"at\":" + data.fileOffset() + ",\"bytes\":"
                + data.bytes().length() + "}";
        }
        if (event instanceof TransferEnded ended) {
            return "{\"transfer\":" + ended.transfer() + ",\"complete\":" + ended.complete() + "}";
        }
        return "{\"event\":" + text(event.toString()) + "}";
    }

    private static String place(WireText text) {
        return text.placed() ? ",\"encoding\":" + text(text.encoding().name()) + ",\"offset\":" + text.offset()
            + ",\"length\":" + text.length() : "";
    }
}
