package gateway.core.internal.hold;

import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;

/** Gives the kernel the postponed verdicts. Worker thread. */
public interface Settlement {
    /** For captures, whose packets are over. */
    Settlement NONE = new Settlement() {
        @Override
        public void settle(int queue, int id, Verdict verdict) {
        }

        @Override
        public void settle(int queue, int id, Verdict verdict, int newMark) {
        }

        @Override
        public void settle(RawPacket changed) {
        }
    };

    /** Settles a held packet. */
    void settle(int queue, int id, Verdict verdict);

    /** The same, and the packet's whole mark is replaced. */
    void settle(int queue, int id, Verdict verdict, int newMark);

    /** Settles a held packet, of which this is a changed copy: its verdict, its mark if one is set, its bytes. */
    void settle(RawPacket changed);
}
