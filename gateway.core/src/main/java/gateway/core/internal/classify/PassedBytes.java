package gateway.core.internal.classify;

import java.nio.ByteBuffer;

/** Who has to know which bytes of a TCP stream have gone on before its flow was read in order. */
public interface PassedBytes {
    /** Some of them, from the byte with this sequence number on; good during the call. */
    void onBytes(int sequence, ByteBuffer bytes, int index, int length);
}
