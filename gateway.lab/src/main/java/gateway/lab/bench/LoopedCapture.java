package gateway.lab.bench;

import gateway.lab.LabException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Captures played over and over into one large file, every time under addresses that were not there before and at
 * later times, so that each loop is made of new flows. Takes classic little-endian Ethernet captures, which most are.
 */
final class LoopedCapture {
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET = 1;
    private static final int MOST_BYTES = 0x10000;
    private static final int SINCE_SECONDS = 1_700_000_000;
    private static final int PACKETS_A_SECOND = 50_000;
    private static final int BUFFER = 4 << 20;
    /** Spreads the loop's number over the bits of an address. */
    private static final int SPREAD = 0x9e3779b1;

    private LoopedCapture() {
    }

    /** Writes {@code packets} packets of the captures under {@code directory} to {@code target}. */
    static void write(Path directory, long packets, Path target) {
        try {
            List<byte[]> frames = frames(directory);
            if (frames.isEmpty()) {
                throw new IllegalArgumentException("bench: no Ethernet capture under " + directory);
            }
            try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
                write(frames, packets, file);
            }
        } catch (IOException e) {
            throw new LabException("cannot loop captures: " + e.getMessage(), e);
        }
    }

    private static void write(List<byte[]> frames, long packets, FileChannel file) throws IOException {
        ByteBuffer out = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(MOST_BYTES)
            .putInt(ETHERNET);
        for (long i = 0; i < packets; i++) {
            byte[] frame = frames.get((int) (i % frames.size()));
            if (out.remaining() < RECORD_HEADER + frame.length) {
                drain(out, file);
            }
            out.putInt((int) (SINCE_SECONDS + i / PACKETS_A_SECOND))
                .putInt((int) (i % PACKETS_A_SECOND) * (1_000_000 / PACKETS_A_SECOND))
                .putInt(frame.length).putInt(frame.length);
            int at = out.position();
            out.put(frame);
            readdress(out, at, frame.length, (int) (i / frames.size()));
        }
        drain(out, file);
    }

    private static void drain(ByteBuffer out, FileChannel file) throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            file.write(out);
        }
        out.clear();
    }

    /** Moves both addresses by the same amount, so that a loop's flows stay what they are among themselves. */
    private static void readdress(ByteBuffer out, int frame, int length, int loop) {
        int type = frame + 12;
        while (length > type - frame + 8 && out.get(type) == (byte) 0x81 && out.get(type + 1) == 0) {
            type += 4;
        }
        int ip = type + 2;
        boolean v4 = out.get(type) == 8 && out.get(type + 1) == 0;
        boolean v6 = out.get(type) == (byte) 0x86 && out.get(type + 1) == (byte) 0xdd;
        int key = loop * SPREAD;
        if (v4 && length >= ip - frame + 20) {
            // The first byte stays, and with it multicast and private networks.
            out.putInt(ip + 12, out.getInt(ip + 12) ^ key & 0xffff00);
            out.putInt(ip + 16, out.getInt(ip + 16) ^ key & 0xffff00);
        } else if (v6 && length >= ip - frame + 40) {
            out.putInt(ip + 12, out.getInt(ip + 12) ^ key);
            out.putInt(ip + 28, out.getInt(ip + 28) ^ key);
        }
    }

    private static List<byte[]> frames(Path directory) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path capture : tree.filter(p -> p.toString().endsWith(".pcap")).sorted().toList()) {
                read(ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN), frames);
            }
        }
        return frames;
    }

    private static void read(ByteBuffer capture, List<byte[]> frames) {
        if (capture.capacity() < FILE_HEADER || capture.getInt(0) != MAGIC
            || (capture.getInt(20) & 0xffff) != ETHERNET) {
            return;
        }
        int at = FILE_HEADER;
        while (at + RECORD_HEADER <= capture.capacity()) {
            int length = capture.getInt(at + 8);
            at += RECORD_HEADER;
            if (length < 0 || length > MOST_BYTES || at + length > capture.capacity()) {
                return;
            }
            byte[] frame = new byte[length];
            capture.get(at, frame);
            frames.add(frame);
            at += length;
        }
    }
}
