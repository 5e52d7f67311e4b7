package gateway.core.internal.sequence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Everything that a reader was given of one direction; a gap stands in it as {@code <bytes>}. */
final class CollectedStream implements StreamReader {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private int gaps;

    @Override
    public void onBytes(ByteBuffer bytes, int index, int length) {
        for (int i = 0; i < length; i++) {
            read.write(bytes.get(index + i));
        }
    }

    @Override
    public void onGap(long missing) {
        gaps++;
        read.writeBytes(("<" + missing + ">").getBytes(StandardCharsets.ISO_8859_1));
    }

    int size() {
        return read.size();
    }

    int gaps() {
        return gaps;
    }

    byte[] bytes() {
        return read.toByteArray();
    }

    /** One character a byte. */
    @Override
    public String toString() {
        return read.toString(StandardCharsets.ISO_8859_1);
    }
}
