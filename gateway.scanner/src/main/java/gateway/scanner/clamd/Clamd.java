package gateway.scanner.clamd;

import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A clamd, by its address. Without state; any number of threads. */
public final class Clamd {
    /** Room for a piece of content and its length; what a scan thread needs for {@link #scan}. */
    public static final int BUFFER_BYTES = 128 * 1024;

    private static final int LENGTH_BYTES = 4;
    /** Answers are a line. One that goes on is no answer of a clamd. */
    private static final int LONGEST_ANSWER = 4096;

    private final ClamdAddress address;

    /** The clamd at an address. */
    public Clamd(ClamdAddress address) {
        this.address = address;
    }

    /** Where it listens. */
    public ClamdAddress address() {
        return address;
    }

    /**
     * Asks a question of one word, such as PING or VERSION.
     *
     * @return the answer as it came, so not to be shown
     * @throws IOException if there is none by the deadline
     */
    public String ask(String word, Deadline deadline) throws IOException {
        try (ClamdChannel channel = new ClamdChannel(address, deadline)) {
            channel.connect(address);
            channel.write(new TextCommand(word).request());
            return answer(channel, ByteBuffer.allocate(LONGEST_ANSWER));
        }
    }

    /**
     * Has content scanned.
     *
     * @param buffer of {@link #BUFFER_BYTES}, used until this returns
     * @param cutter is given, before anything is done, what cuts this scan short; that may be called on any thread, at
     *     any time
     * @throws UnreadableContent if the content cannot be had
     * @throws DeadlinePassed if there is no answer in time
     * @throws IOException if clamd fails
     */
    public ScanVerdict scan(ScanContent content, ScanMethod method, Deadline deadline, ByteBuffer buffer,
                            Consumer<Runnable> cutter) throws IOException {
        try (ClamdChannel channel = new ClamdChannel(address, deadline)) {
            cutter.accept(channel::cut);
            channel.connect(address);
            String answer;
            try {
                send(content, channel, buffer);
                answer = answer(channel, buffer);
            } catch (UnreadableContent | DeadlinePassed e) {
                throw e;
            } catch (IOException broken) {
                answer = lastWords(channel, buffer, broken);
            }
            return Verdicts.of(answer, method);
        }
    }

    private static void send(ScanContent content, ClamdChannel channel, ByteBuffer buffer) throws IOException {
        channel.write(new StreamCommand().request());
        long length = content.length();
        for (long sent = 0; sent < length;) {
            buffer.clear().position(LENGTH_BYTES);
            buffer.limit((int) Math.min(buffer.capacity(), LENGTH_BYTES + length - sent));
            fill(content, sent, buffer);
            int count = buffer.position() - LENGTH_BYTES;
            buffer.putInt(0, count).flip();
            channel.write(buffer);
            sent += count;
        }
        channel.write(buffer.clear().putInt(0).flip());
    }

    private static void fill(ScanContent content, long from, ByteBuffer buffer) throws UnreadableContent {
        int before = buffer.position();
        while (buffer.hasRemaining()) {
            try {
                if (content.read(from + buffer.position() - before, buffer) <= 0) {
                    throw new UnreadableContent("the content is shorter than was said", null);
                }
            } catch (UnreadableContent e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw new UnreadableContent("the content cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** One who does not want to hear more says why and closes: that answer is read even where sending failed. */
    private static String lastWords(ClamdChannel channel, ByteBuffer buffer, IOException broken) throws IOException {
        try {
            return answer(channel, buffer);
        } catch (IOException alsoBroken) {
            broken.addSuppressed(alsoBroken);
            throw broken;
        }
    }

    /** Reads up to the mark at an answer's end. Half an answer is none: "stream: OK" may go on otherwise. */
    private static String answer(ClamdChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear().limit(LONGEST_ANSWER);
        int looked = 0;
        while (buffer.hasRemaining()) {
            channel.read(buffer);
            for (; looked < buffer.position(); looked++) {
                if (buffer.get(looked) == 0) {
                    byte[] text = new byte[looked];
                    buffer.get(0, text);
                    return new String(text, StandardCharsets.US_ASCII).strip();
                }
            }
        }
        throw new IOException("clamd answers without an end");
    }
}
