package gateway.core.internal.sequence;

import java.nio.ByteBuffer;

/** Takes the bytes of one direction in order. Called within {@link StreamSequence}'s methods, on the worker thread. */
public interface StreamReader {
    /** The next bytes: {@code length} of {@code bytes} from its absolute index on, good during the call. */
    void onBytes(ByteBuffer bytes, int index, int length);

    /** {@code missing} bytes reached the receiver by another way: nobody will see them here. */
    void onGap(long missing);
}
