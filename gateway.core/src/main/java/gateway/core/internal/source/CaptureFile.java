package gateway.core.internal.source;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A capture file as a source of packets: pcap and pcapng, with the link types that {@link LinkLayer} knows. Packets
 * are handed over where they lie in the read buffer; answers have no effect, except that a packet for which the
 * reading lane is wanted comes again through it, as it would from the kernel.
 *
 * <p>The file has its own clock, which shows the time of the packet at hand and never goes back: what a capture says
 * about times that lie before those of earlier packets is ignored. One thread.
 */
public final class CaptureFile implements PacketSource {
    private static final int BATCH = 64;
    /** A batch ends after so many frames even if few of them were IP, so that the caller's loop turns. */
    private static final int MAX_FRAMES_A_BATCH = 4096;
    private static final int NO_MARK = 0;

    private final CaptureInput input;
    private final CaptureRecords records;
    private final RawPacket packet = new RawPacket();
    private long nowMicros;
    private long frames;
    private long packets;
    private long unknownLinks;

    /**
     * Opens a file and reads its first header.
     *
     * @throws CaptureException where there is no such file, or not of a known format
     */
    public CaptureFile(Path file) {
        input = new CaptureInput(file);
        try {
            records = CaptureRecords.of(input);
        } catch (CaptureException unusable) {
            input.close();
            throw unusable;
        }
        packet.bytes = input.bytes;
        // Captures taken on a host show what it sent before its network card finished the checksums.
        packet.checksumComplete = false;
    }

    /**
     * Reads a file to its end and forgets it, so that one that is broken further on is refused before anything is
     * done with its first packets.
     *
     * @throws CaptureException where the file is broken, empty or cut
     */
    public static void verify(Path file) {
        try (CaptureFile capture = new CaptureFile(file)) {
            PacketHandler nobody = ignored -> { };
            int handed;
            do {
                handed = capture.poll(nobody, 0);
            } while (handed >= 0);
        }
    }

    /**
     * Hands over the next packets. Never waits.
     *
     * @throws CaptureException where the file is broken or cut, once all packets before that were handed over; or
     *     at its end, if it held no frame of a known link type
     */
    @Override
    public int poll(PacketHandler handler, int timeoutMillis) {
        int handed = 0;
        for (int i = 0; i < MAX_FRAMES_A_BATCH && handed < BATCH; i++) {
            if (!records.next()) {
                refuseUseless();
                return handed == 0 ? -1 : handed;
            }
            frames++;
            nowMicros = Math.max(nowMicros, records.micros);
            if (aim()) {
                handed++;
                packets++;
                hand(handler);
            }
        }
        return handed;
    }

    /** Nothing waits here. */
    @Override
    public void wakeUp() {
    }

    /** The time of the packet at hand, in milliseconds since 1970; 0 before the first. */
    public long nowMillis() {
        return nowMicros / 1000;
    }

    /** The time of the packet at hand, in microseconds since 1970; 0 before the first. */
    public long nowMicros() {
        return nowMicros;
    }

    /** How many frames were read so far. */
    public long frames() {
        return frames;
    }

    /** How many of them held an IP packet and were handed over; the others were skipped. */
    public long packets() {
        return packets;
    }

    @Override
    public void close() {
        input.close();
    }

    /** Aims the packet at the frame's IP header; false where there is none. */
    private boolean aim() {
        int end = records.offset + records.captured;
        int header = LinkLayer.ipHeader(input.bytes, records.linkType, records.offset, end);
        if (header == LinkLayer.NOT_IP) {
            unknownLinks += LinkLayer.knows(records.linkType) ? 0 : 1;
            return false;
        }
        int onWire = records.length - (header - records.offset);
        int said = lengthInHeader(input.bytes, header);
        packet.offset = header;
        // Links pad short frames; a length beyond the frame, or 0 (segments merged by the host), says nothing.
        packet.length = said > 0 && said < onWire ? said : onWire;
        packet.captured = Math.min(end - header, packet.length);
        return true;
    }

    private void hand(PacketHandler handler) {
        packet.mark = NO_MARK;
        packet.lane = RawPacket.Lane.CLASSIFY;
        packet.reset();
        handler.onPacket(packet);
        if (packet.verdict == RawPacket.Verdict.READ) {
            packet.mark = packet.setMark ? packet.newMark : NO_MARK;
            packet.lane = RawPacket.Lane.READ;
            packet.reset();
            handler.onPacket(packet);
        }
    }

    /** What the IP header says the packet's length is; 0 where that cannot be. */
    private static int lengthInHeader(ByteBuffer bytes, int header) {
        if ((bytes.get(header) & 0xf0) == 0x40) {
            int total = bytes.getShort(header + 2) & 0xffff;
            return total >= 20 ? total : 0;
        }
        int payload = bytes.getShort(header + 4) & 0xffff;
        return payload == 0 ? 0 : 40 + payload;
    }

    private void refuseUseless() {
        if (frames == 0) {
            throw input.useless("the capture holds no packets");
        }
        if (unknownLinks == frames) {
            throw input.useless("link type " + records.linkType + " cannot be read");
        }
    }
}
