package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * MSNFTP: one file over one connection. Both sides talk in lines; the side that said the size goes on with blocks,
 * each a zero, its length in two bytes (the low one first), and bytes. A one instead of the zero ends or breaks off.
 */
final class FileTransferDissector implements Dissector {
    private static final int MAX_LINE = 512;
    private static final int HEADER = 3;

    private final Report report;
    private final ByteView part = new ByteView();
    private final Map<String, String> said = new LinkedHashMap<>();
    private Direction sender;
    private long transfer;
    private long size;
    private long sent;
    private int block;
    /** Nothing of the file was lost so far. */
    private boolean intact = true;
    private boolean over;

    FileTransferDissector(Report report) {
        this.report = report;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int at = 0;
        while (at < bytes.length() && !over) {
            int next = direction == sender && (block > 0 || bytes.u8(at) <= 1) ? block(bytes, at)
                : line(direction, bytes, at);
            if (next < 0) {
                return Progress.needMore(at, 0);
            }
            at = next;
        }
        return over ? Progress.DONE : Progress.OK;
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        if (direction == sender && missing > 0 && missing <= block) {
            block -= (int) missing;
            sent += missing;
            intact = false;
            return Progress.OK;
        }
        end(false);
        return Progress.DONE;
    }

    private int block(ByteView bytes, int at) {
        if (block > 0) {
            return content(bytes, at);
        }
        if (bytes.length() - at < HEADER) {
            return -1;
        }
        boolean last = bytes.u8(at) == 1;
        block = Short.toUnsignedInt(Short.reverseBytes((short) bytes.u16(at + 1)));
        if (last) {
            end(sent == size);
        } else if (block > size - sent) {
            report.anomaly("more_than_announced", "said " + size);
            end(false);
        }
        return at + HEADER;
    }

    private int content(ByteView bytes, int at) {
        int length = Math.min(block, bytes.length() - at);
        report.emit(new TransferData(transfer, sent, part.aim(bytes, at, length)));
        block -= length;
        sent += length;
        if (sent == size) {
            end(true);
        }
        return at + length;
    }

    private int line(Direction direction, ByteView bytes, int at) {
        int newline = bytes.indexOf('\n', at, at + MAX_LINE);
        if (newline < 0) {
            return bytes.length() - at < MAX_LINE ? -1 : stray("line_too_long");
        }
        int end = newline > at && bytes.u8(newline - 1) == '\r' ? newline - 1 : newline;
        Optional<Command> command = Command.parse(bytes, at, end);
        if (command.isEmpty()) {
            return stray("bad_command");
        }
        command(direction, command.get());
        return newline + 1;
    }

    private int stray(String what) {
        report.anomaly(what, "file transfer");
        end(false);
        return Integer.MAX_VALUE;
    }

    private void command(Direction direction, Command command) {
        switch (command.name()) {
            case "USR" -> {
                said.put("account", Text.cut(Text.account(command.word(0))));
                said.put("auth_cookie", Text.cut(command.word(1)));
                report.identified("msnftp", said);
            }
            case "FIL" -> announced(direction, command);
            case "CCL", "BYE" -> end(sent == size && sender != null);
            default -> { }
        }
    }

    private void announced(Direction direction, Command command) {
        size = command.number(0);
        if (sender != null || size < 0) {
            report.anomaly("bad_size", command.word(0));
            end(false);
            return;
        }
        sender = direction;
        transfer = report.nextTransfer();
        report.emit(new TransferStarted(transfer, direction, WireText.of(""), size, 0, size, said));
        if (size == 0) {
            end(true);
        }
    }

    /** The file is whole, or nothing more will come of it. */
    private void end(boolean complete) {
        if (!over && sender != null) {
            report.emit(new TransferEnded(transfer, complete && intact));
        }
        over = true;
    }
}
