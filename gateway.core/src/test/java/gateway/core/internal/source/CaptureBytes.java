package gateway.core.internal.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes capture files of both formats, byte by byte as the drafts describe them. */
final class CaptureBytes {
    static final int MICROS = 0xa1b2c3d4;
    static final int NANOS = 0xa1b23c4d;
    static final int MODIFIED = 0xa1b2cd34;
    static final int NOT_GIVEN = -1;

    private final ByteBuffer bytes;
    private int header = 16;

    private CaptureBytes(ByteOrder order) {
        bytes = ByteBuffer.allocate(1 << 20).order(order);
    }

    static CaptureBytes pcap(ByteOrder order, int magic, int linkType) {
        return pcap(order, magic, linkType, 65535);
    }

    static CaptureBytes pcap(ByteOrder order, int magic, int linkType, int snapLength) {
        CaptureBytes file = new CaptureBytes(order);
        file.bytes.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(snapLength)
            .putInt(linkType);
        file.header = magic == MODIFIED ? 24 : 16;
        return file;
    }

    static CaptureBytes pcapNg(ByteOrder order) {
        return new CaptureBytes(order).section();
    }

    CaptureBytes record(long seconds, int fraction, byte[] frame) {
        return record(seconds, fraction, frame, frame.length);
    }

    CaptureBytes record(long seconds, int fraction, byte[] frame, int wire) {
        bytes.putInt((int) seconds).putInt(fraction).putInt(frame.length).putInt(wire).put(new byte[header - 16])
            .put(frame);
        return this;
    }

    CaptureBytes section() {
        return block(0x0a0d0d0a, ByteBuffer.allocate(16).order(bytes.order()).putInt(0x1a2b3c4d).putShort((short) 1)
            .putShort((short) 0).putLong(-1));
    }

    /** The other byte order, for a section to come. */
    CaptureBytes order(ByteOrder order) {
        bytes.order(order);
        return this;
    }

    CaptureBytes device(int linkType) {
        return device(linkType, 0, NOT_GIVEN, 0);
    }

    CaptureBytes device(int linkType, int snapLength, int resolution, long offsetSeconds) {
        ByteBuffer body = ByteBuffer.allocate(64).order(bytes.order());
        body.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
        body.putShort((short) 2).putShort((short) 4).put("eth0".getBytes());
        if (resolution != NOT_GIVEN) {
            body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
        }
        if (offsetSeconds != 0) {
            body.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds);
        }
        return block(1, body.putInt(0));
    }

    CaptureBytes enhanced(int device, long time, byte[] frame) {
        ByteBuffer body = ByteBuffer.allocate(frame.length + 64).order(bytes.order());
        body.putInt(device).putInt((int) (time >>> 32)).putInt((int) time).putInt(frame.length).putInt(frame.length);
        pad(body.put(frame));
        return block(6, body.putShort((short) 1).putShort((short) 2).put(new byte[] {'h', 'i', 0, 0}).putInt(0));
    }

    CaptureBytes obsolete(int device, long time, byte[] frame) {
        ByteBuffer body = ByteBuffer.allocate(frame.length + 64).order(bytes.order());
        body.putShort((short) device).putShort((short) 7).putInt((int) (time >>> 32)).putInt((int) time)
            .putInt(frame.length).putInt(frame.length);
        return block(2, pad(body.put(frame)));
    }

    CaptureBytes simple(int wire, byte[] frame) {
        return block(3, pad(ByteBuffer.allocate(frame.length + 8).order(bytes.order()).putInt(wire).put(frame)));
    }

    CaptureBytes block(int type, ByteBuffer body) {
        int length = body.position() + 12;
        bytes.putInt(type).putInt(length).put(body.flip()).putInt(length);
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static ByteBuffer pad(ByteBuffer body) {
        return body.put(new byte[-body.position() & 3]);
    }
}
