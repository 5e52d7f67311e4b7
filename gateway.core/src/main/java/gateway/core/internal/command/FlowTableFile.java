package gateway.core.internal.command;

import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.api.packet.Direction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code --flows}: one line a flow, in the order of their ends. Written beside its place and moved there when it is
 * complete, so that nobody finds half of it.
 */
final class FlowTableFile implements FlowObserver, AutoCloseable {
    private static final String HEADER =
        "pcap,src,sport,dst,dport,proto,label,packets,bytes,decided_at,reason";

    private final Path file;
    private final Path unfinished;
    private final BufferedWriter lines;
    private String capture = "";

    /** @throws IOException in one sentence, where no file can be written there */
    FlowTableFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("replay: " + file + " is there and is no file");
        }
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            this.lines = Files.newBufferedWriter(unfinished);
        } catch (IOException refused) {
            throw new IOException("replay: cannot write " + file, refused);
        }
        lines.write(HEADER + "\n");
    }

    /** The flows that end from now on are from this capture. */
    void begin(String name) {
        capture = quoted(name);
    }

    @Override
    public void onEnd(ManagedFlow flow) {
        try {
            lines.write(capture + ',' + flow.client().address() + ',' + flow.clientPort() + ','
                + flow.server().address() + ',' + flow.serverPort() + ',' + flow.protocol() + ','
                + (flow.application().isEmpty() ? "unknown" : flow.application()) + ','
                + (flow.packets(Direction.TO_SERVER) + flow.packets(Direction.TO_CLIENT)) + ','
                + (flow.bytes(Direction.TO_SERVER) + flow.bytes(Direction.TO_CLIENT)) + ','
                + (flow.settledAt() == 0 ? "" : flow.settledAt()) + ',' + quoted(flow.rule()) + '\n');
        } catch (IOException full) {
            throw new UncheckedIOException("replay: cannot write " + file + ": " + full.getMessage(), full);
        }
    }

    /** Everything is written: the file takes its place. */
    void finish() throws IOException {
        lines.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        lines.close();
        Files.deleteIfExists(unfinished);
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
