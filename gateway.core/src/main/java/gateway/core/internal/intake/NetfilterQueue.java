package gateway.core.internal.intake;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.Delegate;

/** The calls of libnetfilter_queue that open and configure queues; see its own documentation. */
public interface NetfilterQueue {
    Pointer nfq_open();

    int nfq_close(Pointer handle);

    Pointer nfq_create_queue(Pointer handle, short queue, Arrival arrival, Pointer data);

    int nfq_destroy_queue(Pointer queue);

    int nfq_set_mode(Pointer queue, byte mode, int range);

    int nfq_set_queue_maxlen(Pointer queue, int packets);

    int nfq_set_queue_flags(Pointer queue, int mask, int flags);

    int nfq_fd(Pointer handle);

    int nfq_set_verdict(Pointer queue, int id, int verdict, int length, Pointer payload);

    Pointer nfq_get_msg_packet_hdr(Pointer packet);

    /** What the library calls for a packet that it finds while it waits for an answer of the kernel. */
    interface Arrival {
        /** Returns 1, so that the library goes on waiting for its answer. */
        @Delegate
        int onPacket(Pointer queue, Pointer message, Pointer packet, Pointer data);
    }
}
