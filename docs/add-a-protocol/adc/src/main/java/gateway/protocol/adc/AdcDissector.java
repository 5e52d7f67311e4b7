package gateway.protocol.adc;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.List;
import java.util.Map;

/** Reads a connection message by message: who logs in, what is searched for, which file is asked for. */
final class AdcDissector implements Dissector {
    private static final int FILE_NAME = 2;

    private final DissectionSink sink;

    AdcDissector(DissectionSink sink) {
        this.sink = sink;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int at = 0;
        for (int end = AdcWire.endOfLine(bytes, at); end >= 0; end = AdcWire.endOfLine(bytes, at)) {
            List<String> message = AdcWire.message(bytes, at, end);
            if (message.get(0).equals("CSND")) {
                return Progress.DONE; // What follows is the file.
            }
            if (direction == Direction.TO_SERVER || message.get(0).startsWith("C")) {
                read(message);
            }
            at = end + 1;
        }
        int left = bytes.length() - at;
        if (left > AdcWire.MAX_LINE) {
            return Progress.VIOLATION;
        }
        return left == 0 ? Progress.OK : Progress.needMore(at, left + 1);
    }

    private void read(List<String> message) {
        switch (message.get(0)) {
            case "BINF" -> onLogin(message);
            case "BSCH" -> onSearch(joined(message, "AN"));
            case "CGET" -> sink.emit(new FileRequested(AdcWire.part(message, FILE_NAME), Map.of()));
            default -> {
                // Chat and housekeeping.
            }
        }
    }

    /** Later ones say what changed; the first one says who it is. */
    private void onLogin(List<String> message) {
        String nick = joined(message, "NI");
        if (!nick.isEmpty()) {
            sink.emit(new Identified("hub", Map.of("nick", nick, "client", joined(message, "VE"))));
        }
    }

    /** Searches for a file by its hash alone have no words. */
    private void onSearch(String words) {
        if (!words.isEmpty()) {
            sink.emit(new SearchIssued(WireText.of(words)));
        }
    }

    private static String joined(List<String> message, String parameter) {
        return String.join(" ", AdcWire.values(message, parameter));
    }
}
